//! What can be done from the keyboard: a list to search, and a few keys.

use crate::lang::{word, words};
use crate::ui::{Dialog, Entry, Palette, is_typed_into};
use crate::{parts, storage};
use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Something that a page can do.
#[derive(Clone, Debug)]
pub(crate) struct Command {
    pub(crate) name: Signal<String>,
    /// As it is printed; empty for none.
    pub(crate) key: &'static str,
    pub(crate) run: Callback<()>,
}

/// Everything that can be done at the moment.
#[derive(Clone, Copy, Debug)]
struct Commands(RwSignal<Vec<(usize, Command)>>);

pub(crate) fn provide() {
    provide_context(Commands(RwSignal::new(Vec::new())));
}

/// Offers commands for as long as the present owner lives.
pub(crate) fn add(commands: Vec<Command>) {
    let Some(Commands(list)) = use_context() else {
        return;
    };
    let owner = list.with_untracked(|list| list.last().map_or(0, |(owner, _)| owner + 1));
    list.update(|list| list.extend(commands.into_iter().map(|command| (owner, command))));
    on_cleanup(move || {
        list.try_update(|list| list.retain(|(of, _)| *of != owner));
    });
}

/// Hears keys while the present owner lives, unless somebody else has taken them or a dialog is open.
pub(crate) fn on_key(heard: impl Fn(&KeyboardEvent) -> bool + 'static) {
    let listener = window_event_listener(ev::keydown, move |event| {
        let has_dialog = document().query_selector("dialog[open]").ok().flatten().is_some();
        if !event.default_prevented() && !event.is_composing() && !has_dialog && heard(&event) {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

/// A key alone, where it is no letter of a text and nobody has switched such keys off.
pub(crate) fn is_single_key(event: &KeyboardEvent, key: &str) -> bool {
    let is_plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
    event.key() == key
        && is_plain
        && !is_typing(event)
        && storage::load(storage::SINGLE_KEYS).as_deref() != Some("off")
}

/// Whether a key is one for a field.
pub(crate) fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    target.is_some_and(|it| is_typed_into(&it))
}

/// With Ctrl, or with Command on a Mac.
pub(crate) fn is_chord(event: &KeyboardEvent, key: &str) -> bool {
    (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case(key)
}

/// What is open.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lists {
    is_listing: RwSignal<bool>,
    is_helping: RwSignal<bool>,
}

/// The list (Ctrl+K) and the help (?), and the keys that open them.
#[component]
pub(crate) fn CommandKeys() -> impl IntoView {
    let lists = Lists { is_listing: RwSignal::new(false), is_helping: RwSignal::new(false) };
    on_key(move |event| {
        if is_chord(event, "k") {
            lists.is_listing.set(true);
        } else if is_single_key(event, "?") {
            lists.is_helping.set(true);
        } else {
            return false;
        }
        true
    });
    parts::when_opened(
        move || lists.is_listing.get() || lists.is_helping.get(),
        move || parts::command_lists(lists),
    )
}

#[component]
pub(crate) fn CommandLists(lists: Lists) -> impl IntoView {
    let words = words();
    let Lists { is_listing, is_helping } = lists;
    let list = use_context::<Commands>().map(|Commands(list)| list);
    let entries = Signal::derive(move || {
        let mut entries: Vec<Entry> = Vec::new();
        if let Some(list) = list {
            list.with(|list| {
                entries.extend(list.iter().map(|(_, command)| Entry {
                    name: command.name.get(),
                    key: command.key,
                    run: command.run,
                }));
            });
        }
        entries.push(Entry {
            name: words.get().keys.to_owned(),
            key: "?",
            run: Callback::new(move |()| is_helping.set(true)),
        });
        entries
    });
    let title = |pick: fn(&crate::lang::Words) -> &'static str| {
        let word = word(pick);
        Signal::derive(move || word.get().to_owned())
    };
    let keys = move || {
        let rows = words.get().key_list.iter().map(|(key, what)| {
            view! {
                <tr>
                    <th scope="row"><kbd class="key">{*key}</kbd></th>
                    <td>{*what}</td>
                </tr>
            }
        });
        rows.collect_view()
    };
    view! {
        <Dialog name="commands" is_open=is_listing title=title(|w| w.commands)>
            <Palette entries label=word(|w| w.commands_search) is_open=is_listing />
        </Dialog>
        <Dialog name="keys" is_open=is_helping title=title(|w| w.keys)>
            <table class="table keys">
                <tbody>{keys}</tbody>
            </table>
            <p class="quiet">{word(|w| w.keys_note)}</p>
            <div class="dialog-buttons">
                <crate::ui::Button kind="plain" has_first_focus=true on_click=Callback::new(move |_| is_helping.set(false))>
                    {word(|w| w.close)}
                </crate::ui::Button>
            </div>
        </Dialog>
    }
    .into_any()
}
