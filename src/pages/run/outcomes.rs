//! Counters of what became of the objects. Each is a filter.

use super::outcome::Outcome;
use super::state::Following;
use super::words::{word, words};
use leptos::prelude::*;

#[component]
pub(super) fn Outcomes(following: Following) -> impl IntoView {
    let words = words();
    let counts = Memo::new(move |_| {
        let mut counts = [0_usize; Outcome::ALL.len()];
        following.objects.with(|objects| {
            for result in objects {
                let outcome = Outcome::of(result.status);
                if let Some(index) = Outcome::ALL.iter().position(|it| *it == outcome) {
                    counts[index] += 1;
                }
            }
        });
        counts
    });
    let is_over = Memo::new(move |_| {
        following.job.with(|job| job.as_ref().is_some_and(|job| !matches!(job.status, 2 | 10)))
    });
    let choose = move |outcome: Option<Outcome>| {
        following.filter.update(|filter| {
            filter.outcome = if filter.outcome == outcome { None } else { outcome };
        });
    };
    let counter = move |(index, outcome): (usize, Outcome)| {
        let count = move || counts.with(|counts| counts[index]);
        let is_chosen = move || following.filter.with(|filter| filter.outcome == Some(outcome));
        let shown = move || count() > 0 || is_chosen();
        view! {
            <Show when=shown>
                <button
                    type="button"
                    class=format!("counter is-{}", outcome.look())
                    aria-pressed=move || is_chosen().to_string()
                    on:click=move |_| choose(Some(outcome))
                >
                    <span class=format!("state is-{}", outcome.look())>
                        {move || (words.get().outcome)(outcome, is_over.get())}
                    </span>
                    " "
                    <span class="counter-number">{move || count().to_string()}</span>
                </button>
            </Show>
        }
    };
    view! {
        <div class="outcomes" role="group" aria-label=word(|w| w.outcomes)>
            <button
                type="button"
                class="counter"
                aria-pressed=move || following.filter.with(|filter| filter.outcome.is_none()).to_string()
                on:click=move |_| choose(None)
            >
                {word(|w| w.all)}
                " "
                <span class="counter-number">
                    {move || following.objects.with(Vec::len).to_string()}
                </span>
            </button>
            {Outcome::ALL.into_iter().enumerate().map(counter).collect_view()}
        </div>
    }
}
