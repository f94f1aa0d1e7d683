//! From Run to a run: checked, counted, confirmed, and sent once.

use super::state::{Form, Resolved, SUMMARY, Sending};
use crate::api::{self, ApiError, Kind};
use crate::storage;
use crate::ui::focus;
use fastexec_contract::Account;
use fastexec_draft::{Confirmation, confirmation, is_privileged};
use gloo_timers::future::sleep;
use leptos::prelude::*;
use std::time::Duration;

impl Form {
    /// Run was pressed: to the summary, to the confirmation, or away.
    pub(super) fn run(self) {
        if matches!(self.sending.get_untracked(), Sending::Now | Sending::Counting) {
            return;
        }
        self.settle();
        if !self.judged.with_untracked(super::judged::Judged::is_valid) {
            self.leave_all();
            focus(SUMMARY);
        } else if self.count.get_untracked().is_some() && self.is_explicit() {
            self.ask_or_send();
        } else {
            // Who is meant may change with every minute: asked anew each time.
            self.sending.set(Sending::Counting);
            self.resolve(move |error| match error {
                // A gateway without this endpoint can still run it, and nobody can say on how many.
                None | Some(ApiError { kind: Kind::NotFound, .. }) => {
                    self.sending.set(Sending::No);
                    self.ask_or_send();
                }
                Some(error) => self.sending.set(Sending::Failed(error)),
            });
        }
    }

    fn is_explicit(self) -> bool {
        self.judged.with_untracked(|judged| judged.targets.count().is_some())
    }

    fn ask_or_send(self) {
        match self.confirmation() {
            Confirmation::None => self.send(),
            Confirmation::Asked | Confirmation::Typed => self.is_confirming.set(true),
        }
    }

    pub(super) fn confirmation(self) -> Confirmation {
        let is_flagged = self.judged.with(|judged| judged.warnings() > 0)
            || self.hints.with(|hints| !hints.is_empty());
        let level = confirmation(self.count.get(), self.is_privileged(), is_flagged);
        let has_run = self.accepted.with(Option::is_some);
        if has_run { level.max(Confirmation::Asked) } else { level }
    }

    /// Whether the account may do everything on the targets.
    pub(super) fn is_privileged(self) -> bool {
        let known = self.account.with(|account| {
            account.as_ref().is_some_and(|it| is_privileged(&it.user) || is_privileged(&it.alias))
        });
        let is_named = self.judged.with(|judged| {
            let account = judged.submission.as_ref().map(fastexec_contract::Submission::account);
            matches!(account, Some(Account::Alias(alias)) if is_privileged(alias))
        });
        known || is_named
    }

    /// Asks what the target stands for now.
    pub(super) fn resolve(self, done: impl FnOnce(Option<ApiError>) + 'static) {
        self.settle();
        let question = self.question.get_untracked();
        let lang = self.lang.get_untracked();
        self.resolving.ask(
            {
                let question = question.clone();
                move |signal| api::resolve(question, lang, signal)
            },
            move |answer| {
                let error = answer.as_ref().err().cloned();
                self.resolved.try_set(Some(Resolved { question, answer }));
                done(error);
            },
        );
    }

    /// Sends the request. A second call, a reload or a lost answer leads to the same run.
    pub(super) fn send(self) {
        self.is_confirming.set(false);
        let request = self.judged.with_untracked(|judged| judged.request.clone());
        let Some(key) = self.key_of(&request) else {
            return;
        };
        self.sending.set(Sending::Now);
        self.send_with(request, key, ATTEMPTS);
    }

    /// The same request has the same key, also when a reload has lost everything but the key. Should that be another
    /// request's, the gateway says so.
    fn key_of(self, request: &str) -> Option<String> {
        let known = self.sent.with_value(|sent| {
            let same = sent.iter().find(|(text, _)| text == request);
            same.map(|(_, key)| key.clone())
        });
        let is_first = self.sent.with_value(Vec::is_empty);
        let kept = || is_first.then(storage::submission_key).flatten();
        let key = known.clone().or_else(kept).or_else(new_key)?;
        storage::keep_submission_key(&key);
        if known.is_none() {
            self.sent.update_value(|sent| sent.push((request.to_owned(), key.clone())));
        }
        Some(key)
    }

    /// Another key for a request whose key turned out to be another request's.
    fn new_key_of(self, request: &str) -> Option<String> {
        self.sent.update_value(|sent| sent.retain(|(text, _)| text != request));
        storage::drop_submission_key();
        let key = new_key()?;
        storage::keep_submission_key(&key);
        self.sent.update_value(|sent| sent.push((request.to_owned(), key.clone())));
        Some(key)
    }

    fn send_with(self, request: String, key: String, attempts: u32) {
        let lang = self.lang.get_untracked();
        let sent = request.clone();
        self.newest.ask(
            {
                let key = key.clone();
                move |signal| async move {
                    if attempts < ATTEMPTS {
                        sleep(BETWEEN_ATTEMPTS).await;
                    }
                    api::execute(sent, key, lang, signal).await
                }
            },
            move |answer| match answer {
                Ok(accepted) => {
                    // Before the key goes: a reload may come between any two lines.
                    storage::keep_accepted_run(accepted.job_instance_id);
                    storage::drop_submission_key();
                    self.sending.try_set(Sending::No);
                    self.open_run.run(accepted.job_instance_id);
                }
                // It is being answered to somebody who is gone: a page before the reload.
                Err(error) if error.status() == Some(409) && attempts > 1 => {
                    self.send_with(request, key, attempts - 1);
                }
                // The key belongs to another request, which has run: this one is new.
                Err(error) if error.status() == Some(422) && attempts > 1 => {
                    match self.new_key_of(&request) {
                        Some(key) => self.send_with(request, key, 1),
                        None => drop(self.sending.try_set(Sending::Failed(error))),
                    }
                }
                Err(error) => {
                    self.sending.try_set(Sending::Failed(error));
                }
            },
        );
    }
}

fn new_key() -> Option<String> {
    window().crypto().ok().map(|crypto| crypto.random_uuid())
}

/// How often a request that is being answered already is asked for again.
const ATTEMPTS: u32 = 20;
const BETWEEN_ATTEMPTS: Duration = Duration::from_millis(500);
