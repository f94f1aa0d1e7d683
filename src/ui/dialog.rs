use leptos::html;
use leptos::prelude::*;

/// A modal dialog, open while `is_open`. The browser keeps the focus inside and closes it at Escape. Its content is
/// there while it is open.
#[component]
pub(crate) fn Dialog(
    /// Of this dialog on its page.
    #[prop(default = "dialog")]
    name: &'static str,
    is_open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    #[prop(optional)] is_wide: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let open = is_open.get();
        if let Some(dialog) = dialog.get() {
            if open && !dialog.open() {
                let _ = dialog.show_modal();
            } else if !open && dialog.open() {
                dialog.close();
            }
        }
    });
    view! {
        <dialog
            node_ref=dialog
            class="dialog"
            class:dialog-wide=is_wide
            aria-labelledby=format!("{name}-title")
            on:close=move |_| {
                // The event comes late: the dialog may have been opened again.
                let is_shown = dialog.get_untracked().is_some_and(|dialog| dialog.open());
                if !is_shown {
                    is_open.set(false);
                }
            }
        >
            <Show when=move || is_open.get()>
                <h2 id=format!("{name}-title")>{title}</h2>
                {children()}
            </Show>
        </dialog>
    }
    .into_any()
}

/// Whether a dialog is open that is there for a value; closing it lets the value go.
pub(crate) fn open_while_some<T: Send + Sync + 'static>(
    value: RwSignal<Option<T>>,
) -> RwSignal<bool> {
    let is_open = RwSignal::new(false);
    Effect::new(move || {
        let is_some = value.with(Option::is_some);
        if is_open.get_untracked() != is_some {
            is_open.set(is_some);
        }
    });
    Effect::new(move |was_open: Option<bool>| {
        let is_open = is_open.get();
        if was_open == Some(true) && !is_open {
            value.set(None);
        }
        is_open
    });
    is_open
}
