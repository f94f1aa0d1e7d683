//! Submissions of which nobody knows what became of them, and what to do.

use super::local_time;
use crate::api::LostSubmission;
use crate::pages::run::text::word;
use crate::ui::Button;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

#[component]
pub(super) fn Lost(found: Vec<LostSubmission>, on_look: Callback<MouseEvent>) -> impl IntoView {
    let items = found.into_iter().map(|it| {
        view! {
            <li>
                <span class="badge">{word(|w| w.lost_outcome)}</span>
                " "
                <b class="history-name">{it.name}</b>
                " · "
                <span class="history-time">{local_time(it.create_time)}</span>
            </li>
        }
    });
    view! {
        <section class="part" role="region" aria-labelledby="history-lost">
            <h2 id="history-lost">{word(|w| w.lost)}</h2>
            <ul>{items.collect_view()}</ul>
            <p>{word(|w| w.lost_note)}</p>
            <div class="row-actions">
                <Button kind="plain" on_click=on_look>{word(|w| w.lost_look)}</Button>
            </div>
        </section>
    }
    .into_any()
}
