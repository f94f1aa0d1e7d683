//! The left side: the groups that objects make, and the objects.

use super::endings::Endings;
use super::hosts::Hosts;
use super::outputs::Outputs;
use super::state::Following;
use super::words::word;
use crate::ui::Tabs;
use leptos::prelude::*;

const ENDINGS: &str = "endings";
const OUTPUTS: &str = "outputs";

#[component]
pub(super) fn Parts(following: Following) -> impl IntoView {
    let shown = RwSignal::new(ENDINGS);
    let tabs = vec![(ENDINGS, word(|w| w.ended_alike)), (OUTPUTS, word(|w| w.printed_alike))];
    view! {
        <section class="run-parts pane">
            <Tabs label=word(|w| w.groups) tabs chosen=shown />
            <div
                class="run-part"
                role="tabpanel"
                id=move || format!("{}-panel", shown.get())
                aria-labelledby=move || format!("{}-tab", shown.get())
            >
                {move || match shown.get() {
                    OUTPUTS => view! { <Outputs following /> }.into_any(),
                    _ => view! { <Endings following /> }.into_any(),
                }}
            </div>
            <Hosts following />
        </section>
    }
}
