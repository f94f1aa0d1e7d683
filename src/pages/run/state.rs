//! What is known of a run, always the newest.

use crate::api::{self, ApiError, ExecuteObject, JobInstance, Next, ObjectResult, Status, follow};
use leptos::prelude::*;
use std::collections::HashMap;

/// Type and resource id of an object: what tells it from the others of its run.
pub(super) type Key = (i64, String);

#[derive(Clone, Copy, Debug)]
pub(super) struct Following {
    pub(super) job: RwSignal<Option<JobInstance>>,
    pub(super) step: RwSignal<Option<i64>>,
    /// In the order of the gateway.
    pub(super) keys: RwSignal<Vec<Key>>,
    pub(super) objects: RwSignal<HashMap<Key, ObjectResult>>,
    pub(super) selected: RwSignal<Option<ExecuteObject>>,
    pub(super) is_finished: RwSignal<bool>,
    pub(super) is_reconnecting: RwSignal<bool>,
    /// What ended the following.
    pub(super) error: RwSignal<Option<ApiError>>,
}

impl Following {
    /// Follows a run for as long as the present owner lives.
    pub(super) fn provide(job: String) -> Following {
        let following = Following {
            job: RwSignal::new(None),
            step: RwSignal::new(None),
            keys: RwSignal::new(Vec::new()),
            objects: RwSignal::new(HashMap::new()),
            selected: RwSignal::new(None),
            is_finished: RwSignal::new(false),
            is_reconnecting: RwSignal::new(false),
            error: RwSignal::new(None),
        };
        follow(
            move |signal| api::status(job.clone(), signal),
            move |answer| match answer {
                Ok(status) => following.hear(status),
                Err(error) if error.is_passing() => {
                    following.is_reconnecting.set(true);
                    Next::Later
                }
                Err(error) => {
                    following.error.set(Some(error));
                    Next::Never
                }
            },
        );
        following
    }

    fn hear(self, status: Status) -> Next {
        let finished = status.finished;
        let step = status.step_instance_list.into_iter().next();
        let results = step.map_or_else(Vec::new, |step| {
            set_if_new(self.step, Some(step.step_instance_id));
            step.execute_object_result_list
        });
        if self.selected.with_untracked(Option::is_none) {
            self.selected.set(results.first().map(|first| first.execute_object.clone()));
        }
        set_if_new(self.keys, results.iter().map(|result| key(&result.execute_object)).collect());
        let objects =
            results.into_iter().map(|result| (key(&result.execute_object), result)).collect();
        let is_new_here = set_if_new(self.objects, objects);
        let is_new_there = set_if_new(self.job, Some(status.job_instance));
        set_if_new(self.is_reconnecting, false);
        set_if_new(self.is_finished, finished);
        match (finished, is_new_here || is_new_there) {
            (true, _) => Next::Never,
            (false, true) => Next::Soon,
            (false, false) => Next::Later,
        }
    }

    pub(super) fn result(self, key: &Key) -> Option<ObjectResult> {
        self.objects.with(|objects| objects.get(key).cloned())
    }

    pub(super) fn select(self, key: &Key) {
        if let Some(result) = self.result(key) {
            set_if_new(self.selected, Some(result.execute_object));
        }
    }
}

pub(super) fn key(object: &ExecuteObject) -> Key {
    (object.r#type, object.resource_id.clone())
}

/// Whether it was new.
fn set_if_new<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) -> bool {
    let is_new = signal.with_untracked(|old| *old != value);
    if is_new {
        signal.set(value);
    }
    is_new
}

/// How an object's state looks.
pub(super) fn object_look(status: i64) -> &'static str {
    match status {
        3 | 9 => "good",
        5 | 7 => "open",
        _ => "bad",
    }
}

/// How a run's state looks.
pub(super) fn run_look(status: i64) -> &'static str {
    match status {
        3 => "good",
        1 | 2 | 7 | 10 | 15 => "open",
        _ => "bad",
    }
}
