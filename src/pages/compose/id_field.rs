//! Ids as text, and as chips: neighbours are one, and each can be taken out.

use super::field_name::FieldName;
use super::picker::{PickButton, Picking};
use super::state::Form;
use super::text_field::TextArea;
use crate::lang::compose::{word, words};
use fastexec_draft::{IdList, Run};
use leptos::prelude::*;

/// Chips that are drawn. The text has all.
const CHIPS_MAX: usize = 24;

#[component]
pub(super) fn IdField(
    form: Form,
    field: FieldName,
    picking: Picking,
    #[prop(into)] label: Signal<String>,
) -> impl IntoView {
    let words = words();
    let is_hosts = field == FieldName::HostIds;
    let list = move |read: &dyn Fn(&IdList) -> String| {
        form.judged.with(|judged| {
            read(if is_hosts { &judged.targets.hosts } else { &judged.targets.containers })
        })
    };
    let hint = Signal::derive(move || {
        let words = words.get();
        list(&|ids| {
            let count = if is_hosts {
                (words.host_count)(ids.count())
            } else {
                (words.container_count)(ids.count())
            };
            let repeats =
                if ids.repeats > 0 { (words.repeats)(ids.repeats) } else { String::new() };
            format!("{} {count} {repeats}", words.ids_hint)
        })
    });
    view! {
        <TextArea form field label hint rows="3" />
        <Chips form field />
        <PickButton
            form
            picking
            label=if is_hosts { word(|w| w.choose_hosts) } else { word(|w| w.choose_containers) }
        />
    }
    .into_any()
}

#[component]
fn Chips(form: Form, field: FieldName) -> impl IntoView {
    let words = words();
    // More than one chip says more than the text.
    let runs = Memo::new(move |_| {
        form.judged.with(|judged| {
            let targets = &judged.targets;
            let list =
                if field == FieldName::HostIds { &targets.hosts } else { &targets.containers };
            let shown: Vec<Run> = list.runs.iter().take(CHIPS_MAX).cloned().collect();
            (shown, list.runs.len())
        })
    });
    let remove = move |index: usize| {
        let text = form.with_untracked(|draft| field.read(draft));
        let rest = IdList::read(&text).without(index);
        if let Some(edit) = form.with_untracked(|draft| field.write(draft, rest)) {
            form.put(edit);
        }
    };
    let chips = move || {
        let (shown, total) = runs.get();
        let more = total.saturating_sub(shown.len());
        let chips = shown.into_iter().enumerate().map(|(index, run)| {
            let is_word = matches!(run, Run::Word(_));
            let name = run.to_string();
            let count = run.count();
            let label = move || (words.get().remove)(&name);
            view! {
                <li class="chip" class:chip-bad=is_word>
                    <span class="chip-text">{run.to_string()}</span>
                    {(count > 1).then(|| view! { <span class="chip-count">{format!("×{count}")}</span> })}
                    <button
                        type="button"
                        class="chip-remove"
                        aria-label=label
                        on:click=move |_| remove(index)
                    >
                        "×"
                    </button>
                </li>
            }
        });
        let more = (more > 0)
            .then(|| view! { <li class="chip-more">{(words.get().more_chips)(more)}</li> });
        (chips.collect_view(), more)
    };
    view! {
        <Show when=move || runs.with(|(shown, _)| !shown.is_empty())>
            <ul class="chips" aria-label=word(|w| w.chips)>
                {chips}
            </ul>
        </Show>
    }
    .into_any()
}
