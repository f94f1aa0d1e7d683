//! The runs of this scope, newest first. Each can be opened, and composed again.

mod filters;
mod lost;

use crate::api::{self, ApiError, Filter, Newest, PAGE, RunRow, Runs};
use crate::lang;
use crate::pages::run::text::{word, words};
use crate::pages::run::{composer, duration, run_look};
use crate::routes;
use crate::ui::{Button, ErrorBox};
use filters::{Filters, from_address, keep_in_address};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::components::A;
use lost::Lost;

#[component]
pub(crate) fn History() -> impl IntoView {
    let words = words();
    let filter = RwSignal::new(from_address());
    let answer = RwSignal::new(None::<Result<Runs, ApiError>>);
    let error = RwSignal::new(None::<ApiError>);
    let asking = Newest::new();
    let again = composer(error);
    Effect::new(move || {
        let filter = filter.get();
        keep_in_address(&filter);
        asking.ask(
            |signal| api::history(filter, signal),
            move |found| {
                answer.try_set(Some(found));
            },
        );
    });
    // The gateway looks for them each time it is asked.
    let look_again = Callback::new(move |_: MouseEvent| filter.update(|_| {}));
    let list = move || match answer.get() {
        None => view! { <p class="quiet">{lang::word(|w| w.loading)}</p> }.into_any(),
        Some(Err(error)) => view! { <ErrorBox error /> }.into_any(),
        Some(Ok(runs)) if runs.job_instance_list.is_empty() => {
            let is_filtered = filter.with(|filter| *filter != Filter::default());
            let words = words.get();
            let text = if is_filtered { words.history_none } else { words.history_empty };
            view! { <p class="history-empty quiet">{text}</p> }.into_any()
        }
        Some(Ok(runs)) => view! { <Table runs again filter /> }.into_any(),
    };
    let lost = move || {
        let found = answer.with(|answer| match answer {
            Some(Ok(runs)) => runs.lost_submission_list.clone(),
            _ => Vec::new(),
        });
        (!found.is_empty()).then(|| view! { <Lost found on_look=look_again /> })
    };
    view! {
        <section class="history">
            <h1>{word(|w| w.history)}</h1>
            <Filters filter />
            {lost}
            {move || error.get().map(|error| view! { <ErrorBox error /> })}
            {list}
        </section>
    }
}

type Again = Callback<(String, Option<Vec<api::ExecuteObject>>)>;

#[component]
fn Table(runs: Runs, again: Again, filter: RwSignal<Filter>) -> impl IntoView {
    let words = words();
    let (first, total) = (runs.offset, runs.total);
    let last = first + i64::try_from(runs.job_instance_list.len()).unwrap_or(0);
    let go = move |by: i64| {
        Callback::new(move |_: MouseEvent| {
            filter.update(|filter| filter.offset = (first + by).max(0))
        })
    };
    view! {
        <div class="history-table">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{word(|w| w.history_number)}</th>
                        <th scope="col">{word(|w| w.history_name)}</th>
                        <th scope="col">{word(|w| w.history_state)}</th>
                        <th scope="col" class="number">{word(|w| w.history_objects)}</th>
                        <th scope="col">{word(|w| w.history_person)}</th>
                        <th scope="col">{word(|w| w.history_time)}</th>
                        <th scope="col" class="number">{lang::word(|w| w.duration)}</th>
                        <th scope="col"><span class="visually-hidden">{word(|w| w.actions)}</span></th>
                    </tr>
                </thead>
                <tbody>
                    {runs
                        .job_instance_list
                        .into_iter()
                        .map(|run| view! { <Row run again /> })
                        .collect_view()}
                </tbody>
            </table>
        </div>
        <nav class="history-pages" aria-label=word(|w| w.history)>
            <Show when=move || first != 0>
                <Button kind="plain" on_click=go(-PAGE)>{word(|w| w.history_newer)}</Button>
            </Show>
            <span class="quiet" role="status">
                {move || (words.get().history_range)(first + 1, last, total)}
            </span>
            <Show when=move || last < total>
                <Button kind="plain" on_click=go(PAGE)>{word(|w| w.history_older)}</Button>
            </Show>
        </nav>
    }
}

#[component]
fn Row(run: RunRow, again: Again) -> impl IntoView {
    let (words, states) = (words(), lang::words());
    let id = run.job_instance_id;
    let status = run.status;
    view! {
        <tr>
            <td><A href=routes::run(id)>{id}</A></td>
            <td class="history-name">{run.name}</td>
            <td>
                <span class=format!("state is-{}", run_look(status))>
                    {move || (states.get().run_status)(status)}
                </span>
            </td>
            <td class="number">{run.execute_object_count}</td>
            <td>{run.operator}</td>
            <td class="history-time">{local_time(run.create_time)}</td>
            <td class="number">{run.total_time.map(|time| duration(time, true))}</td>
            <td>
                <button
                    type="button"
                    class="button button-plain button-small"
                    aria-label=move || (words.get().compose_again_of)(id)
                    on:click=move |_| again.run((id.to_string(), None))
                >
                    {word(|w| w.compose_again)}
                </button>
            </td>
        </tr>
    }
}

/// In the browser's own time zone, as `2026-11-25 02:29:09`.
fn local_time(milliseconds: i64) -> String {
    let date = js_sys::Date::new(&(milliseconds as f64).into());
    format!(
        "{:04}-{:02}-{:02} {:02}:{:02}:{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes(),
        date.get_seconds()
    )
}
