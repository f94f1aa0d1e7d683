//! Objects that ended alike: same state, exit code and tag. The rarest first.

use super::fold::folded;
use super::outcome::Outcome;
use super::shown::{Ending, endings};
use super::state::Following;
use super::words::{word, words};
use crate::lang;
use leptos::prelude::*;

/// Groups that are shown: tags may be all different.
const SHOWN_MAX: usize = 50;

#[component]
pub(super) fn Endings(following: Following) -> impl IntoView {
    let (words, states) = (words(), lang::words());
    let groups = Memo::new(move |_| {
        following.objects.with(|objects| {
            let groups = endings(objects);
            let more = groups.len().saturating_sub(SHOWN_MAX);
            let shown = groups.into_iter().take(SHOWN_MAX).map(|(ending, indices)| {
                let ids =
                    indices.iter().map(|index| objects[*index].execute_object.resource_id.as_str());
                (ending, indices.len(), folded(ids))
            });
            (shown.collect::<Vec<_>>(), more)
        })
    });
    let group = move |(ending, count, ids): (Ending, usize, String)| {
        let (status, exit_code, tag) = ending.clone();
        let look = Outcome::of(status).look();
        let is_chosen = {
            let ending = ending.clone();
            move || following.filter.with(|filter| filter.ending.as_ref() == Some(&ending))
        };
        let choose = move |_| {
            following.filter.update(|filter| {
                let is_chosen = filter.ending.as_ref() == Some(&ending);
                filter.ending = if is_chosen { None } else { Some(ending.clone()) };
            });
        };
        view! {
            <li>
                <button type="button" class="group" aria-pressed=move || is_chosen().to_string() on:click=choose>
                    <span class="group-count">{move || (words.get().objects)(count)}</span>
                    <span class=format!("state is-{look}")>
                        {move || (states.get().object_status)(status)}
                    </span>
                    <span class="quiet">{move || (words.get().exit_code)(exit_code)}</span>
                    <span class="group-tag">{tag}</span>
                    <span class="group-ids">{ids}</span>
                </button>
            </li>
        }
    };
    view! {
        <ul class="groups" aria-label=word(|w| w.ended_alike)>
            {move || groups.with(|(groups, _)| groups.iter().cloned().map(&group).collect_view())}
        </ul>
        {move || {
            let more = groups.with(|(_, more)| *more);
            (more > 0).then(|| view! { <p class="quiet">{(words.get().more_groups)(more)}</p> })
        }}
    }
}
