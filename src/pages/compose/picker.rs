//! Choosing from what the gateway lists: searched as one types, page by page.

use super::choices::{Choice, Listing, Value, load};
use super::field_name::FieldName;
use super::state::Form;
use crate::api::{ApiError, Kind, Newest};
use crate::lang::compose::{word, words};
use crate::ui::{Button, Dialog, ErrorBox, focus, open_while_some};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use std::collections::BTreeSet;

pub(super) use super::choices::Picking;

/// Opens a list.
#[component]
pub(super) fn PickButton(
    form: Form,
    picking: Picking,
    #[prop(into)] label: Signal<&'static str>,
) -> impl IntoView {
    let open = Callback::new(move |_: MouseEvent| form.picking.set(Some(picking)));
    view! {
        <Button kind="plain" on_click=open>
            {label}
        </Button>
    }
    .into_any()
}

/// The one list that is open.
#[component]
pub(super) fn Picker(form: Form) -> impl IntoView {
    let words = words();
    let is_open = open_while_some(form.picking);
    let title = Signal::derive(move || {
        form.picking
            .get()
            .map(|it| (words.get().picker_title)(it.listing()))
            .unwrap_or_default()
            .to_owned()
    });
    view! {
        <Dialog name="picker" is_open title is_wide=true>
            {move || form.picking.get().map(|picking| view! { <List form picking /> })}
        </Dialog>
    }
    .into_any()
}

#[component]
fn List(form: Form, picking: Picking) -> impl IntoView {
    let words = words();
    let newest = Newest::new();
    let items = RwSignal::new(Vec::<Choice>::new());
    let total = RwSignal::new(None::<usize>);
    // Pages may hold fewer than they were asked for: what does not fit is left out.
    let seen = RwSignal::new(0_usize);
    let error = RwSignal::new(None::<ApiError>);
    // Another search keeps what was chosen before.
    let chosen = RwSignal::new(BTreeSet::<Value>::new());
    let search = RwSignal::new(String::new());
    let ask = move |offset: usize| {
        let text = search.get_untracked();
        newest.ask(
            move |signal| load(picking, text, offset, signal),
            move |answer| match answer {
                Ok(page) => {
                    error.try_set(None);
                    total.try_set(Some(page.total));
                    seen.try_set(offset + page.length);
                    items.try_update(|items| {
                        if offset == 0 {
                            items.clear();
                        }
                        items.extend(page.choices);
                    });
                }
                Err(problem) => {
                    error.try_set(Some(problem));
                }
            },
        );
    };
    ask(0);
    let is_single = picking.is_single();
    let take = Callback::new(move |values: BTreeSet<Value>| {
        form.picking.set(None);
        picking.put(form, &values.into_iter().collect::<Vec<_>>());
        focus(&picking.field().id());
    });
    let rows = move || {
        items.with(|items| {
            items.iter().map(|choice| row(choice, is_single, chosen, take)).collect_view()
        })
    };
    let state = move || {
        let words = words.get();
        match (error.get(), total.get()) {
            (Some(ApiError { kind: Kind::NotFound, .. }), _) => {
                view! { <p class="quiet">{words.picker_none}</p> }.into_any()
            }
            (Some(error), _) => view! { <ErrorBox error /> }.into_any(),
            (None, None) => view! { <p class="quiet">{words.picker_loading}</p> }.into_any(),
            (None, Some(0)) if search.with(String::is_empty) => {
                view! { <p class="quiet">{words.picker_none}</p> }.into_any()
            }
            (None, Some(0)) => view! { <p class="quiet">{words.picker_no_match}</p> }.into_any(),
            (None, Some(total)) => {
                view! { <p class="quiet">{(words.picker_total)(items.with(Vec::len), total)}</p> }
                    .into_any()
            }
        }
    };
    let has_more = move || total.get().is_some_and(|total| seen.get() < total);
    let more = Callback::new(move |_: MouseEvent| ask(seen.get_untracked()));
    let add = Callback::new(move |_: MouseEvent| take.run(chosen.get_untracked()));
    let cancel = Callback::new(move |_: MouseEvent| form.picking.set(None));
    view! {
        <label class="field" for=SEARCH>
            <span class="field-label">{word(|w| w.picker_search)}</span>
            <input
                class="input"
                id=SEARCH
                type="search"
                autocomplete="off"
                autofocus=true
                on:input=move |event| {
                    search.set(event_target_value(&event));
                    ask(0);
                }
            />
        </label>
        <div role="status">{state}</div>
        <ul class="picker-list">{rows}</ul>
        <div class="dialog-buttons">
            <Show when=has_more>
                <Button kind="plain" on_click=more>
                    {word(|w| w.picker_more)}
                </Button>
            </Show>
            <span class="top-bar-space"></span>
            <Button kind="plain" on_click=cancel>
                {word(|w| w.cancel)}
            </Button>
            <Show when=move || !is_single>
                <Button kind="primary" on_click=add>
                    {move || (words.get().picker_add)(chosen.with(BTreeSet::len))}
                </Button>
            </Show>
        </div>
    }
    .into_any()
}

const SEARCH: &str = "picker-search";

fn row(
    choice: &Choice,
    is_single: bool,
    chosen: RwSignal<BTreeSet<Value>>,
    take: Callback<BTreeSet<Value>>,
) -> impl IntoView + use<> {
    let value = choice.value.clone();
    let text = view! {
        <span class="picker-title">{choice.title.clone()}</span>
        <span class="picker-detail quiet">{choice.detail.clone()}</span>
    };
    if is_single {
        return view! {
            <li>
                <button
                    type="button"
                    class="picker-row"
                    on:click=move |_| take.run(BTreeSet::from([value.clone()]))
                >
                    {text}
                </button>
            </li>
        }
        .into_any();
    }
    let is_chosen = {
        let value = value.clone();
        move || chosen.with(|chosen| chosen.contains(&value))
    };
    let toggle = move |event| {
        let is_checked = event_target_checked(&event);
        chosen.update(|chosen| {
            if is_checked {
                chosen.insert(value.clone());
            } else {
                chosen.remove(&value);
            }
        });
    };
    view! {
        <li>
            <label class="picker-row">
                <input type="checkbox" prop:checked=is_chosen on:change=toggle />
                {text}
            </label>
        </li>
    }
    .into_any()
}

impl Picking {
    /// Where the focus goes when something was chosen.
    fn field(self) -> FieldName {
        match self {
            Picking::Accounts => FieldName::AccountId,
            Picking::Scripts => FieldName::VersionId,
            Picking::Hosts => FieldName::HostIds,
            Picking::Groups => FieldName::Groups,
            Picking::HostNodes => FieldName::Nodes,
            Picking::Containers => FieldName::ContainerIds,
            Picking::ContainerNode(row) => FieldName::SelectorNodeId(row),
        }
    }

    /// Of one thing there is only one.
    fn is_single(self) -> bool {
        matches!(self.listing(), Listing::Accounts | Listing::Scripts)
            || matches!(self, Picking::ContainerNode(_))
    }
}
