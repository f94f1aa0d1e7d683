use leptos::prelude::*;

/// What is said at a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) is_error: bool,
    pub(crate) text: String,
}

/// The ids that `aria-describedby` of a field's input names.
pub(crate) fn described_by(id: &str) -> String {
    format!("{id}-hint {id}-messages")
}

/// A label, an input (the children, with the id given), a hint, and what is wrong.
#[component]
pub(crate) fn Field(
    id: String,
    #[prop(into)] label: Signal<String>,
    #[prop(into)] hint: Signal<String>,
    #[prop(into)] messages: Signal<Vec<Message>>,
    #[prop(into, default = Signal::from(false))] is_ignored: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="field" class:field-ignored=is_ignored>
            <label class="field-label" for=id.clone()>
                {label}
            </label>
            {children()}
            <p class="field-hint" id=format!("{id}-hint")>
                {hint}
            </p>
            <ul class="field-messages" id=format!("{id}-messages")>
                {move || {
                    messages
                        .get()
                        .into_iter()
                        .map(|message| {
                            let class = if message.is_error { "message-error" } else { "message-warning" };
                            view! { <li class=class>{message.text}</li> }
                        })
                        .collect_view()
                }}
            </ul>
        </div>
    }
    .into_any()
}
