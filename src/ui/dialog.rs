use leptos::html;
use leptos::prelude::*;

/// A modal dialog, open while `is_open`. The browser keeps the focus inside and closes it at Escape.
#[component]
pub(crate) fn Dialog(
    is_open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    children: Children,
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
            aria-labelledby="dialog-title"
            on:close=move |_| {
                // The event comes late: the dialog may have been opened again.
                let is_shown = dialog.get_untracked().is_some_and(|dialog| dialog.open());
                if !is_shown {
                    is_open.set(false);
                }
            }
        >
            <h2 id="dialog-title">{title}</h2>
            {children()}
        </dialog>
    }
}
