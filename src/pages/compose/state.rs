//! What the parts of the form share: the draft, what it amounts to, and where sending is.

use super::field_name::FieldName;
use crate::api::{self, ApiError, Newest};
use crate::lang::lang;
use crate::ui::{Message, focus};
use crate::{routes, storage};
use fastexec_contract::{Finding, Lang, Report, Severity, report};
use fastexec_draft::{Draft, Edit, items};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use std::collections::BTreeSet;

/// Where the focus goes when Run finds errors.
pub(super) const SUMMARY: &str = "verdict-summary";

/// The draft and everything that follows from it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub(super) draft: RwSignal<Draft>,
    pub(super) verdict: Memo<Verdict>,
    pub(super) host_count: Memo<usize>,
    /// Fields that were left: only their errors are shown at the field.
    left: RwSignal<BTreeSet<FieldName>>,
    pub(super) is_confirming: RwSignal<bool>,
    pub(super) sending: RwSignal<Sending>,
    newest: Newest,
    // Kept here because event handlers have no context to ask.
    lang: RwSignal<Lang>,
    open_run: Callback<i64>,
}

/// A request and what the contract says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) request: String,
    pub(super) report: Report,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sending {
    No,
    Now,
    Failed(ApiError),
}

impl Form {
    /// The form of this page, with the draft of the last visit.
    pub(super) fn provide() -> Form {
        let draft = RwSignal::new(storage::load_draft().unwrap_or_default());
        Effect::new(move || draft.with(storage::save_draft));
        let navigate = use_navigate();
        Form {
            draft,
            verdict: Memo::new(move |_| {
                let request = draft.with(Draft::request);
                let report = report(request.as_bytes());
                Verdict { request, report }
            }),
            host_count: Memo::new(move |_| draft.with(|draft| items(&draft.host_ids).count())),
            left: RwSignal::new(BTreeSet::new()),
            is_confirming: RwSignal::new(false),
            sending: RwSignal::new(Sending::No),
            newest: Newest::new(),
            lang: lang(),
            open_run: Callback::new(move |job_instance_id| {
                navigate(&routes::run(job_instance_id), NavigateOptions::default());
            }),
        }
    }

    pub(super) fn edit(self, edit: Edit) {
        self.draft.update(|draft| draft.apply(edit));
        if self.sending.get_untracked() != Sending::Now {
            // Another request: it may run beside an earlier one.
            storage::drop_submission_key();
            self.sending.set(Sending::No);
        }
    }

    pub(super) fn leave(self, field: FieldName) {
        self.left.update(|left| {
            left.insert(field);
        });
    }

    /// What is said at a field: warnings at once, errors when it was left.
    pub(super) fn messages(self, field: FieldName) -> Signal<Vec<Message>> {
        Signal::derive(move || {
            let is_left = self.left.with(|left| left.contains(&field));
            self.verdict.with(|verdict| {
                let findings = verdict.report.findings().iter();
                findings
                    .filter(|finding| FieldName::of_pointer(&finding.pointer) == field)
                    .filter(|finding| is_left || finding.severity() == Severity::Warning)
                    .take(MESSAGES_MAX)
                    .map(|finding| message(finding, self.lang.get()))
                    .collect()
            })
        })
    }

    pub(super) fn has_error(self, field: FieldName) -> Signal<bool> {
        let messages = self.messages(field);
        Signal::derive(move || messages.with(|messages| messages.iter().any(|it| it.is_error)))
    }

    /// Run was pressed: to the summary, to the confirmation, or away.
    pub(super) fn run(self) {
        if self.sending.get_untracked() == Sending::Now {
            return;
        }
        if !self.verdict.with_untracked(|verdict| verdict.report.is_valid()) {
            for field in ALL_FIELDS {
                self.leave(field);
            }
            focus(SUMMARY);
        } else if self.host_count.get_untracked() > 1 {
            self.is_confirming.set(true);
        } else {
            self.send();
        }
    }

    /// Sends the request. A second call, a reload or a lost answer leads to the same run.
    pub(super) fn send(self) {
        let key = storage::submission_key().or_else(new_key);
        let Some(key) = key else {
            return;
        };
        storage::keep_submission_key(&key);
        self.sending.set(Sending::Now);
        let request = self.verdict.with_untracked(|verdict| verdict.request.clone());
        let lang = self.lang.get_untracked();
        self.newest.ask(
            |signal| api::execute(request, key, lang, signal),
            move |answer| match answer {
                Ok(accepted) => {
                    storage::drop_submission_key();
                    self.sending.try_set(Sending::No);
                    self.open_run.run(accepted.job_instance_id);
                }
                Err(error) => {
                    self.sending.try_set(Sending::Failed(error));
                }
            },
        );
    }
}

/// Messages at one field; the pane has all of them.
const MESSAGES_MAX: usize = 5;

const ALL_FIELDS: [FieldName; 8] = [
    FieldName::TaskName,
    FieldName::Language,
    FieldName::Content,
    FieldName::Param,
    FieldName::Timeout,
    FieldName::AccountId,
    FieldName::AccountAlias,
    FieldName::HostIds,
];

fn message(finding: &Finding, lang: Lang) -> Message {
    Message { is_error: finding.severity() == Severity::Error, text: finding.message(lang) }
}

fn new_key() -> Option<String> {
    window().crypto().ok().map(|crypto| crypto.random_uuid())
}
