//! What is known of a run, always the newest, and what of it a person looks at.

use super::outcome::Outcome;
use super::outputs::Comparison;
use super::shown::{Filter, Sort};
use crate::api::{
    self, ApiError, ExecuteObject, Follower, JobInstance, Newest, Next, ObjectResult, Status,
    StepInstance, follow,
};
use crate::lang::lang;
use fastexec_contract::Lang;
use leptos::prelude::*;
use std::collections::HashSet;

/// Type and resource id of an object: what tells it from the others of its run.
pub(super) type Key = (i64, String);

#[derive(Clone, Copy, Debug)]
pub(super) struct Following {
    pub(super) id: StoredValue<String>,
    pub(super) job: RwSignal<Option<JobInstance>>,
    /// Without its objects.
    pub(super) step: RwSignal<Option<StepInstance>>,
    /// In the order of the gateway.
    pub(super) objects: RwSignal<Vec<ObjectResult>>,
    pub(super) selected: RwSignal<Option<Key>>,
    pub(super) filter: RwSignal<Filter>,
    pub(super) sort: RwSignal<Sort>,
    /// Into `objects`: what the filter lets through, sorted.
    pub(super) shown: Memo<Vec<usize>>,
    /// Two outputs that are compared, in place of one that is shown.
    pub(super) compared: RwSignal<Option<Comparison>>,
    pub(super) is_reconnecting: RwSignal<bool>,
    /// What ended the following.
    pub(super) error: RwSignal<Option<ApiError>>,
    pub(super) operating: RwSignal<Operating>,
    operation: Newest,
    // Kept here because event handlers have no context to ask.
    lang: RwSignal<Lang>,
    follower: StoredValue<Option<Follower>>,
}

/// Where an operation that a person asked for is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Operating {
    No,
    Now,
    Failed(ApiError),
}

impl Following {
    /// Follows a run for as long as the present owner lives. `selected` is looked at first.
    pub(super) fn provide(job: String, selected: Option<Key>) -> Following {
        let objects = RwSignal::new(Vec::new());
        let filter = RwSignal::new(Filter::default());
        let sort = RwSignal::new(Sort::default());
        let following = Following {
            id: StoredValue::new(job.clone()),
            job: RwSignal::new(None),
            step: RwSignal::new(None),
            objects,
            selected: RwSignal::new(selected),
            filter,
            sort,
            shown: Memo::new(move |_| {
                let (filter, sort) = (filter.get(), sort.get());
                objects.with(|objects| super::shown::shown(objects, &filter, sort))
            }),
            compared: RwSignal::new(None),
            is_reconnecting: RwSignal::new(false),
            error: RwSignal::new(None),
            operating: RwSignal::new(Operating::No),
            operation: Newest::new(),
            lang: lang(),
            follower: StoredValue::new(None),
        };
        let follower = follow(
            move |signal| api::status(job.clone(), signal),
            move |answer| match answer {
                Ok(status) => following.hear(status),
                Err(error) if error.is_passing() => {
                    following.is_reconnecting.set(true);
                    Next::Later
                }
                Err(error) => {
                    following.error.set(Some(error));
                    Next::WhenWoken
                }
            },
        );
        following.follower.set_value(Some(follower));
        following
    }

    fn hear(self, status: Status) -> Next {
        let step = status.step_instance_list.into_iter().next();
        let (step, results) = match step {
            Some(mut step) => {
                let results = std::mem::take(&mut step.execute_object_result_list);
                (Some(step), results)
            }
            None => (None, Vec::new()),
        };
        let is_known =
            |key: &Key| results.iter().any(|result| self::key(&result.execute_object) == *key);
        if !self.selected.with_untracked(|selected| selected.as_ref().is_some_and(is_known)) {
            self.selected.set(results.first().map(|first| key(&first.execute_object)));
        }
        // Somebody else may go on with what can be gone on with.
        let is_final =
            status.finished && step.as_ref().is_none_or(|it| it.operation_code_list.is_empty());
        let mut is_new = set_if_new(self.objects, results);
        is_new |= set_if_new(self.step, step);
        is_new |= set_if_new(self.job, Some(status.job_instance));
        set_if_new(self.is_reconnecting, false);
        match (is_final, is_new) {
            (true, _) => Next::WhenWoken,
            (false, true) => Next::Soon,
            (false, false) => Next::Later,
        }
    }

    /// Asks the gateway for an operation, and then how the run is.
    pub(super) fn operate(self, code: i64) {
        let Some(step) =
            self.step.with_untracked(|step| step.as_ref().map(|it| it.step_instance_id))
        else {
            return;
        };
        self.operating.set(Operating::Now);
        let job = self.id.get_value();
        let lang = self.lang.get_untracked();
        self.operation.ask(
            |signal| api::operate(job, step, code, lang, signal),
            move |answer| {
                self.operating.try_set(match answer {
                    Ok(()) => Operating::No,
                    Err(error) => Operating::Failed(error),
                });
                self.wake();
            },
        );
    }

    pub(super) fn wake(self) {
        if let Some(follower) = self.follower.try_get_value().flatten() {
            follower.wake();
        }
    }

    /// What became of the object that is looked at.
    pub(super) fn selected_result(self) -> Option<ObjectResult> {
        let key = self.selected.get()?;
        self.objects.with(|objects| {
            objects.iter().find(|result| self::key(&result.execute_object) == key).cloned()
        })
    }

    /// The objects that the filter lets through.
    pub(super) fn shown_objects(self) -> Vec<ExecuteObject> {
        self.objects.with_untracked(|objects| {
            let shown = self.shown.get_untracked();
            shown
                .iter()
                .filter_map(|index| objects.get(*index))
                .map(|it| it.execute_object.clone())
                .collect()
        })
    }

    /// Objects of the batch that is or was run last; all of a run in one go.
    pub(super) fn count_in_batch(self, is_counted: impl Fn(Outcome) -> bool) -> usize {
        let batch = self.current_batch();
        self.objects.with(|objects| {
            objects
                .iter()
                .filter(|result| batch.is_none() || result.batch == batch)
                .filter(|result| is_counted(Outcome::of(result.status)))
                .count()
        })
    }

    pub(super) fn current_batch(self) -> Option<i64> {
        self.step.with(|step| Some(step.as_ref()?.rolling.as_ref()?.current_batch))
    }

    /// Looks at some objects only.
    pub(super) fn only(self, objects: HashSet<Key>) {
        self.filter.update(|filter| filter.only = Some(objects));
    }
}

pub(super) fn key(object: &ExecuteObject) -> Key {
    (object.r#type, object.resource_id.clone())
}

/// Whether it was new.
pub(super) fn set_if_new<T: PartialEq + Send + Sync + 'static>(
    signal: RwSignal<T>,
    value: T,
) -> bool {
    let is_new = signal.with_untracked(|old| *old != value);
    if is_new {
        signal.set(value);
    }
    is_new
}
