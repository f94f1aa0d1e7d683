//! What the target stands for now, as the gateway knows it.

use super::field_name::FieldName;
use super::state::Form;
use crate::api::{ApiError, ExecuteObject, Kind, Objects};
use crate::lang::compose::{Words, word, words};
use crate::ui::{Button, CopyButton, ErrorBox};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// Objects that are drawn; copying takes all.
const DRAWN_MAX: usize = 200;

#[component]
pub(super) fn Resolve(form: Form) -> impl IntoView {
    let words = words();
    let is_asking = RwSignal::new(false);
    let ask = Callback::new(move |_: MouseEvent| {
        is_asking.set(true);
        form.resolve(move |_| {
            is_asking.try_set(false);
        });
    });
    let answer = move || {
        let words = words.get();
        form.resolved.with(|resolved| {
            let resolved = resolved.as_ref()?;
            if form.question.with(|question| *question != resolved.question) {
                return Some(view! { <p class="quiet">{words.resolve_again}</p> }.into_any());
            }
            Some(match &resolved.answer {
                Ok(objects) => found(objects, words).into_any(),
                Err(error) => refused(form, error.clone(), words).into_any(),
            })
        })
    };
    view! {
        <div class="resolve">
            <div class="row-actions">
                <Button kind="plain" on_click=ask>
                    {move || if is_asking.get() { words.get().resolving } else { words.get().resolve }}
                </Button>
                <span class="quiet">{word(|w| w.resolve_hint)}</span>
            </div>
            <div role="status">{answer}</div>
        </div>
    }
    .into_any()
}

fn found(objects: &Objects, words: &'static Words) -> impl IntoView + use<> {
    let names =
        objects.list.iter().take(DRAWN_MAX).map(|object| view! { <li>{object.label()}</li> });
    let names = names.collect_view();
    let more = objects.list.len().saturating_sub(DRAWN_MAX);
    let ids: Vec<String> = objects.list.iter().map(|it| it.resource_id.clone()).collect();
    view! {
        <details class="resolved">
            <summary>{(words.resolved)(objects.host_count, objects.container_count)}</summary>
            <ol class="resolved-list">{names}</ol>
            {(more > 0).then(|| view! { <p class="quiet">{(words.more_chips)(more)}</p> })}
            <CopyButton label=word(|w| w.copy_ids) text=Signal::stored(ids.join("\n")) />
        </details>
    }
}

/// Whatever can't be found is named at its place.
fn refused(form: Form, error: ApiError, words: &'static Words) -> impl IntoView {
    if error.kind == Kind::NotFound {
        return view! { <p class="quiet">{words.resolve_unknown}</p> }.into_any();
    }
    view! {
        <Problems form problems=error.problems.clone() />
        <ErrorBox error />
    }
    .into_any()
}

/// What a gateway found in the request, each a way to its field.
#[component]
pub(super) fn Problems(form: Form, problems: Vec<crate::api::Problem>) -> impl IntoView {
    let rows = problems.into_iter().take(DRAWN_MAX).map(|problem| {
        let pointer = problem.pointer.clone();
        let is_somewhere = !problem.pointer.is_empty();
        view! {
            <li class="finding is-error">
                <button
                    type="button"
                    class="finding-link"
                    disabled=!is_somewhere
                    on:click=move |_| form.go_to(&pointer)
                >
                    <code class="finding-pointer">{problem.pointer}</code>
                    " "
                    <span class="finding-message">{problem.message}</span>
                </button>
            </li>
        }
    });
    view! { <ol class="findings problems">{rows.collect_view()}</ol> }
}

impl ExecuteObject {
    /// Its id, and what it is called.
    pub(super) fn label(&self) -> String {
        match self.name() {
            "" => self.resource_id.clone(),
            name => format!("{} ({name})", self.resource_id),
        }
    }
}

/// For the confirmation: who comes first.
pub(super) fn first_targets(form: Form, most: usize) -> Vec<String> {
    let resolved = form.objects(|objects| {
        objects.list.iter().take(most).map(ExecuteObject::label).collect::<Vec<_>>()
    });
    resolved.unwrap_or_else(|| {
        form.judged.with(|judged| {
            let mut names = judged.targets.hosts.first(most);
            let rest = most - names.len();
            names.extend(judged.targets.containers.first(rest));
            names
        })
    })
}

/// Where a person goes who wants to name a target.
pub(super) fn go_to_targets() {
    crate::ui::focus(&FieldName::HostIds.id());
}
