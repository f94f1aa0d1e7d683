//! The request in one's hand: as JSON and as a command, to copy, to edit and to paste into.

use super::import::{NotesOf, follow_text};
use super::link::link_of;
use super::state::Form;
use crate::lang::compose::{word, words};
use crate::ui::{Button, CopyButton};
use crate::{parts, routes};
use leptos::ev::{ClipboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;

/// Bytes that are drawn of the start and of the end; copying takes all.
const START_MAX: usize = 4_000;
const END_MAX: usize = 1_000;

/// Where the text of a request can be typed.
pub(super) const EDITOR: &str = "request-text";

/// What the pane shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Showing {
    Json,
    Curl,
    /// A text area, which the form follows.
    Editor,
}

#[component]
pub(super) fn RequestPane(form: Form, showing: RwSignal<Showing>) -> impl IntoView {
    let text = Memo::new(move |_| match showing.get() {
        Showing::Json | Showing::Editor => form.judged.with(|judged| judged.shown.clone()),
        Showing::Curl => {
            form.judged.track();
            form.with_untracked(|draft| draft.to_curl(&address()))
        }
    });
    let drawn = move || text.with(|text| drawn(text));
    let choice = move |value: Showing, label: Signal<&'static str>| {
        view! {
            <button
                type="button"
                class="segment"
                aria-pressed=move || (showing.get() == value).to_string()
                on:click=move |_| showing.set(value)
            >
                {label}
            </button>
        }
    };
    view! {
        <div class="pane-head">
            <div class="segments">
                {choice(Showing::Json, Signal::from("JSON"))} {choice(Showing::Curl, Signal::from("cURL"))}
                {choice(Showing::Editor, word(|w| w.edit_request))}
            </div>
            <div class="row-actions">
                <CopyButton label=word(|w| w.copy) text />
                <LinkButton form />
            </div>
        </div>
        <Show
            when=move || showing.get() == Showing::Editor
            fallback=move || {
                view! {
                    <pre class="preview" tabindex="0" aria-label=word(|w| w.request)>
                        {drawn}
                    </pre>
                }
            }
        >
            {parts::request_editor(form)}
        </Show>
        <NotesOf form />
    }
    .into_any()
}

/// A text, without its middle if it is long: what comes after thousands of ids is worth a look too.
fn drawn(text: &str) -> String {
    if text.len() <= START_MAX + END_MAX {
        return text.to_owned();
    }
    let start = text.floor_char_boundary(START_MAX);
    let end = text.ceil_char_boundary(text.len() - END_MAX);
    format!("{}\n…\n{}", &text[..start], &text[end..])
}

/// The address that the request goes to.
pub(super) fn address() -> String {
    let origin = window().location().origin().unwrap_or_default();
    format!("{origin}{}", routes::endpoint("execute/fast_execute_script"))
}

/// A request that is typed or pasted: the form follows as soon as it is one.
#[component]
pub(crate) fn Editor(form: Form) -> impl IntoView {
    let words = words();
    let area = NodeRef::<html::Textarea>::new();
    // Pasting may bring another request: what is in the form is not to be lost by a slip.
    let is_pasted = StoredValue::new(false);
    Effect::new(move || {
        if let Some(area) = area.get() {
            form.settle();
            area.set_value(&form.judged.with_untracked(|judged| judged.shown.clone()));
            let _ = area.focus();
        }
    });
    let typed = move |event| {
        let text = event_target_value(&event);
        follow_text(form, &text, is_pasted.get_value());
        is_pasted.set_value(false);
    };
    view! {
        <label class="field" for=EDITOR>
            <span class="field-label">{word(|w| w.edit_label)}</span>
            <textarea
                node_ref=area
                class="input code request-editor"
                id=EDITOR
                rows="14"
                spellcheck="false"
                autocomplete="off"
                on:paste=move |_: ClipboardEvent| is_pasted.set_value(true)
                on:input=typed
            ></textarea>
        </label>
        <p class="field-hint">{move || words.get().edit_hint}</p>
    }
    .into_any()
}

/// Copies a link to what is composed; it says why there is none.
#[component]
fn LinkButton(form: Form) -> impl IntoView {
    let words = words();
    let said = RwSignal::new(String::new());
    Effect::new(move || {
        form.judged.track();
        said.set(String::new());
    });
    let copy = Callback::new(move |_: MouseEvent| {
        let words = words.get_untracked();
        match form.with_untracked(link_of) {
            Ok(link) => {
                crate::ui::copy_text(&link);
                let has_secret = form.with_untracked(|it| it.is_param_sensitive);
                said.set(
                    if has_secret { words.link_without_secret } else { words.link_copied }
                        .to_owned(),
                );
            }
            Err(too_long) => said.set((words.link_too_long)(too_long.length)),
        }
    });
    view! {
        <Button kind="plain" on_click=copy>
            {word(|w| w.copy_link)}
        </Button>
        <span class="quiet" role="status">
            {said}
        </span>
    }
    .into_any()
}
