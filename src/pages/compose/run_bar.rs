//! The bar at the bottom: what would happen, and the button for it.

use super::facts::{account_of, script_of, targets_of};
use super::resolve::Problems;
use super::state::{Form, Sending};
use crate::lang::compose::{word, words};
use crate::parts;
use crate::ui::{Button, ErrorBox};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

#[component]
pub(super) fn RunBar(form: Form) -> impl IntoView {
    let words = words();
    let sentence = move || {
        let words = words.get();
        form.judged.with(|judged| match &judged.submission {
            None => (words.would_not_run)(judged.errors()),
            Some(submission) => (words.would_run)(
                &script_of(submission, words),
                &targets_of(form, words),
                &account_of(form, submission),
                submission.timeout(),
            ),
        })
    };
    let label = move || match form.sending.get() {
        Sending::Now => words.get().sending,
        Sending::Counting => words.get().resolving,
        Sending::No | Sending::Failed(_) => words.get().run,
    };
    let run = Callback::new(move |_: MouseEvent| form.run());
    let has_dialog = move || {
        form.is_confirming.get()
            || form.offered.with(Option::is_some)
            || form.picking.with(Option::is_some)
    };
    view! {
        <footer class="run-bar">
            // Here, so that it is seen when they could not be fetched.
            {parts::when_opened(has_dialog, move || parts::dialogs(form))}
            {move || match form.sending.get() {
                Sending::Failed(error) => {
                    Some(
                        view! {
                            <div class="run-bar-error">
                                <ErrorBox error=error.clone() />
                                <Problems form problems=error.problems />
                            </div>
                        },
                    )
                }
                Sending::No | Sending::Now | Sending::Counting => None,
            }}
            <div class="run-bar-line">
                <p class="run-bar-sentence">{sentence}</p>
                <kbd class="key" aria-hidden="true" title=word(|w| w.key_run)>
                    "Ctrl ↵"
                </kbd>
                <Button kind="primary" on_click=run>{label}</Button>
            </div>
        </footer>
    }
    .into_any()
}
