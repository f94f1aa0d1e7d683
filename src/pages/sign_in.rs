//! Where nobody is signed in.

use crate::lang::word;
use crate::ui::Button;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

#[component]
pub(crate) fn SignIn(on_token: Callback<String>) -> impl IntoView {
    let address = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(token) = token_of(&address.get()) {
            on_token.run(token);
        }
    };
    view! {
        <section class="notice">
            <h1>{word(|w| w.sign_in)}</h1>
            <p>{word(|w| w.sign_in_note)}</p>
            <form on:submit=submit class="row">
                <label class="field grow">
                    <span class="field-label">{word(|w| w.sign_in_address)}</span>
                    <input
                        class="input"
                        type="password"
                        autocomplete="off"
                        on:input=move |event| address.set(event_target_value(&event))
                    />
                </label>
                <Button kind="primary" is_submit=true>{word(|w| w.sign_in)}</Button>
            </form>
        </section>
    }
}

/// Of the whole printed address, or the token alone.
pub(super) fn token_of(typed: &str) -> Option<String> {
    let token = typed.rsplit("token=").next().unwrap_or_default().trim();
    (!token.is_empty()).then(|| token.to_owned())
}
