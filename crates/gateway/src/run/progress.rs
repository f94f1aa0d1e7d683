//! Where a job is and what comes next: the contract's table of rolling runs, as a function without I/O.
//!
//! A run without rolling is one batch without a mode.

use super::run_status::{
    self, ERROR_IGNORED, FAILED, RUNNING, STOPPED, STOPPING, SUCCEEDED, WAITING, WAITING_FOR_USER,
};
use fastexec_contract::RollingMode;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Progress {
    pub(crate) mode: Option<RollingMode>,
    /// Status of the job.
    pub(crate) job: i64,
    /// Status of its one step.
    pub(crate) step: i64,
    /// Status of each batch.
    pub(crate) batches: Vec<i64>,
    /// Into `batches`.
    pub(crate) current: usize,
    /// How often objects were run again.
    pub(crate) execute_count: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// Every object of the current batch has ended.
    BatchEnded {
        succeeded: bool,
    },
    Operation(Operation),
}

/// What a person can ask for, as the contract numbers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    Terminate,
    RetryFailed,
    IgnoreError,
    RetryAll,
    Continue,
}

impl Operation {
    /// Of a job.
    pub(crate) const OF_JOB: [Operation; 1] = [Operation::Terminate];

    /// Of a step.
    pub(crate) const OF_STEP: [Operation; 4] =
        [Operation::RetryFailed, Operation::IgnoreError, Operation::RetryAll, Operation::Continue];

    pub(crate) const fn code(self) -> i64 {
        match self {
            Operation::Terminate => 1,
            Operation::RetryFailed => 2,
            Operation::IgnoreError => 3,
            Operation::RetryAll => 8,
            Operation::Continue => 13,
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Operation::Terminate => "terminate",
            Operation::RetryFailed => "retry_failed",
            Operation::IgnoreError => "ignore_error",
            Operation::RetryAll => "retry_all",
            Operation::Continue => "continue",
        }
    }
}

/// What the runner has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// Run the objects of the current batch that wait.
    RunBatch,
    /// End what runs.
    Stop,
    /// Nothing, until a person says so.
    WaitForUser,
    /// The job has reached a finished state.
    Finish,
}

/// The operation is not possible in this state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotAllowed;

impl Progress {
    /// The first batch runs.
    pub(crate) fn new(mode: Option<RollingMode>, batches: usize) -> Progress {
        let mut statuses = vec![WAITING; batches];
        if let Some(first) = statuses.first_mut() {
            *first = RUNNING;
        }
        Progress {
            mode,
            job: RUNNING,
            step: RUNNING,
            batches: statuses,
            current: 0,
            execute_count: 0,
        }
    }

    /// Leaves everything as it is when the operation is not allowed.
    pub(crate) fn apply(&mut self, event: Event) -> Result<Next, NotAllowed> {
        match event {
            Event::BatchEnded { .. } if self.job == STOPPING => Ok(self.stopped()),
            Event::BatchEnded { succeeded: true } => Ok(self.succeeded()),
            Event::BatchEnded { succeeded: false } => Ok(self.failed()),
            Event::Operation(Operation::Terminate) => match self.job {
                RUNNING => {
                    self.all(STOPPING);
                    Ok(Next::Stop)
                }
                WAITING_FOR_USER => Ok(self.stopped()),
                _ => Err(NotAllowed),
            },
            Event::Operation(Operation::Continue) if self.job == WAITING_FOR_USER => {
                Ok(self.run_next())
            }
            Event::Operation(Operation::RetryFailed | Operation::RetryAll) if self.has_failed() => {
                self.execute_count += 1;
                Ok(self.run_current())
            }
            Event::Operation(Operation::IgnoreError) if self.has_failed() => Ok(self.ignored()),
            Event::Operation(_) => Err(NotAllowed),
        }
    }

    /// What a person may ask for now.
    pub(crate) fn allowed(&self) -> Vec<Operation> {
        Operation::OF_JOB
            .into_iter()
            .chain(Operation::OF_STEP)
            .filter(|it| self.clone().apply(Event::Operation(*it)).is_ok())
            .collect()
    }

    fn has_failed(&self) -> bool {
        self.job == FAILED && self.batches.get(self.current) == Some(&FAILED)
    }

    fn is_last(&self) -> bool {
        self.current + 1 >= self.batches.len()
    }

    fn batch(&mut self, status: i64) {
        if let Some(batch) = self.batches.get_mut(self.current) {
            *batch = status;
        }
    }

    fn all(&mut self, status: i64) {
        self.batch(status);
        self.step = status;
        self.job = status;
    }

    fn run_current(&mut self) -> Next {
        self.all(RUNNING);
        Next::RunBatch
    }

    fn run_next(&mut self) -> Next {
        self.current += 1;
        self.run_current()
    }

    fn wait_for_user(&mut self) -> Next {
        self.step = WAITING_FOR_USER;
        self.job = WAITING_FOR_USER;
        Next::WaitForUser
    }

    fn succeeded(&mut self) -> Next {
        self.batch(SUCCEEDED);
        if self.is_last() {
            self.all(SUCCEEDED);
            Next::Finish
        } else if self.mode == Some(RollingMode::ConfirmByHand) {
            self.wait_for_user()
        } else {
            self.run_next()
        }
    }

    fn failed(&mut self) -> Next {
        if self.mode == Some(RollingMode::IgnoreFailure) {
            self.ignored()
        } else {
            self.all(FAILED);
            Next::Finish
        }
    }

    fn ignored(&mut self) -> Next {
        self.batch(ERROR_IGNORED);
        if self.is_last() {
            self.step = ERROR_IGNORED;
            self.job = SUCCEEDED;
            Next::Finish
        } else if self.mode == Some(RollingMode::ConfirmByHand) {
            self.wait_for_user()
        } else {
            self.run_next()
        }
    }

    /// A batch that had ended keeps what it was.
    fn stopped(&mut self) -> Next {
        if self.batches.get(self.current).is_some_and(|status| !run_status::is_finished(*status)) {
            self.batch(STOPPED);
        }
        self.step = STOPPED;
        self.job = STOPPED;
        Next::Finish
    }
}

#[cfg(test)]
mod tests;
