use super::Button;
use crate::lang::word;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

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
        copy_text(&text.get_untracked());
        is_copied.set(true);
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
    let _promise = window().navigator().clipboard().write_text(text);
}
