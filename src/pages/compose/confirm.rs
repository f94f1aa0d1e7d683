//! Before anything runs on more than one target.

use super::facts::{account_of, script_of, targets_of};
use super::resolve::first_targets;
use super::state::Form;
use super::verdict::sentence;
use crate::lang::compose::{Words, word, words};
use crate::ui::{Button, Dialog};
use fastexec_contract::{Severity, Submission};
use fastexec_draft::Confirmation;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// Targets that are named.
const NAMED_MAX: u64 = 10;
/// Warnings and hints that are listed.
const FLAGS_MAX: usize = 10;

#[component]
pub(super) fn Confirm(form: Form) -> impl IntoView {
    let words = words();
    let title = Signal::derive(move || {
        let words = words.get();
        with_submission(form, |submission| {
            let batches = batches(form, submission).map(|(count, _)| count);
            (words.confirm_title)(&script_of(submission, words), &targets_of(form, words), batches)
        })
        .unwrap_or_default()
    });
    view! {
        <Dialog name="confirm" is_open=form.is_confirming title>
            <Facts form />
            <Answer form />
        </Dialog>
    }
    .into_any()
}

#[component]
fn Facts(form: Form) -> impl IntoView {
    let words = words();
    let facts = move || {
        let words = words.get();
        let facts = with_submission(form, |submission| facts(form, submission, words));
        facts.unwrap_or_default().into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view()
    };
    let flagged = Memo::new(move |_| flags(form, words.get()));
    let flags =
        move || flagged.get().into_iter().map(|flag| view! { <li>{flag}</li> }).collect_view();
    view! {
        <ul class="facts">{facts}</ul>
        <Show when=move || form.is_privileged()>
            <p class="flag">{word(|w| w.privileged)}</p>
        </Show>
        <Show when=move || flagged.with(|flags| !flags.is_empty())>
            <p class="flag-title">{word(|w| w.flagged)}</p>
            <ul class="facts flags">{flags}</ul>
        </Show>
    }
    .into_any()
}

/// Cancel has the focus, so that Enter twice runs nothing.
#[component]
fn Answer(form: Form) -> impl IntoView {
    let words = words();
    // The number of targets, or a word where nobody knows it.
    let wanted = Memo::new(move |_| {
        let count = form.count.get().map(|count| count.to_string());
        let is_typed = form.confirmation() == Confirmation::Typed;
        is_typed.then(|| count.unwrap_or_else(|| UNCOUNTED.to_owned()))
    });
    let typed = RwSignal::new(String::new());
    let is_said = RwSignal::new(false);
    let is_right = move || {
        wanted
            .with(|wanted| wanted.as_ref().is_none_or(|it| typed.with(|typed| typed.trim() == it)))
    };
    let cancel = Callback::new(move |_: MouseEvent| form.is_confirming.set(false));
    let run = Callback::new(move |_: MouseEvent| {
        if is_right() {
            form.send();
        } else {
            is_said.set(true);
            crate::ui::focus(TYPED);
        }
    });
    view! {
        <Show when=move || wanted.with(Option::is_some)>
            <label class="field" for=TYPED>
                <span class="field-label">
                    {move || (words.get().type_count)(&wanted.get().unwrap_or_default())}
                </span>
                <input
                    class="input"
                    id=TYPED
                    autocomplete="off"
                    inputmode="numeric"
                    aria-invalid=move || (is_said.get() && !is_right()).to_string()
                    on:input=move |event| typed.set(event_target_value(&event))
                />
            </label>
        </Show>
        <div class="dialog-buttons">
            <Button kind="plain" has_first_focus=true on_click=cancel>
                {word(|w| w.cancel)}
            </Button>
            <Button kind="danger" on_click=run>
                {word(|w| w.confirm_run)}
            </Button>
        </div>
    }
    .into_any()
}

const TYPED: &str = "confirm-count";
const UNCOUNTED: &str = "run";

fn facts(form: Form, submission: &Submission, words: &Words) -> Vec<String> {
    let mut facts = vec![
        (words.confirm_account)(&account_of(form, submission)),
        (words.confirm_timeout)(submission.timeout()),
    ];
    let total = form.count.get();
    match batches(form, submission).zip(submission.rolling()) {
        Some(((_, first), rolling)) => {
            facts.push((words.confirm_batch)(first, &named(form, first)));
            facts.push((words.rolling_mode_name)(rolling.mode).to_owned());
        }
        None => {
            let named = named(form, total.unwrap_or(NAMED_MAX));
            if !named.is_empty() {
                facts.push((words.confirm_first)(&named));
            }
        }
    }
    if let Some(callback) = submission.callback() {
        facts.push((words.confirm_callback)(callback.host()));
    }
    if let Some(name) = submission.task_name() {
        facts.push((words.confirm_name)(name));
    }
    facts
}

fn named(form: Form, count: u64) -> String {
    let most = count.min(NAMED_MAX);
    let mut named = first_targets(form, usize::try_from(most).unwrap_or_default());
    if count > NAMED_MAX && !named.is_empty() {
        named.push("…".to_owned());
    }
    named.join(", ")
}

/// How many batches there are, and the size of the first.
fn batches(form: Form, submission: &Submission) -> Option<(u64, u64)> {
    let sizes = submission.rolling()?.expression.plan(form.count.get()?).ok()?;
    Some((sizes.len() as u64, *sizes.first()?))
}

/// Warnings and hints, as the verdict has them.
fn flags(form: Form, words: &Words) -> Vec<String> {
    let lang = form.lang.get();
    let mut flags: Vec<String> =
        form.accepted.get().map(|id| (words.ran_already)(&id.to_string())).into_iter().collect();
    flags.extend(form.judged.with(|judged| {
        let findings = judged.in_form_order(usize::MAX).into_iter();
        findings
            .filter(|finding| finding.severity() == Severity::Warning)
            .map(|finding| format!("{} {}", finding.pointer, finding.message(lang)))
            .collect::<Vec<_>>()
    }));
    flags.extend(form.hints.get().iter().map(|hint| sentence(form, hint, words)));
    let more = flags.len().saturating_sub(FLAGS_MAX);
    flags.truncate(FLAGS_MAX);
    if more > 0 {
        flags.push((words.more_chips)(more));
    }
    flags
}

fn with_submission<T>(form: Form, read: impl FnOnce(&Submission) -> T) -> Option<T> {
    form.judged.with(|judged| judged.submission.as_ref().map(read))
}
