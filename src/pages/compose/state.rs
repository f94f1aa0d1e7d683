//! What the parts of the form share: the draft with its history, and what follows from it.

use super::after_paint::after_paint;
use super::after_press::after_press;
use super::choices::Picking;
use super::field_name::{FieldName, Part};
use super::judged::Judged;
use super::keeper::Keeper;
use crate::api::{Account, ApiError, Newest, Objects};
use crate::lang::lang;
use crate::routes;
use crate::storage;
use crate::ui::{Message, focus};
use fastexec_contract::{Finding, Lang, Severity};
use fastexec_draft::{CommandError, Draft, Edit, Hint, History, Imported};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use std::collections::BTreeSet;

/// Where the focus goes when Run finds errors.
pub(super) const SUMMARY: &str = "verdict-summary";

/// The draft and everything that follows from it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form {
    history: RwSignal<History>,
    keeper: Keeper,
    /// Grows whenever the draft was changed by something else than typing in its field. Only then are inputs written
    /// to: a browser that is composing Chinese must be left alone.
    pub(super) renewed: RwSignal<u32>,
    /// Grows when what was typed has been painted.
    settled: RwSignal<u32>,
    is_settling: StoredValue<bool>,
    pub(super) judged: Memo<Judged>,
    /// How many targets there are, if that is known.
    pub(super) count: Memo<Option<u64>>,
    pub(super) hints: Memo<Vec<Hint>>,
    /// What the gateway is asked to resolve the target. Long, and written only when somebody wants to know.
    pub(super) question: Memo<String>,
    /// Fields that were left: only their errors are shown at the field.
    left: RwSignal<BTreeSet<FieldName>>,
    is_all_left: RwSignal<bool>,
    pub(super) resolved: RwSignal<Option<Resolved>>,
    /// Who the account is, as far as the gateway knows.
    pub(super) account: RwSignal<Option<Account>>,
    pub(super) sending: RwSignal<Sending>,
    /// Requests that were sent, each with its Idempotency-Key.
    pub(super) sent: StoredValue<Vec<(String, String)>>,
    /// The run that came of this very draft.
    pub(super) accepted: RwSignal<Option<i64>>,
    pub(super) is_confirming: RwSignal<bool>,
    /// What would overwrite the form, until somebody has said whether it may.
    pub(super) offered: RwSignal<Option<Offered>>,
    /// The list that is open.
    pub(super) picking: RwSignal<Option<Picking>>,
    /// What an import could not take over.
    pub(super) imported: RwSignal<Option<Notes>>,
    pub(super) newest: Newest,
    pub(super) resolving: Newest,
    // Kept here because event handlers have no context to ask.
    pub(super) lang: RwSignal<Lang>,
    pub(super) open_run: Callback<i64>,
}

/// What a target stood for when the gateway was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Resolved {
    /// The question. An answer to another one is of no use.
    pub(super) question: String,
    pub(super) answer: Result<Objects, ApiError>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sending {
    No,
    /// The gateway is asked how many there are.
    Counting,
    Now,
    Failed(ApiError),
}

/// A request that may take the place of what is in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Offered {
    pub(super) imported: Imported,
    pub(super) notes: Notes,
}

/// What is to be said of a text that was imported: each problem with its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Notes {
    pub(super) findings: Vec<Finding>,
    /// Pointers to what the form has no place for.
    pub(super) lost: Vec<String>,
    /// The scope that a command was for, when it is another one.
    pub(super) elsewhere: Option<String>,
    /// Why there is no request in a command.
    pub(super) command: Option<CommandError>,
}

impl Form {
    /// The form of this page, with the draft of the last visit.
    pub(super) fn provide() -> Form {
        let history = RwSignal::new(History::new(storage::load_draft().unwrap_or_default()));
        let settled = RwSignal::new(0);
        let judged = Memo::new(move |_| {
            settled.track();
            history.with_untracked(|history| Judged::of(history.draft()))
        });
        let resolved = RwSignal::new(None::<Resolved>);
        let question = Memo::new(move |_| {
            settled.track();
            history.with_untracked(|history| history.draft().target_request())
        });
        let count = Memo::new(move |_| {
            let explicit = judged.with(|judged| judged.targets.count());
            explicit.or_else(|| objects(resolved, question, |it| it.list.len() as u64))
        });
        let hints = Memo::new(move |_| {
            settled.track();
            history.with_untracked(|history| history.draft().hints(count.get()))
        });
        let navigate = use_navigate();
        Form {
            history,
            keeper: Keeper::of(history),
            renewed: RwSignal::new(0),
            settled,
            is_settling: StoredValue::new(false),
            judged,
            count,
            hints,
            question,
            left: RwSignal::new(BTreeSet::new()),
            is_all_left: RwSignal::new(false),
            resolved,
            account: RwSignal::new(None),
            sending: RwSignal::new(Sending::No),
            sent: StoredValue::new(Vec::new()),
            accepted: RwSignal::new(storage::accepted_run()),
            is_confirming: RwSignal::new(false),
            offered: RwSignal::new(None),
            picking: RwSignal::new(None),
            imported: RwSignal::new(None),
            newest: Newest::new(),
            resolving: Newest::new(),
            lang: lang(),
            open_run: Callback::new(move |job_instance_id| {
                navigate(&routes::run(job_instance_id), NavigateOptions::default());
            }),
        }
    }

    /// What is typed, at each key.
    pub(super) fn with<T>(self, read: impl FnOnce(&Draft) -> T) -> T {
        self.history.with(|history| read(history.draft()))
    }

    pub(super) fn with_untracked<T>(self, read: impl FnOnce(&Draft) -> T) -> T {
        self.history.with_untracked(|history| read(history.draft()))
    }

    /// What a field shows: read anew whenever something else than its own typing has changed the draft.
    pub(super) fn shown(self, field: FieldName) -> String {
        self.renewed.track();
        self.with_untracked(|draft| field.read(draft))
    }

    /// Somebody types into a field.
    pub(super) fn type_into(self, field: FieldName, text: String) {
        if let Some(edit) = self.with_untracked(|draft| field.write(draft, text)) {
            self.history.update(|history| history.apply(edit));
            self.changed();
        }
    }

    /// An edit that is a step of its own, and that inputs have to show.
    pub(super) fn put(self, edit: Edit) {
        self.history.update(|history| {
            history.pause();
            history.apply(edit);
            history.pause();
        });
        self.renew();
    }

    /// Another draft, which is one step; typing in a text of requests makes one of many.
    pub(super) fn replace(self, draft: Draft, is_typing: bool) {
        self.history.update(
            |history| {
                if is_typing { history.follow(draft) } else { history.replace(draft) }
            },
        );
        self.left.set(BTreeSet::new());
        self.is_all_left.set(false);
        self.renew();
    }

    pub(super) fn undo(self) {
        if self.history.try_update(History::undo) == Some(true) {
            self.renew();
        }
    }

    pub(super) fn redo(self) {
        if self.history.try_update(History::redo) == Some(true) {
            self.renew();
        }
    }

    pub(super) fn can_undo(self) -> bool {
        self.history.with(History::can_undo)
    }

    pub(super) fn can_redo(self) -> bool {
        self.history.with(History::can_redo)
    }

    /// What the target stands for, when the gateway has answered the question that the form asks now.
    pub(super) fn objects<T>(self, read: impl FnOnce(&Objects) -> T) -> Option<T> {
        objects(self.resolved, self.question, read)
    }

    /// Whether something would be lost by another draft.
    pub(super) fn is_worked_on(self) -> bool {
        self.with_untracked(|draft| *draft != Draft::default())
    }

    fn renew(self) {
        self.renewed.update(|renewed| *renewed += 1);
        self.changed();
    }

    fn changed(self) {
        self.keeper.soon();
        if matches!(self.sending.get_untracked(), Sending::Failed(_)) {
            self.sending.set(Sending::No);
        }
        if self.accepted.get_untracked().is_some() {
            storage::drop_accepted_run();
            self.accepted.set(None);
        }
        if !self.is_settling.get_value() {
            self.is_settling.set_value(true);
            after_paint(move || self.settle());
        }
    }

    /// Judges what was typed. It comes by itself after a key was painted; who needs the verdict at once calls it.
    pub(super) fn settle(self) {
        if self.is_settling.try_get_value() == Some(true) {
            self.is_settling.set_value(false);
            self.settled.update(|settled| *settled += 1);
        }
    }

    pub(super) fn leave(self, field: FieldName) {
        self.history.update_untracked(History::pause);
        // Its errors take room, and what is below moves down.
        after_press(Box::new(move || {
            self.left.try_update(|left| left.insert(field));
        }));
    }

    pub(super) fn has_error(self, field: FieldName) -> Memo<bool> {
        let messages = self.messages(field);
        Memo::new(move |_| messages.with(|messages| messages.iter().any(|it| it.is_error)))
    }

    pub(super) fn leave_all(self) {
        self.is_all_left.set(true);
    }

    fn is_left(self, field: FieldName) -> bool {
        self.is_all_left.get() || self.left.with(|left| left.contains(&field))
    }

    /// What is said at a field: warnings at once, errors when it was left.
    pub(super) fn messages(self, field: FieldName) -> Memo<Vec<Message>> {
        Memo::new(move |_| {
            let is_left = self.is_left(field);
            let lang = self.lang.get();
            self.judged.with(|judged| {
                let findings = judged.at(field);
                let said = findings.filter(|it| is_left || it.severity() == Severity::Warning);
                said.take(MESSAGES_MAX).map(|finding| message(finding, lang)).collect()
            })
        })
    }

    /// Whether precedence lets another field win.
    pub(super) fn is_ignored(self, field: FieldName) -> Memo<bool> {
        Memo::new(move |_| self.judged.with(|judged| judged.is_ignored(field)))
    }

    /// Whether an error is shown somewhere in a part, which then has to be open.
    pub(super) fn has_shown_error(self, part: Part) -> Memo<bool> {
        Memo::new(move |_| {
            self.judged.with(|judged| {
                judged
                    .fields()
                    .filter(|field| field.part() == part)
                    .any(|field| self.is_left(field) && judged.at(field).any(is_error))
            })
        })
    }

    /// To the field of a pointer, whatever is closed above it.
    pub(super) fn go_to(self, pointer: &str) {
        let field = FieldName::of_pointer(pointer);
        self.left.update(|left| {
            left.insert(field);
        });
        focus(&field.id());
    }
}

fn objects<T>(
    resolved: RwSignal<Option<Resolved>>,
    question: Memo<String>,
    read: impl FnOnce(&Objects) -> T,
) -> Option<T> {
    resolved.with(|resolved| {
        let resolved = resolved.as_ref()?;
        let is_current = question.with(|question| *question == resolved.question);
        resolved.answer.as_ref().ok().filter(|_| is_current).map(read)
    })
}

/// Messages at one field; the pane has all of them.
const MESSAGES_MAX: usize = 5;

fn is_error(finding: &Finding) -> bool {
    finding.severity() == Severity::Error
}

fn message(finding: &Finding, lang: Lang) -> Message {
    Message { is_error: is_error(finding), text: finding.message(lang) }
}
