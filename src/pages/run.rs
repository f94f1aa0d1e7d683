//! One run: where it is, what became of each object, what each of them printed, and what can be done about it.

mod actions;
mod again;
mod endings;
mod fold;
mod head;
mod hosts;
mod log;
mod outcome;
mod outcomes;
mod outputs;
mod parts;
mod rolling;
mod shown;
mod situation;
mod state;
mod subset;
mod words;

pub(in crate::pages) use again::composer;
pub(in crate::pages) use head::duration;
pub(in crate::pages) use situation::run_look;

use crate::lang;
use crate::ui::ErrorBox;
use head::Head;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use log::{LogPane, Shown};
use outcomes::Outcomes;
use outputs::DiffPane;
use parts::Parts;
use rolling::RollingStrip;
use state::{Following, Key};
use wasm_bindgen::JsValue;

/// Words of the pages that show runs.
pub(in crate::pages) mod text {
    pub(in crate::pages) use super::words::{word, words};
}

#[component]
pub(crate) fn Run() -> impl IntoView {
    let params = use_params_map();
    let job = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    // Another run is another page, with requests of its own.
    move || view! { <RunOf job=job.get() /> }
}

#[component]
fn RunOf(job: String) -> impl IntoView {
    let title = {
        let (words, job) = (lang::words(), job.clone());
        move || (words.get().run_of)(&job)
    };
    let following = Following::provide(job, object_in_address());
    keep_object_in_address(following);
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
                    <div class="run-page">
                        <Head following />
                        <RollingStrip following />
                        <Outcomes following />
                        <div class="run">
                            <Parts following />
                            <div class="run-side">
                                <Side following />
                            </div>
                        </div>
                    </div>
                }
                    .into_any()
            }
        }}
    }
}

/// The output of the selected object, or what sets two outputs apart.
#[component]
fn Side(following: Following) -> impl IntoView {
    // The attempt that was chosen, of this object.
    let attempt = RwSignal::new(None::<i64>);
    Effect::new(move || {
        following.selected.track();
        attempt.set(None);
        following.compared.set(None);
    });
    let attempts = Memo::new(move |_| following.selected_result().map_or(0, |it| it.execute_count));
    let shown = Memo::new(move |_| {
        let object = following.selected_result()?.execute_object;
        let last = attempts.get();
        Some(Shown {
            step: following.step.with(|step| step.as_ref().map(|it| it.step_instance_id))?,
            name: object.name().to_owned(),
            object: state::key(&object),
            execute_count: attempt.get().unwrap_or(last).min(last),
        })
    });
    // Keyed, so that another output gets other elements: what is in them is not the framework's.
    view! {
        {move || {
            let comparison = following.compared.get()?;
            Some(view! { <DiffPane following comparison /> })
        }}
        <div class="run-log" class:is-covered=move || following.compared.with(Option::is_some)>
            <For
                each=move || shown.get()
                key=Clone::clone
                children=move |shown| view! { <LogPane following shown attempts attempt /> }
            />
        </div>
    }
}

/// `?object=1-101`: the kind and the id.
fn object_in_address() -> Option<Key> {
    let query = window().location().search().ok()?;
    let pairs = query.strip_prefix('?')?.split('&');
    let object = pairs.filter_map(|pair| pair.strip_prefix("object=")).next()?;
    let (kind, id) = object.split_once('-')?;
    Some((kind.parse().ok()?, id.to_owned()))
}

/// So that a reload, and whoever gets the address, sees the same. Lines are those of one object.
fn keep_object_in_address(following: Following) {
    let before = StoredValue::new(None::<Key>);
    Effect::new(move || {
        let Some((kind, id)) = following.selected.get() else {
            return;
        };
        let location = window().location();
        let is_other = before.with_value(|before| before.is_some());
        before.set_value(Some((kind, id.clone())));
        let fragment = if is_other { String::new() } else { location.hash().unwrap_or_default() };
        let address =
            format!("{}?object={kind}-{id}{fragment}", location.pathname().unwrap_or_default());
        if let Ok(history) = window().history() {
            let state = history.state().unwrap_or(JsValue::NULL);
            let _ = history.replace_state_with_url(&state, "", Some(&address));
        }
    });
}
