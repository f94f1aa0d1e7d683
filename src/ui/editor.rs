//! Text of several lines: a text area, and over it an editor as soon as that has loaded.
//!
//! `src/editor` is the other half. Whatever becomes of it, the text area works.

mod bundle;
mod full_screen;
mod line_ends;
mod mark;

pub(crate) use mark::Mark;

use super::described_by;
use crate::lang::word;
use full_screen::FullScreen;
use leptos::html;
use leptos::prelude::*;
use web_sys::{Event, HtmlTextAreaElement};

/// The attribute that tells the editor the language.
const LANGUAGE: &str = "data-language";

/// `text` comes back as it was but for what was typed: line ends of either kind stay. `language` colours it, if
/// `src/editor/languages.js` knows it. Stands in a `Field`, which has the label and says what is wrong.
#[component]
pub(crate) fn CodeEditor(
    id: &'static str,
    #[prop(into)] text: Signal<String>,
    #[prop(into)] language: Signal<&'static str>,
    #[prop(into, default = Signal::from(false))] is_invalid: Signal<bool>,
    #[prop(into, default = Signal::stored(Vec::new()))] marks: Signal<Vec<Mark>>,
    on_input: Callback<String>,
    on_leave: Callback<()>,
) -> impl IntoView {
    let area = NodeRef::<html::Textarea>::new();
    // What was typed comes back as `text`. Written once more it would break a composition of an input method.
    let typed = StoredValue::new(None::<String>);
    let input = move |shown: String| {
        let exact = text.with_untracked(|text| line_ends::retype(text, shown));
        typed.set_value(Some(exact.clone()));
        on_input.run(exact);
    };
    Effect::new(move || {
        let (language, text) = (language.get(), text.get());
        let Some(area) = area.get() else {
            return;
        };
        let is_typed = typed.with_value(|typed| typed.as_ref() == Some(&text));
        let is_same_language = area.get_attribute(LANGUAGE).is_some_and(|known| known == language);
        if !(is_typed && is_same_language) {
            // The same text may come back later, as undone work does.
            typed.set_value(None);
            let _ = area.set_attribute(LANGUAGE, language);
            show_text(&area, &text);
        }
    });
    Effect::new(|| request_animation_frame(bundle::load));

    let marks = move || text.with(|text| marks.with(|marks| mark::json(marks, text)));
    let has_carriage_returns = Memo::new(move |_| text.with(|text| text.contains('\r')));
    let drop_carriage_returns = move |_| {
        on_input.run(text.with_untracked(|text| line_ends::to_line_feeds(text)));
    };
    view! {
        <FullScreen>
            <code-editor>
                <textarea
                    class="input code"
                    id=id
                    rows="12"
                    spellcheck="false"
                    autocomplete="off"
                    aria-describedby=described_by(id)
                    aria-invalid=move || is_invalid.get().to_string()
                    data-marks=marks
                    node_ref=area
                    on:input=move |event| input(event_target_value(&event))
                    on:blur=move |_| on_leave.run(())
                ></textarea>
            </code-editor>
            <p class="editor-keys" id=format!("{id}-keys")>
                {word(|w| w.editor_keys)}
            </p>
            <Show when=move || has_carriage_returns.get()>
                <span class="badge">{word(|w| w.carriage_returns)}</span>
                <button type="button" class="link-button" on:click=drop_carriage_returns>
                    {word(|w| w.to_line_feeds)}
                </button>
            </Show>
        </FullScreen>
    }
}

/// Puts a text into a text area, and into the editor that may lie over it.
pub(crate) fn show_text(area: &HtmlTextAreaElement, text: &str) {
    area.set_value(text);
    if let Ok(event) = Event::new("show") {
        let _ = area.dispatch_event(&event);
    }
}
