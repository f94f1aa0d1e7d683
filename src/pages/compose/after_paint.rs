//! Work that a key does not wait for.

use leptos::prelude::*;
use std::time::Duration;

/// Once what was typed stands on the screen. A hidden page paints nothing and does it soon.
pub(super) fn after_paint(work: impl FnOnce() + 'static) {
    if document().hidden() {
        set_timeout(work, Duration::ZERO);
    } else {
        request_animation_frame(move || set_timeout(work, Duration::ZERO));
    }
}
