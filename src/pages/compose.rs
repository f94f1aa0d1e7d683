//! Compose: the form on the left, what it amounts to on the right.

mod confirm;
mod field_name;
mod options;
mod preview;
mod run_bar;
mod script;
mod state;
mod targets;
mod text_field;
mod verdict;

use crate::lang::word;
use confirm::Confirm;
use leptos::prelude::*;
use options::Options;
use preview::Preview;
use run_bar::RunBar;
use script::ScriptPart;
use state::Form;
use targets::Targets;
use verdict::VerdictPane;

#[component]
pub(crate) fn Compose() -> impl IntoView {
    let form = Form::provide();
    view! {
        <div class="compose">
            <form class="compose-form" on:submit=move |event| event.prevent_default()>
                <h1>{word(|w| w.compose)}</h1>
                <ScriptPart form />
                <Options form />
                <Targets form />
            </form>
            <aside class="compose-pane">
                <VerdictPane form />
                <Preview form />
            </aside>
        </div>
        <RunBar form />
        <Confirm form />
    }
}
