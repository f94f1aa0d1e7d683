//! Requests that come from elsewhere: an earlier run, or a link.

use crate::routes;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// A request that waits for Compose to look at it.
#[derive(Clone, Copy, Debug)]
struct Waiting(RwSignal<Option<String>>);

/// For the whole application.
pub(crate) fn provide() {
    provide_context(Waiting(RwSignal::new(None)));
}

/// Opens Compose with the text of a request. What is in the form already is not overwritten without asking, and
/// nothing runs. Ask for it where a component begins: event handlers have no context.
pub(crate) fn use_open_with() -> Callback<String> {
    let waiting = use_context::<Waiting>();
    let navigate = use_navigate();
    Callback::new(move |request: String| {
        if let Some(Waiting(waiting)) = waiting {
            waiting.set(Some(request));
        }
        navigate(routes::COMPOSE, NavigateOptions::default());
    })
}

/// Hears each request that waits, once.
pub(super) fn on_request(heard: impl Fn(String) + 'static) {
    if let Some(Waiting(waiting)) = use_context() {
        Effect::new(move || {
            if waiting.with(Option::is_some)
                && let Some(request) = waiting.try_update_untracked(Option::take).flatten()
            {
                heard(request);
            }
        });
    }
}
