//! Requests that come as text: typed, pasted, from a link or from an earlier run.

use super::field_name::FieldName;
use super::state::{Form, Notes, Offered};
use crate::lang::compose::{Words, word, words};
use crate::routes;
use crate::ui::{Button, Dialog, focus, open_while_some};
use fastexec_contract::{Code, Finding, Lang, report};
use fastexec_draft::{Command, CommandError, from_request, is_command};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// Notes that are listed.
const LISTED_MAX: usize = 50;

/// A text of the editor: the form follows it at each key. What was pasted is asked about first.
pub(super) fn follow_text(form: Form, text: &str, is_pasted: bool) {
    if text.trim().is_empty() {
        form.imported.set(None);
        return;
    }
    let (body, elsewhere) = match body_of(text) {
        Ok(found) => found,
        Err(error) => {
            form.imported.set(Some(Notes { command: Some(error), ..Notes::default() }));
            return;
        }
    };
    let mut notes = Notes { elsewhere, findings: findings(&body), ..Notes::default() };
    let Ok(mut imported) = from_request(body.as_bytes()) else {
        form.imported.set(Some(notes));
        return;
    };
    form.with_untracked(|draft| imported.keep_secret(draft));
    notes.lost = std::mem::take(&mut imported.lost);
    let is_same = form.with_untracked(|draft| draft.request() == imported.draft.request());
    if is_same {
        form.imported.set(Some(notes));
    } else if is_pasted || is_command(text) {
        offer(form, Offered { imported, notes });
    } else {
        form.replace(imported.draft, true);
        form.imported.set(Some(notes));
    }
}

/// A request from elsewhere.
pub(super) fn offer_request(form: Form, text: &str) {
    let notes = Notes { findings: findings(text), ..Notes::default() };
    match from_request(text.as_bytes()) {
        Ok(mut imported) => {
            let lost = std::mem::take(&mut imported.lost);
            offer(form, Offered { imported, notes: Notes { lost, ..notes } });
        }
        Err(_) => form.imported.set(Some(notes)),
    }
}

/// Puts a request into the form at once when nothing is lost by it, and asks otherwise.
fn offer(form: Form, offered: Offered) {
    if form.is_worked_on() {
        form.offered.set(Some(offered));
    } else {
        accept(form, offered);
    }
}

fn accept(form: Form, offered: Offered) {
    form.replace(offered.imported.draft, false);
    form.imported.set(Some(offered.notes));
}

/// The request in a text, and the scope it was meant for when that is another one.
fn body_of(text: &str) -> Result<(String, Option<String>), CommandError> {
    if !is_command(text) {
        return Ok((text.to_owned(), None));
    }
    let command = Command::read(text)?;
    let scope = command.url.split_once("/scope/").and_then(|(_, rest)| {
        let mut steps = rest.split('/');
        Some(format!("{}/{}", steps.next()?, steps.next()?))
    });
    let own = routes::scope();
    Ok((command.body, scope.filter(|scope| *scope != own)))
}

/// What the text alone says: the rest is said at the fields.
fn findings(text: &str) -> Vec<Finding> {
    let is_of_text =
        |code| matches!(code, Code::JsonSyntax | Code::UnknownKey | Code::DuplicateKey);
    let report = report(text.as_bytes());
    report.findings().iter().filter(|it| is_of_text(it.code)).take(LISTED_MAX).cloned().collect()
}

/// What the last import could not take over.
#[component]
pub(super) fn NotesOf(form: Form) -> impl IntoView {
    let words = words();
    let dismiss = Callback::new(move |_: MouseEvent| form.imported.set(None));
    let lines = move || {
        let words = words.get();
        let lang = form.lang.get();
        form.imported
            .with(|notes| notes.as_ref().map_or_else(Vec::new, |it| lines(it, lang, words)))
    };
    view! {
        <div role="status">
            <Show when=move || !lines().is_empty()>
                <div class="notes">
                    <ul class="facts">
                        {move || lines().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
                    </ul>
                    <Button kind="plain" on_click=dismiss>
                        {word(|w| w.dismiss)}
                    </Button>
                </div>
            </Show>
        </div>
    }
    .into_any()
}

fn lines(notes: &Notes, lang: Lang, words: &Words) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(notes.command.as_ref().map(|error| (words.command_error)(error)));
    lines.extend(notes.elsewhere.as_deref().map(words.other_scope));
    for finding in &notes.findings {
        let at = (words.line_column)(finding.line, finding.column);
        lines.push(format!("{at} {} {}", finding.pointer, finding.message(lang)));
    }
    let is_said = |pointer: &str| notes.findings.iter().any(|it| it.pointer == pointer);
    for pointer in notes.lost.iter().filter(|pointer| !is_said(pointer)).take(LISTED_MAX) {
        let is_secret = FieldName::of_pointer(pointer) == FieldName::Param;
        let sentence = if is_secret { words.param_not_imported } else { words.not_imported };
        lines.push(format!("{pointer} {sentence}"));
    }
    lines
}

/// Asks before a request takes the place of another.
#[component]
pub(super) fn Offer(form: Form) -> impl IntoView {
    let words = words();
    let is_open = open_while_some(form.offered);
    let keep = Callback::new(move |_: MouseEvent| form.offered.set(None));
    let replace = Callback::new(move |_: MouseEvent| {
        if let Some(offered) = form.offered.try_update(Option::take).flatten() {
            accept(form, offered);
            focus(super::state::SUMMARY);
        }
    });
    view! {
        <Dialog name="offer" is_open title=Signal::derive(move || words.get().offer_title.to_owned())>
            <p class="dialog-text">{word(|w| w.offer_note)}</p>
            <div class="dialog-buttons">
                <Button kind="plain" has_first_focus=true on_click=keep>
                    {word(|w| w.offer_keep)}
                </Button>
                <Button kind="danger" on_click=replace>
                    {word(|w| w.offer_replace)}
                </Button>
            </div>
        </Dialog>
    }
    .into_any()
}
