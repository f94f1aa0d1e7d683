//! One run: where it is, what became of each object, and what each of them prints.

mod hosts;
mod log;
mod progress;
mod state;

use crate::lang::words;
use crate::ui::ErrorBox;
use hosts::Hosts;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use log::LogPane;
use progress::Progress;
use state::Following;

#[component]
pub(crate) fn Run() -> impl IntoView {
    let params = use_params_map();
    let job = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    // Another run is another page, with requests of its own.
    move || view! { <RunOf job=job.get() /> }
}

#[component]
fn RunOf(job: String) -> impl IntoView {
    let following = Following::provide(job.clone());
    let title = {
        let (words, job) = (words(), job.clone());
        move || (words.get().run_of)(&job)
    };
    // Keyed, so that another object gets other elements: the text in them is not the framework's.
    let shown = move || following.step.get().zip(following.selected.get());
    let log = move |(step, object)| {
        let job = job.clone();
        view! { <LogPane following job step object /> }
    };
    view! {
        {move || match following.error.get() {
            Some(error) => {
                view! {
                    <section class="notice">
                        <h1>{title.clone()}</h1>
                        <ErrorBox error />
                    </section>
                }
                    .into_any()
            }
            None => {
                view! {
                    <Progress following />
                    <div class="run">
                        <Hosts following />
                        <For each=shown key=Clone::clone children=log.clone() />
                    </div>
                }
                    .into_any()
            }
        }}
    }
}
