//! The head of the page: name, where the run is, elapsed time, what can be done.

use super::actions::Actions;
use super::situation::Situation;
use super::state::Following;
use super::words::{word, words};
use crate::lang;
use leptos::prelude::*;
use std::time::Duration;

#[component]
pub(super) fn Head(following: Following) -> impl IntoView {
    let (words, states) = (words(), lang::words());
    let situation = Memo::new(move |_| {
        let job = following.job.get()?;
        let step = following.step.get();
        Some(following.objects.with(|objects| Situation::of(&job, step.as_ref(), objects)))
    });
    let name = move || following.job.with(|job| job.as_ref().map(|job| job.name.clone()));
    let state = move || {
        let code = following.job.with(|job| job.as_ref().map(|job| job.status))?;
        let situation = situation.get()?;
        let word = (words.get().situation)(&situation, (states.get().run_status)(code));
        Some(view! {
            <span class=format!("state is-{}", situation.look())>{word}</span>
            " "
            <span class="quiet run-code">{(words.get().code)(code)}</span>
        })
    };
    let facts = move || {
        let job = following.job.get()?;
        let started = job.operator.as_deref().map(|who| (words.get().started_by)(who));
        Some(view! {
            <span class="quiet">{(states.get().run_of)(&job.job_instance_id.to_string())}</span>
            {started.map(|started| view! { <span class="quiet">{started}</span> })}
        })
    };
    view! {
        <header class="run-head">
            <div class="run-title">
                <h1 class="run-name">{name}</h1>
                <p class="run-line">
                    <span role="status" class="run-state">{state}</span>
                    {facts}
                    <span class="quiet"><Elapsed following /></span>
                </p>
            </div>
            <Actions following />
            <Show when=move || following.is_reconnecting.get()>
                <p class="run-away" role="alert">{word(|w| w.reconnecting)}</p>
            </Show>
        </header>
    }
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
    view! { {lang::word(|w| w.elapsed)} " " {text} }
}

/// Milliseconds as people read them; a time that still changes without fractions.
pub(in crate::pages) fn duration(milliseconds: i64, is_exact: bool) -> String {
    let seconds = milliseconds / 1000;
    match (seconds, is_exact) {
        (0, true) => format!("{milliseconds} ms"),
        (0..60, true) => format!("{seconds}.{} s", milliseconds % 1000 / 100),
        (0..60, false) => format!("{seconds} s"),
        (60..3600, _) => format!("{} min {:02} s", seconds / 60, seconds % 60),
        _ => format!("{} h {:02} min", seconds / 3600, seconds / 60 % 60),
    }
}
