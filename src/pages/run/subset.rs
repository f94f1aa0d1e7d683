//! What can be done with the objects that are shown: copy them, or compose a request for exactly these.

use super::again;
use super::state::Following;
use super::words::{word, words};
use crate::api::{ApiError, ExecuteObject};
use crate::ui::{ErrorBox, copy};
use leptos::prelude::*;
use serde_json::json;

/// How objects are copied.
#[derive(Clone, Copy, Debug)]
enum Form {
    Ids,
    Names,
    Json,
}

#[component]
pub(super) fn Subset(following: Following) -> impl IntoView {
    let words = words();
    let copied = RwSignal::new(None::<usize>);
    let error = RwSignal::new(None::<ApiError>);
    let count = move || following.shown.with(Vec::len);
    let copy_as = move |form: Form| {
        let objects = following.shown_objects();
        // The promise fails when the page may not: then nothing says that it was copied.
        copy(&text(&objects, form), move || {
            copied.try_set(Some(objects.len()));
        });
    };
    let again = again::composer(error);
    let rerun = move |_| {
        let objects = following.shown_objects();
        again.run((following.id.get_value(), Some(objects)));
    };
    view! {
        <div class="subset">
            <button type="button" class="button button-plain button-small" on:click=move |_| copy_as(Form::Ids)>
                {word(|w| w.copy_ids)}
            </button>
            <button type="button" class="button button-plain button-small" on:click=move |_| copy_as(Form::Names)>
                {word(|w| w.copy_names)}
            </button>
            <button type="button" class="button button-plain button-small" on:click=move |_| copy_as(Form::Json)>
                {word(|w| w.copy_json)}
            </button>
            <span class="quiet" role="status">
                {move || copied.get().map(|count| (words.get().copied)(count))}
            </span>
            <Show when=move || count() != 0>
                <button type="button" class="button button-plain button-small subset-rerun" on:click=rerun>
                    {move || (words.get().rerun)(count())}
                </button>
            </Show>
        </div>
        {move || error.get().map(|error| view! { <ErrorBox error /> })}
    }
}

fn text(objects: &[ExecuteObject], form: Form) -> String {
    let lines: Vec<&str> = match form {
        Form::Ids => objects.iter().map(|object| object.resource_id.as_str()).collect(),
        Form::Names => objects.iter().map(ExecuteObject::name).collect(),
        Form::Json => {
            let list: Vec<_> = objects
                .iter()
                .map(|object| {
                    json!({ "type": object.r#type, "resource_id": object.resource_id, "name": object.name() })
                })
                .collect();
            return serde_json::to_string_pretty(&list).unwrap_or_default();
        }
    };
    lines.join("\n")
}
