//! Asking again and again, one request at a time, until there is nothing more to learn or the owner is gone.

use super::{ApiError, Kind};
use js_sys::{Date, Function, Promise};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal};

/// After an answer that brought something new.
const QUICKEST: Duration = Duration::from_millis(200);
/// However long nothing was new.
const SLOWEST: Duration = Duration::from_secs(5);
/// Between looks whether a hidden tab is seen again.
const HIDDEN: Duration = Duration::from_millis(500);
/// Pauses are so many times longer than an answer took: what is large is asked for less often.
const REST: f64 = 3.0;

/// What an answer means for the next request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// There is more already.
    AtOnce,
    /// Something was new: soon.
    Soon,
    /// Nothing was new: later each time.
    Later,
    /// When somebody says so.
    WhenWoken,
}

/// Ends the pause before the next request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Follower {
    resume: StoredValue<Option<Function>, LocalStorage>,
    is_woken: StoredValue<bool>,
}

impl Follower {
    /// Asks at once, or once more when a request is on its way.
    pub(crate) fn wake(self) {
        self.is_woken.try_set_value(true);
        self.resume();
    }

    fn resume(self) {
        let resume = self.resume.try_update_value(Option::take).flatten();
        if let Some(resume) = resume {
            let _ = resume.call0(&wasm_bindgen::JsValue::UNDEFINED);
        }
    }

    /// Until the time is over, or somebody wakes; without a time only then.
    async fn pause(self, time: Option<Duration>) {
        let promise = Promise::new(&mut |resolve, _| {
            if let Some(time) = time {
                let milliseconds = i32::try_from(time.as_millis()).unwrap_or(i32::MAX);
                let _ = window()
                    .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
            }
            self.resume.try_set_value(Some(resolve));
        });
        let _ = JsFuture::from(promise).await;
    }
}

/// Follows what `ask` answers for as long as the present owner lives. A hidden tab asks nothing.
pub(crate) fn follow<T, Asked>(
    ask: impl Fn(AbortSignal) -> Asked + 'static,
    heard: impl Fn(Result<T, ApiError>) -> Next + 'static,
) -> Follower
where
    T: 'static,
    Asked: Future<Output = Result<T, ApiError>> + 'static,
{
    let follower =
        Follower { resume: StoredValue::new_local(None), is_woken: StoredValue::new(false) };
    // Every browser that runs this has AbortController.
    let Ok(controller) = AbortController::new() else {
        return follower;
    };
    let signal = controller.signal();
    let controller = StoredValue::new_local(controller);
    on_cleanup(move || {
        controller.try_with_value(AbortController::abort);
        follower.resume();
    });
    spawn_local(async move {
        let mut pause = QUICKEST;
        loop {
            let start = Date::now();
            let answer = ask(signal.clone()).await;
            if signal.aborted() {
                return;
            }
            let next = heard(answer);
            let took = Duration::from_secs_f64(((Date::now() - start) / 1000.0).max(0.0));
            let time = match next {
                Next::AtOnce => continue,
                Next::Soon => {
                    pause = QUICKEST;
                    Some(pause)
                }
                Next::Later => {
                    pause = SLOWEST.min(pause.mul_f32(1.5));
                    Some(pause)
                }
                Next::WhenWoken => None,
            };
            if !follower.is_woken.try_get_value().unwrap_or(true) {
                follower.pause(time.map(|time| time.max(took.mul_f64(REST)))).await;
            }
            follower.is_woken.try_set_value(false);
            while document().hidden() && !signal.aborted() {
                follower.pause(Some(HIDDEN)).await;
            }
            if signal.aborted() {
                return;
            }
        }
    });
    follower
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
