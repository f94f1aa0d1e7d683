//! Where a run is, told truthfully: what the codes of the contract blur is kept apart here.

use super::outcome::Outcome;
use crate::api::{JobInstance, ObjectResult, StepInstance};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::pages) enum Situation {
    Running,
    /// Its batch has ended, and a person has to say that the next one may start.
    WaitingForUser {
        next: i64,
    },
    /// Failed, with batches that have not been run.
    Paused {
        left: usize,
    },
    Failed,
    Succeeded,
    /// Succeeded as codes go, though some objects did not.
    SucceededWithFailures {
        failures: usize,
    },
    Stopping {
        by: Option<String>,
    },
    Terminated {
        by: Option<String>,
    },
    Abnormal,
    /// Any other state of the contract.
    Other,
}

impl Situation {
    pub(super) fn of(
        job: &JobInstance,
        step: Option<&StepInstance>,
        objects: &[ObjectResult],
    ) -> Situation {
        let rolling = step.and_then(|step| step.rolling.as_ref());
        let by = || job.terminated_by.clone();
        match job.status {
            2 => Situation::Running,
            7 => Situation::WaitingForUser { next: rolling.map_or(1, |it| it.current_batch + 1) },
            4 => match rolling
                .map_or(0, |it| it.batch_list.iter().filter(|it| it.status == 1).count())
            {
                0 => Situation::Failed,
                left => Situation::Paused { left },
            },
            3 => {
                let failures = objects
                    .iter()
                    .filter(|it| Outcome::of(it.status) != Outcome::Succeeded)
                    .count();
                match failures {
                    0 => Situation::Succeeded,
                    failures => Situation::SucceededWithFailures { failures },
                }
            }
            10 => Situation::Stopping { by: by() },
            11 => Situation::Terminated { by: by() },
            9 => Situation::Abnormal,
            _ => Situation::Other,
        }
    }

    /// The class that tells how it looks.
    pub(super) const fn look(&self) -> &'static str {
        match self {
            Situation::Running | Situation::Stopping { .. } | Situation::Other => "open",
            Situation::WaitingForUser { .. } | Situation::Paused { .. } => "waiting",
            Situation::SucceededWithFailures { .. } => "mixed",
            Situation::Succeeded => "good",
            Situation::Failed | Situation::Terminated { .. } | Situation::Abnormal => "bad",
        }
    }
}

/// How a state of a job, step or batch looks.
pub(in crate::pages) fn run_look(status: i64) -> &'static str {
    match status {
        3 => "good",
        1 | 5 | 14 | 15 => "idle",
        2 | 10 => "open",
        7 => "waiting",
        6 => "mixed",
        _ => "bad",
    }
}
