//! The request as it will be sent, secrets masked.

use super::state::Form;
use crate::lang::word;
use crate::ui::Button;
use fastexec_draft::Draft;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// Characters that are drawn; copying takes all.
const DRAWN_MAX: usize = 20_000;

#[component]
pub(super) fn Preview(form: Form) -> impl IntoView {
    let text = Memo::new(move |_| form.draft.with(Draft::shown_request));
    let drawn = move || {
        text.with(|text| match text.char_indices().nth(DRAWN_MAX) {
            Some((end, _)) => format!("{}\n…", &text[..end]),
            None => text.clone(),
        })
    };
    let is_copied = RwSignal::new(false);
    // Another text: the old one is in the clipboard.
    Effect::new(move || {
        text.track();
        is_copied.set(false);
    });
    let copy = Callback::new(move |_: MouseEvent| {
        let clipboard = window().navigator().clipboard();
        let _promise = clipboard.write_text(&text.get_untracked());
        is_copied.set(true);
    });
    let label =
        move || if is_copied.get() { word(|w| w.copied).get() } else { word(|w| w.copy).get() };
    view! {
        <section class="pane pane-grow" aria-labelledby="request-title">
            <div class="pane-head">
                <h2 id="request-title">{word(|w| w.request)}</h2>
                <Button kind="plain" on_click=copy>{label}</Button>
            </div>
            <pre class="preview" tabindex="0" aria-labelledby="request-title">{drawn}</pre>
        </section>
    }
}
