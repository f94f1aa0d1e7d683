//! Objects that printed the same, byte for byte, the smallest group first; and what sets a group apart.

use super::fold::folded;
use super::state::Following;
use super::words::{Words, word, words};
use crate::api::{
    self, ApiError, Diff, DiffLine, Kind, Newest, Next, Normalisers, ObjectId, OutputGroup,
    OutputGroups, follow,
};
use crate::lang;
use crate::ui::{Button, ErrorBox, focus};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// Groups that are shown: outputs may be all different.
const SHOWN_MAX: usize = 50;

/// Two outputs that are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Comparison {
    normalisers: Normalisers,
    /// Of the largest group.
    base: ObjectId,
    other: ObjectId,
}

#[component]
pub(super) fn Outputs(following: Following) -> impl IntoView {
    let normalisers = RwSignal::new(Normalisers::default());
    view! {
        <fieldset class="normalisers">
            <legend class="quiet">{word(|w| w.ignored)}</legend>
            <Normaliser normalisers label=word(|w| w.ignore_times) of=|it| &mut it.time />
            <Normaliser normalisers label=word(|w| w.ignore_process_ids) of=|it| &mut it.process_id />
            <Normaliser normalisers label=word(|w| w.ignore_host_names) of=|it| &mut it.host />
        </fieldset>
        {move || {
            // Other groups are other requests.
            let normalisers = normalisers.get();
            following.compared.set(None);
            view! { <Groups following normalisers /> }
        }}
    }
}

#[component]
fn Normaliser(
    normalisers: RwSignal<Normalisers>,
    label: Signal<&'static str>,
    of: fn(&mut Normalisers) -> &mut bool,
) -> impl IntoView {
    let is_on = move || *of(&mut normalisers.get());
    let toggle = move |event| {
        let is_on = event_target_checked(&event);
        normalisers.update(|normalisers| *of(normalisers) = is_on);
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=is_on on:change=toggle />
            {label}
        </label>
    }
}

#[component]
fn Groups(following: Following, normalisers: Normalisers) -> impl IntoView {
    let words = words();
    let groups = RwSignal::new(None::<OutputGroups>);
    let error = RwSignal::new(None::<ApiError>);
    let job = following.id.get_value();
    let follower = follow(
        move |signal| {
            let step = following
                .step
                .with_untracked(|step| step.as_ref().map_or(0, |it| it.step_instance_id));
            api::output_groups(job.clone(), step, normalisers, signal)
        },
        move |answer| match answer {
            Ok(found) => {
                let is_complete = found.pending_count == 0 && found.unfinished_count == 0;
                let is_pending = found.pending_count > 0;
                let is_new = groups.with_untracked(|groups| groups.as_ref() != Some(&found));
                error.set(None);
                if is_new {
                    groups.set(Some(found));
                }
                match (is_complete, is_pending, is_new) {
                    (true, ..) => Next::WhenWoken,
                    (_, true, _) => Next::AtOnce,
                    (.., true) => Next::Soon,
                    (.., false) => Next::Later,
                }
            }
            Err(failed) if failed.is_passing() => Next::Later,
            Err(failed) => {
                error.set(Some(failed));
                Next::WhenWoken
            }
        },
    );
    // A retry makes other outputs.
    let is_first = StoredValue::new(true);
    Effect::new(move || {
        following.job.with(|job| job.as_ref().map(|job| job.status));
        if !is_first.get_value() {
            follower.wake();
        }
        is_first.set_value(false);
    });
    let list = move || {
        let found = groups.get()?;
        let words = words.get();
        let base =
            found.group_list.last().and_then(|group| group.execute_object_list.first().cloned());
        let last = found.group_list.len().saturating_sub(1);
        // The largest is what the others are compared with: it is always there.
        let more = found.group_list.len().saturating_sub(SHOWN_MAX);
        let shown = found
            .group_list
            .into_iter()
            .enumerate()
            .filter(|(index, _)| *index < SHOWN_MAX || *index == last);
        let items = shown.map(|(index, group)| {
            let base = base.clone().filter(|_| index != last);
            let is_largest = index == last && last != 0;
            view! { <Group following group base normalisers is_largest /> }
        });
        Some(view! {
            <ul class="groups" aria-label=words.printed_alike>
                {items.collect_view()}
            </ul>
            {(more > 1).then(|| view! { <p class="quiet">{(words.more_groups)(more - 1)}</p> })}
        })
    };
    let notes = move || {
        let words = words.get();
        groups.with(|groups| {
            let groups = groups.as_ref()?;
            let note = |count: usize, say: fn(usize) -> String| {
                (count > 0).then(|| view! { <p class="quiet">{say(count)}</p> })
            };
            let is_empty = groups.group_list.is_empty() && groups.pending_count == 0;
            Some(view! {
                {is_empty.then(|| view! { <p class="quiet">{words.no_groups}</p> })}
                {note(groups.pending_count, words.grouping)}
                {note(groups.unfinished_count, words.not_grouped)}
            })
        })
    };
    view! {
        {list}
        <div role="status">{notes}</div>
        {move || {
            error
                .get()
                .map(|error| match error.kind {
                    Kind::NotFound => view! { <p class="quiet">{word(|w| w.no_comparison)}</p> }.into_any(),
                    _ => view! { <ErrorBox error /> }.into_any(),
                })
        }}
    }
}

#[component]
fn Group(
    following: Following,
    group: OutputGroup,
    /// Of the largest group, unless this is it.
    base: Option<ObjectId>,
    normalisers: Normalisers,
    is_largest: bool,
) -> impl IntoView {
    let words = words();
    let count = group.execute_object_list.len();
    let ids = folded(group.execute_object_list.iter().map(|object| object.resource_id.as_str()));
    let sample = group.execute_object_list.first().cloned();
    let keys: Vec<_> = group
        .execute_object_list
        .into_iter()
        .map(|object| (object.r#type, object.resource_id))
        .collect();
    let first = keys.first().cloned();
    let show = move |_| {
        following.only(keys.iter().cloned().collect());
        following.selected.set(first.clone());
    };
    let comparison = base.zip(sample).map(|(base, other)| Comparison { normalisers, base, other });
    let can_be_compared = comparison.is_some();
    let compare = move |_: MouseEvent| {
        following.compared.set(comparison.clone());
        request_animation_frame(|| focus("diff-title"));
    };
    view! {
        <li class="output-group">
            <button type="button" class="group" title=word(|w| w.show_these) on:click=show>
                <span class="group-count">{move || (words.get().objects)(count)}</span>
                <span class="quiet">{move || (words.get().bytes)(group.total_bytes)}</span>
                {is_largest.then(|| view! { <span class="badge">{word(|w| w.largest)}</span> })}
                <span class="group-ids">{ids}</span>
            </button>
            {can_be_compared
                .then(|| {
                    view! { <Button kind="plain" on_click=compare>{word(|w| w.diff)}</Button> }
                })}
        </li>
    }
}

#[component]
pub(super) fn DiffPane(following: Following, comparison: Comparison) -> impl IntoView {
    let (words, names) = (words(), lang::words());
    let diff = RwSignal::new(None::<Result<Diff, ApiError>>);
    let job = following.id.get_value();
    let step =
        following.step.with_untracked(|step| step.as_ref().map_or(0, |it| it.step_instance_id));
    let Comparison { normalisers, base, other } = comparison;
    let pair = (base.clone(), other.clone());
    Newest::new().ask(
        |signal| api::output_diff(job, step, normalisers, pair, signal),
        move |answer| {
            diff.try_set(Some(answer));
        },
    );
    let name = move |object: &ObjectId| {
        format!("{} {}", names.get().kind(object.r#type), object.resource_id)
    };
    let title = move || (words.get().diff_of)(&name(&other), &name(&base));
    let close = Callback::new(move |_: MouseEvent| following.compared.set(None));
    let content = move || match diff.get() {
        None => view! { <p class="quiet">{lang::word(|w| w.loading)}</p> }.into_any(),
        Some(Err(error)) => view! { <ErrorBox error /> }.into_any(),
        Some(Ok(diff)) => {
            let words = words.get();
            let is_same = !diff.line_list.iter().any(is_change);
            view! {
                {diff.is_cut.then(|| view! { <p class="message-warning">{words.diff_cut}</p> })}
                {is_same.then(|| view! { <p class="quiet">{words.diff_equal}</p> })}
                <ul class="diff-lines code" tabindex="0" aria-labelledby="diff-title">
                    {diff.line_list.into_iter().map(|line| diff_line(words, line)).collect_view()}
                </ul>
            }
            .into_any()
        }
    };
    view! {
        <section class="pane diff" aria-labelledby="diff-title">
            <div class="pane-head">
                <h2 id="diff-title" tabindex="-1">{title}</h2>
                <Button kind="plain" on_click=close>{word(|w| w.close)}</Button>
            </div>
            {content}
        </section>
    }
}

fn is_change(line: &DiffLine) -> bool {
    matches!(line, DiffLine::Added { .. } | DiffLine::Removed { .. })
}

fn diff_line(words: &Words, line: DiffLine) -> AnyView {
    let (class, sign, word, text) = match line {
        DiffLine::Same { text } => ("diff-same", " ", "", text),
        DiffLine::Removed { text } => ("diff-removed", "−", words.removed_line, text),
        DiffLine::Added { text } => ("diff-added", "+", words.added_line, text),
        DiffLine::Skipped { count } => {
            let text = (words.diff_same)(count);
            return view! { <li class="diff-skipped quiet">{text}</li> }.into_any();
        }
    };
    view! {
        <li class=class>
            <span class="diff-sign" aria-hidden="true">{sign}</span>
            {(!word.is_empty()).then(|| view! { <span class="visually-hidden">{word}" "</span> })}
            {text}
        </li>
    }
    .into_any()
}
