use crate::lang::word;
use crate::routes;
use leptos::prelude::*;
use leptos_router::components::A;

#[component]
pub(crate) fn NotFound() -> impl IntoView {
    view! {
        <section class="notice">
            <h1>{word(|w| w.not_found)}</h1>
            <p>{word(|w| w.not_found_note)}</p>
            <p>
                <A href=routes::COMPOSE>{word(|w| w.new_run)}</A>
            </p>
        </section>
    }
}
