//! The newest answer wins: a request that is replaced, or whose owner is gone, is aborted and never heard of again.

use super::ApiError;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{AbortController, AbortSignal};

/// One place for one answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Newest {
    current: StoredValue<Option<AbortController>, LocalStorage>,
}

impl Newest {
    /// Belongs to the present owner and ends with it.
    pub(crate) fn new() -> Newest {
        let newest = Newest { current: StoredValue::new_local(None) };
        on_cleanup(move || newest.abort());
        newest
    }

    /// Asks, aborting what was asked before.
    pub(crate) fn ask<T, Asked>(
        self,
        ask: impl FnOnce(AbortSignal) -> Asked,
        done: impl FnOnce(Result<T, ApiError>) + 'static,
    ) where
        T: 'static,
        Asked: Future<Output = Result<T, ApiError>> + 'static,
    {
        self.abort();
        // Every browser that runs this has AbortController.
        let Ok(controller) = AbortController::new() else {
            return;
        };
        let signal = controller.signal();
        self.current.try_set_value(Some(controller));
        let asked = ask(signal.clone());
        spawn_local(async move {
            let answer = asked.await;
            if !signal.aborted() {
                done(answer);
            }
        });
    }

    fn abort(self) {
        self.current.try_update_value(|current| {
            if let Some(controller) = current.take() {
                controller.abort();
            }
        });
    }
}
