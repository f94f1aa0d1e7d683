use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// `kind` is `primary`, `danger` or `plain`.
#[component]
pub(crate) fn Button(
    kind: &'static str,
    #[prop(optional)] is_submit: bool,
    #[prop(optional)] has_first_focus: bool,
    /// There is nothing that it could do.
    #[prop(into, default = Signal::from(false))]
    is_off: Signal<bool>,
    #[prop(optional, into)] on_click: Option<Callback<MouseEvent>>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            class=format!("button button-{kind}")
            type=if is_submit { "submit" } else { "button" }
            autofocus=has_first_focus
            disabled=is_off
            on:click=move |event| {
                if let Some(on_click) = on_click {
                    on_click.run(event);
                }
            }
        >
            {children()}
        </button>
    }
    .into_any()
}
