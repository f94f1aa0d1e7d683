//! Work that moves the page waits while a mouse button is down: what moves away under it would not get its click.

use leptos::prelude::*;
use std::time::Duration;

const AGAIN: Duration = Duration::from_millis(30);

/// At once, or when what is pressed was let go and has got its click.
pub(super) fn after_press(work: Box<dyn FnOnce()>) {
    if matches!(document().query_selector(":active"), Ok(Some(_))) {
        set_timeout(move || after_press(work), AGAIN);
    } else {
        work();
    }
}
