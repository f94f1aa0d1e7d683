//! The bar at the bottom: what would happen, and the button for it.

use super::state::{Form, Sending};
use crate::lang::{Words, word, words};
use crate::ui::{Button, ErrorBox};
use fastexec_contract::limits;
use fastexec_draft::Draft;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

#[component]
pub(super) fn RunBar(form: Form) -> impl IntoView {
    let words = words();
    let sentence = move || {
        let errors = form.verdict.with(|verdict| verdict.report.errors().count());
        let words = words.get();
        if errors > 0 {
            return (words.would_not_run)(errors);
        }
        form.draft.with(|draft| {
            let account = account_of(draft, words);
            let (language, timeout) = (draft.language().name(), timeout_of(draft));
            (words.would_run)(language, form.host_count.get(), &account, &timeout)
        })
    };
    let is_sending = move || form.sending.get() == Sending::Now;
    let run = Callback::new(move |_: MouseEvent| form.run());
    view! {
        <footer class="run-bar">
            {move || match form.sending.get() {
                Sending::Failed(error) => Some(view! { <ErrorBox error /> }),
                Sending::No | Sending::Now => None,
            }}
            <div class="run-bar-line">
                <p class="run-bar-sentence">{sentence}</p>
                <Button kind="primary" on_click=run>
                    {move || if is_sending() { word(|w| w.sending).get() } else { word(|w| w.run).get() }}
                </Button>
            </div>
        </footer>
    }
}

/// The account that would run it, in words.
pub(super) fn account_of(draft: &Draft, words: &Words) -> String {
    let id = draft.account_id.trim();
    if id.is_empty() {
        format!("{} {}", words.account_alias, draft.account_alias)
    } else {
        format!("{} {id}", words.account_id)
    }
}

/// Seconds, as they would be sent.
pub(super) fn timeout_of(draft: &Draft) -> String {
    let timeout = draft.timeout.trim();
    if timeout.is_empty() { limits::TIMEOUT_DEFAULT.to_string() } else { timeout.to_owned() }
}
