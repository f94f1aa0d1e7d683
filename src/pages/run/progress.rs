//! The head of the page: name, state, elapsed time, counts.

use super::state::{Following, object_look, run_look};
use crate::lang::{Words, word, words};
use leptos::prelude::*;
use std::time::Duration;

#[component]
pub(super) fn Progress(following: Following) -> impl IntoView {
    let words = words();
    let head = move || {
        let job = following.job.get()?;
        let words = words.get();
        Some(view! {
            <h1 class="run-name">{job.name.clone()}</h1>
            <p class="run-line">
                <span role="status" class=format!("state is-{}", run_look(job.status))>
                    {(words.run_status)(job.status)}
                </span>
                <span class="quiet">{(words.run_of)(&job.job_instance_id.to_string())}</span>
                <span>{move || counts(following, words)}</span>
                <span class="quiet"><Elapsed following /></span>
            </p>
        })
    };
    view! {
        <header class="run-head">
            {head}
            <Show when=move || following.is_reconnecting.get()>
                <p class="message-warning" role="alert">{word(|w| w.reconnecting)}</p>
            </Show>
        </header>
    }
}

fn counts(following: Following, words: &Words) -> String {
    let (mut good, mut bad, mut open) = (0, 0, 0);
    following.objects.with(|objects| {
        for result in objects.values() {
            match object_look(result.status) {
                "good" => good += 1,
                "open" => open += 1,
                _ => bad += 1,
            }
        }
    });
    (words.counts)(good, bad, open)
}

/// Since the start, until the end or now.
#[component]
fn Elapsed(following: Following) -> impl IntoView {
    let now = RwSignal::new(js_sys::Date::now());
    let tick = set_interval_with_handle(
        move || {
            now.try_set(js_sys::Date::now());
        },
        Duration::from_secs(1),
    );
    on_cleanup(move || {
        if let Ok(tick) = tick {
            tick.clear();
        }
    });
    let text = move || {
        let job = following.job.get()?;
        // The browser's clock may be behind the gateway's.
        let since = |start: i64| (now.get() as i64 - start).max(0);
        let elapsed = job.total_time.or_else(|| job.start_time.map(since))?;
        Some(duration(elapsed, job.total_time.is_some()))
    };
    view! { {word(|w| w.elapsed)} " " {text} }
}

/// Milliseconds as people read them; a time that still changes without fractions.
pub(super) fn duration(milliseconds: i64, is_exact: bool) -> String {
    match (milliseconds, is_exact) {
        (0..1000, true) => format!("{milliseconds} ms"),
        (_, true) => format!("{}.{} s", milliseconds / 1000, milliseconds % 1000 / 100),
        (_, false) => format!("{} s", milliseconds / 1000),
    }
}
