//! Keeps the draft between visits.

use crate::storage;
use fastexec_draft::History;
use leptos::ev;
use leptos::prelude::*;
use std::time::Duration;

/// After a change: at each key, writing a draft of 50,000 ids would be felt.
const SOON: Duration = Duration::from_millis(500);

#[derive(Clone, Copy, Debug)]
pub(super) struct Keeper {
    history: RwSignal<History>,
    is_due: StoredValue<bool>,
}

impl Keeper {
    /// It also keeps what is due when the page or the tab is left.
    pub(super) fn of(history: RwSignal<History>) -> Keeper {
        let keeper = Keeper { history, is_due: StoredValue::new(false) };
        let leaving = window_event_listener(ev::pagehide, move |_| keeper.now());
        on_cleanup(move || {
            leaving.remove();
            keeper.now();
        });
        keeper
    }

    /// The draft was changed.
    pub(super) fn soon(self) {
        if !self.is_due.get_value() {
            self.is_due.set_value(true);
            set_timeout(move || self.now(), SOON);
        }
    }

    /// The form may be gone when its time has come.
    fn now(self) {
        if self.is_due.try_get_value() == Some(true) {
            self.is_due.set_value(false);
            self.history.try_with_untracked(|history| storage::save_draft(history.draft()));
        }
    }
}
