use super::Button;
use crate::lang::word;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

/// A button that copies a text, and says so until it could be another one.
#[component]
pub(crate) fn CopyButton(
    #[prop(into)] label: Signal<&'static str>,
    #[prop(into)] text: Signal<String>,
) -> impl IntoView {
    let is_copied = RwSignal::new(false);
    Effect::new(move || {
        text.track();
        is_copied.set(false);
    });
    let copy = Callback::new(move |_: MouseEvent| {
        copy(&text.get_untracked(), move || {
            is_copied.try_set(true);
        });
    });
    let copied = word(|w| w.copied);
    view! {
        <Button kind="plain" on_click=copy>
            {move || if is_copied.get() { copied.get() } else { label.get() }}
        </Button>
    }
    .into_any()
}

pub(crate) fn copy_text(text: &str) {
    copy(text, || ());
}

/// Calls `done` once the text is in the clipboard. A page that may not write there says nothing.
pub(crate) fn copy(text: &str, done: impl FnOnce() + 'static) {
    let promise = window().navigator().clipboard().write_text(text);
    spawn_local(async move {
        if JsFuture::from(promise).await.is_ok() {
            done();
        }
    });
}
