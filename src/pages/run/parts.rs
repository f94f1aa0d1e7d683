//! The left side: the groups that objects make, and the objects.

use super::endings::Endings;
use super::hosts::Hosts;
use super::outputs::Outputs;
use super::state::Following;
use super::words::{Words, word};
use crate::ui::focus;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Endings,
    Outputs,
}

/// With the id of its tab, and its name.
type Tab = (Part, &'static str, fn(&Words) -> &'static str);

const PARTS: [Tab; 2] = [
    (Part::Endings, "tab-endings", |w| w.ended_alike),
    (Part::Outputs, "tab-outputs", |w| w.printed_alike),
];

#[component]
pub(super) fn Parts(following: Following) -> impl IntoView {
    let shown = RwSignal::new(Part::Endings);
    let on_key = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => PARTS.len() - 1,
            _ => return,
        };
        let at = PARTS.iter().position(|(part, ..)| *part == shown.get_untracked()).unwrap_or(0);
        let (part, id, _) = PARTS[(at + step) % PARTS.len()];
        shown.set(part);
        focus(id);
    };
    let tab = move |(part, id, name): Tab| {
        let is_shown = move || shown.get() == part;
        view! {
            <button
                type="button"
                role="tab"
                class="run-tab"
                id=id
                aria-selected=move || is_shown().to_string()
                aria-controls="run-part"
                tabindex=move || if is_shown() { "0" } else { "-1" }
                on:click=move |_| shown.set(part)
            >
                {word(name)}
            </button>
        }
    };
    let labelled =
        move || PARTS.iter().find(|(part, ..)| *part == shown.get()).map(|(_, id, _)| *id);
    view! {
        <section class="run-parts pane">
            <div class="run-tabs" role="tablist" aria-label=word(|w| w.groups) on:keydown=on_key>
                {PARTS.into_iter().map(tab).collect_view()}
            </div>
            <div class="run-part" role="tabpanel" id="run-part" aria-labelledby=labelled>
                {move || match shown.get() {
                    Part::Endings => view! { <Endings following /> }.into_any(),
                    Part::Outputs => view! { <Outputs following /> }.into_any(),
                }}
            </div>
            <Hosts following />
        </section>
    }
}
