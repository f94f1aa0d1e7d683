//! The batches of a rolling run: width by size, state by colour, shape and word.

use super::situation::run_look;
use super::state::Following;
use super::words::{word, words};
use crate::api::Batch;
use crate::lang;
use leptos::prelude::*;

/// With more batches than this there is no room for words in them.
const WORDS_MAX: usize = 8;

#[component]
pub(super) fn RollingStrip(following: Following) -> impl IntoView {
    let (words, states) = (words(), lang::words());
    let rolling = Memo::new(move |_| {
        following.step.with(|step| step.as_ref().and_then(|it| it.rolling.clone()))
    });
    let caption = move || {
        rolling.with(|rolling| {
            let rolling = rolling.as_ref()?;
            let words = words.get();
            let at = (words.batch_of)(rolling.current_batch, rolling.batch_list.len());
            Some(match rolling.mode {
                Some(mode) => format!("{at} · {}", (words.mode)(mode)),
                None => at,
            })
        })
    };
    let count = Memo::new(move |_| {
        rolling.with(|rolling| rolling.as_ref().map_or(0, |it| it.batch_list.len()))
    });
    let segment = move |index: usize| {
        let batch = Memo::new(move |_| {
            rolling
                .with(|rolling| rolling.as_ref().and_then(|it| it.batch_list.get(index).cloned()))
        });
        let is_chosen = move || {
            let number = batch.with(|batch| batch.as_ref().map(|batch| batch.batch));
            number.is_some() && following.filter.with(|filter| filter.batch == number)
        };
        // The one that a waiting run asks about.
        let is_asked = move || {
            let number = batch.with(|batch| batch.as_ref().map(|batch| batch.batch));
            let is_waiting =
                following.job.with(|job| job.as_ref().is_some_and(|job| job.status == 7));
            is_waiting && number == following.current_batch().map(|current| current + 1)
        };
        let look = move || {
            let status = batch.with(|batch| batch.as_ref().map_or(0, |batch| batch.status));
            if is_asked() { "waiting" } else { run_look(status) }
        };
        let sentence = move || {
            batch.with(|batch| {
                batch.as_ref().map(|Batch { batch, status, size }| {
                    // What the run waits for is said of the batch.
                    let status = if is_asked() { 7 } else { *status };
                    (words.get().batch_state)(*batch, (states.get().run_status)(status), *size)
                })
            })
        };
        let toggle = move |_| {
            let number = batch.with_untracked(|batch| batch.as_ref().map(|batch| batch.batch));
            following.filter.update(|filter| {
                filter.batch = if filter.batch == number { None } else { number };
            });
        };
        let text = move || {
            (count.get() <= WORDS_MAX).then(|| {
                view! {
                    <span class=move || format!("state is-{}", look())>
                        {sentence}
                    </span>
                }
            })
        };
        view! {
            <li
                class="batch"
                style:flex-grow=move || {
                    batch.with(|batch| batch.as_ref().map_or(1, |batch| batch.size)).to_string()
                }
            >
                <button
                    type="button"
                    class=move || format!("batch-segment is-{}", look())
                    aria-pressed=move || is_chosen().to_string()
                    aria-label=sentence
                    title=sentence
                    on:click=toggle
                >
                    {text}
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || count.get() != 0>
            <section class="rolling" aria-label=word(|w| w.batches)>
                <p class="rolling-caption quiet">{caption}</p>
                <ol class="batches">
                    <For each=move || 0..count.get() key=|index| *index children=segment />
                </ol>
            </section>
        </Show>
    }
}
