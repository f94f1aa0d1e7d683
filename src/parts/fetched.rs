//! Parts that are files: fetched once, and drawn at once from then on.

use crate::lang::word;
use crate::ui::Button;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use wasm_bindgen_futures::spawn_local;

/// Why is on the browser's console.
#[derive(Clone, Copy, Debug)]
pub(super) struct NotFetched;

#[cfg(feature = "parts")]
impl From<leptos::wasm_split::SplitLoaderError> for NotFetched {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> NotFetched {
        NotFetched
    }
}

pub(super) type Fetched<T> = Result<fn(T) -> AnyView, NotFetched>;
type Fetch<T> = fn() -> Pin<Box<dyn Future<Output = Fetched<T>>>>;

/// Says that it loads while that is so.
pub(super) fn page<T: Clone + Send + Sync + 'static>(fetch: Fetch<T>, with: T) -> AnyView {
    let loading = || view! { <p class="loading">{word(|w| w.loading)}</p> }.into_any();
    let missing = |again| {
        view! {
            <section class="notice">
                <h1>{word(|w| w.title)}</h1>
                <Missing again />
            </section>
        }
        .into_any()
    };
    draw(fetch, with, loading, missing)
}

/// Nothing stands there before it is here: what would move under a mouse that is pressed would cost its click.
pub(super) fn piece<T: Clone + Send + Sync + 'static>(fetch: Fetch<T>, with: T) -> AnyView {
    draw(fetch, with, || ().into_any(), |again| view! { <Missing again /> }.into_any())
}

fn draw<T: Clone + Send + Sync + 'static>(
    fetch: Fetch<T>,
    with: T,
    meanwhile: fn() -> AnyView,
    missing: fn(Callback<MouseEvent>) -> AnyView,
) -> AnyView {
    let fetched = RwSignal::new(None::<Fetched<T>>);
    ask(fetch, fetched);
    let again = Callback::new(move |_: MouseEvent| ask(fetch, fetched));
    let shown = move || match fetched.get() {
        None => meanwhile(),
        Some(Ok(draw)) => draw(with.clone()),
        Some(Err(NotFetched)) => missing(again),
    };
    shown.into_any()
}

fn ask<T: 'static>(fetch: Fetch<T>, fetched: RwSignal<Option<Fetched<T>>>) {
    let mut fetching = fetch();
    match fetching.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(found) => drop(fetched.try_set(Some(found))),
        Poll::Pending => spawn_local(async move {
            fetched.try_set(Some(fetching.await));
        }),
    }
}

#[component]
fn Missing(again: Callback<MouseEvent>) -> impl IntoView {
    view! {
        <div class="error-box" role="alert">
            <p>{word(|w| w.part_missing)}</p>
            <Button kind="plain" on_click=again>
                {word(|w| w.try_again)}
            </Button>
        </div>
    }
    .into_any()
}
