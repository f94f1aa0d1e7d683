//! Asking again and again, one request at a time, until there is nothing more to learn or the owner is gone.

use super::{ApiError, Kind};
use gloo_timers::future::sleep;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use web_sys::{AbortController, AbortSignal};

/// After an answer that brought something new.
const QUICKEST: Duration = Duration::from_millis(200);
/// However long nothing was new.
const SLOWEST: Duration = Duration::from_secs(5);
/// Between looks whether a hidden tab is seen again.
const HIDDEN: Duration = Duration::from_millis(500);

/// What an answer means for the next request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// There is more already.
    AtOnce,
    /// Something was new: soon.
    Soon,
    /// Nothing was new: later each time.
    Later,
    Never,
}

/// Follows what `ask` answers for as long as the present owner lives. A hidden tab asks nothing.
pub(crate) fn follow<T, Asked>(
    ask: impl Fn(AbortSignal) -> Asked + 'static,
    heard: impl Fn(Result<T, ApiError>) -> Next + 'static,
) where
    T: 'static,
    Asked: Future<Output = Result<T, ApiError>> + 'static,
{
    // Every browser that runs this has AbortController.
    let Ok(controller) = AbortController::new() else {
        return;
    };
    let signal = controller.signal();
    let controller = StoredValue::new_local(controller);
    on_cleanup(move || {
        controller.try_with_value(AbortController::abort);
    });
    spawn_local(async move {
        let mut pause = QUICKEST;
        loop {
            let answer = ask(signal.clone()).await;
            if signal.aborted() {
                return;
            }
            match heard(answer) {
                Next::AtOnce => continue,
                Next::Soon => pause = QUICKEST,
                Next::Later => pause = SLOWEST.min(pause.mul_f32(1.5)),
                Next::Never => return,
            }
            sleep(pause).await;
            while document().hidden() && !signal.aborted() {
                sleep(HIDDEN).await;
            }
            if signal.aborted() {
                return;
            }
        }
    });
}

impl ApiError {
    /// Asking again may help: nothing answered, or something that is overloaded or in between.
    pub(crate) fn is_passing(&self) -> bool {
        match self.kind {
            Kind::Unreachable => true,
            Kind::Refused { status, .. } | Kind::Unreadable { status } => {
                status == 429 || status >= 500
            }
            Kind::Unauthenticated | Kind::NotFound => false,
        }
    }
}
