//! What a first visit does without: the pages of runs and of settings, and what opens when somebody wants it.
//!
//! With the feature `parts` these functions are where `cargo xtask console` cuts the program: what is reached from here
//! alone becomes files of their own, fetched when they are needed. Without it, as in tests and under Trunk alone, all
//! is one program.

mod fetched;

use crate::commands::{CommandLists, Lists};
use crate::pages::{
    Access, Dialogs, Form, History, Nodes, PlanPane, RequestEditor, Run, Selectors, Settings,
};
use fetched::Fetched;
use leptos::ev;
use leptos::prelude::*;

/// `part! { page run in pages: |with: What| view }` makes `fn run(with: What) -> AnyView`; `pages` names the file, and it
/// is a whole page.
macro_rules! part {
    ($how:ident $name:ident in $file:ident: |$with:ident: $what:ty| $view:expr) => {
        pub(crate) fn $name(with: $what) -> AnyView {
            // Gives the function that draws, so that signals and contexts are those of the place where it is shown.
            #[cfg(feature = "parts")]
            #[leptos::wasm_split::wasm_split($file, wasm_split_path = leptos::wasm_split, fallible)]
            fn fetch() -> Fetched<$what> {
                Ok(|$with| $view.into_any())
            }
            #[cfg(not(feature = "parts"))]
            async fn fetch() -> Fetched<$what> {
                Ok(|$with| $view.into_any())
            }
            fetched::$how(|| Box::pin(fetch()), with)
        }
    };
}

part! { page run in pages: |_nothing: ()| view! { <Run /> } }
part! { page history in pages: |_nothing: ()| view! { <History /> } }
part! { page settings in pages: |access: Access| view! { <Settings access /> } }
part! { piece command_lists in more: |lists: Lists| view! { <CommandLists lists /> } }
part! { piece dialogs in more: |form: Form| view! { <Dialogs form /> } }
part! { piece nodes in more: |form: Form| view! { <Nodes form /> } }
part! { piece selectors in more: |form: Form| view! { <Selectors form /> } }
part! { piece plan in more: |form: Form| view! { <PlanPane form /> } }
part! { piece request_editor in more: |form: Form| view! { <RequestEditor form /> } }

/// What is closed at first is drawn when it is opened for the first time, or when somebody does anything at all: then it
/// is here before it is asked for.
pub(crate) fn when_opened(
    is_open: impl Fn() -> bool + Send + Sync + 'static,
    piece: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let is_wanted = RwSignal::new(false);
    // Once: another click must not draw it anew.
    let want = move || {
        if is_wanted.try_get_untracked() == Some(false) {
            is_wanted.set(true);
        }
    };
    Effect::new(move || {
        if is_open() {
            want();
        }
    });
    // A click may come without a press, from a screen reader.
    let listeners = [
        window_event_listener(ev::keydown, move |_| want()),
        window_event_listener(ev::pointerdown, move |_| want()),
        window_event_listener(ev::click, move |_| want()),
    ];
    on_cleanup(move || listeners.into_iter().for_each(|it| it.remove()));
    (move || is_wanted.get().then(&piece)).into_any()
}
