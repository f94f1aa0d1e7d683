//! Compose: the form on the left, what it amounts to on the right.

mod after_paint;
mod after_press;
mod choices;
mod commands;
mod confirm;
mod facts;
mod field_name;
mod id_field;
mod import;
mod judged;
mod keeper;
mod link;
mod nodes;
mod open_with;
mod options;
mod picker;
mod plan;
mod request_pane;
mod resolve;
mod rolling;
mod run_bar;
mod script;
mod selectors;
mod state;
mod submit;
mod targets;
mod text_field;
mod verdict;

pub(crate) use choices::Listing;
pub(crate) use link::take_linked_request;
pub(crate) use nodes::Nodes;
pub(crate) use open_with::{provide as provide_open_with, use_open_with};
pub(crate) use plan::PlanPane;
pub(crate) use request_pane::Editor as RequestEditor;
pub(crate) use selectors::Selectors;
pub(crate) use state::Form;

use crate::lang::compose::word;
use crate::parts;
use crate::ui::{Button, Tabs};
use confirm::Confirm;
use fastexec_draft::Draft;
use import::Offer;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use options::{Options, Parameters};
use picker::Picker;
use request_pane::{RequestPane, Showing};
use rolling::{CallbackPart, PLAN, Rolling};
use run_bar::RunBar;
use script::ScriptPart;
use targets::Targets;
use verdict::VerdictPane;

const REQUEST: &str = "request";

#[component]
pub(crate) fn Compose() -> impl IntoView {
    let form = Form::provide();
    let tab = RwSignal::new(REQUEST);
    let showing = RwSignal::new(Showing::Json);
    commands::add(form, tab, showing);
    // A link is opened, or an earlier run is asked for again: it fills the form and never runs.
    open_with::on_request(move |request| import::offer_request(form, &request));
    let tabs = vec![(PLAN, word(|w| w.plan)), (REQUEST, word(|w| w.request))];
    view! {
        <div class="compose">
            <form class="compose-form" on:submit=move |event| event.prevent_default()>
                <Head form />
                <ScriptPart form />
                <Parameters form />
                <Options form />
                <Targets form />
                <Rolling form tab />
                <CallbackPart form />
            </form>
            <aside class="compose-pane">
                <VerdictPane form />
                <section class="pane pane-grow">
                    <Tabs label=word(|w| w.panes) tabs chosen=tab />
                    <div
                        role="tabpanel"
                        class="panel"
                        id="plan-panel"
                        aria-labelledby="plan-tab"
                        hidden=move || tab.get() != PLAN
                    >
                        {parts::when_opened(move || tab.get() == PLAN, move || parts::plan(form))}
                    </div>
                    <div
                        role="tabpanel"
                        class="panel"
                        id="request-panel"
                        aria-labelledby="request-tab"
                        hidden=move || tab.get() != REQUEST
                    >
                        <RequestPane form showing />
                    </div>
                </section>
            </aside>
        </div>
        <RunBar form />
    }
    .into_any()
}

/// What opens on top of the page.
#[component]
pub(crate) fn Dialogs(form: Form) -> impl IntoView {
    view! {
        <Confirm form />
        <Offer form />
        <Picker form />
    }
    .into_any()
}

#[component]
fn Head(form: Form) -> impl IntoView {
    let undo = Callback::new(move |_: MouseEvent| form.undo());
    let redo = Callback::new(move |_: MouseEvent| form.redo());
    let clear = Callback::new(move |_: MouseEvent| form.replace(Draft::default(), false));
    let is_empty = Memo::new(move |_| form.with(|draft| *draft == Draft::default()));
    view! {
        <div class="compose-head">
            <h1>{word(|w| w.compose)}</h1>
            <div class="row-actions">
                <Button kind="plain" is_off=Signal::derive(move || !form.can_undo()) on_click=undo>
                    {word(|w| w.undo)}
                </Button>
                <Button kind="plain" is_off=Signal::derive(move || !form.can_redo()) on_click=redo>
                    {word(|w| w.redo)}
                </Button>
                <Button kind="plain" is_off=is_empty on_click=clear>
                    {word(|w| w.clear)}
                </Button>
            </div>
        </div>
    }
    .into_any()
}
