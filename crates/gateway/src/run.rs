//! Running scripts on this machine.

mod command;
mod output;
mod process;
mod runner;
mod tag;

pub(crate) use command::prepare;
pub(crate) use output::{Output, Slice};
pub(crate) use runner::{Order, Runner};

/// Per execute object, as the contract numbers them.
pub(crate) mod object_status {
    pub(crate) const WAITING: i64 = 5;
    pub(crate) const RUNNING: i64 = 7;
    pub(crate) const SUCCEEDED: i64 = 9;
    pub(crate) const DISPATCH_FAILED: i64 = 12;
    pub(crate) const SCRIPT_TIMED_OUT: i64 = 102;
    pub(crate) const SCRIPT_TERMINATED: i64 = 103;
    pub(crate) const NON_ZERO_EXIT: i64 = 104;
    pub(crate) const STOPPED: i64 = 403;
    pub(crate) const UNKNOWN: i64 = 500;
}

/// Of jobs and steps, as the contract numbers them.
pub(crate) mod run_status {
    pub(crate) const RUNNING: i64 = 2;
    pub(crate) const SUCCEEDED: i64 = 3;
    pub(crate) const FAILED: i64 = 4;
    pub(crate) const ABNORMAL: i64 = 9;
    pub(crate) const STOPPED: i64 = 11;

    pub(crate) const fn is_finished(status: i64) -> bool {
        matches!(status, 3 | 4 | 5 | 6 | 8 | 9 | 11 | 13 | 14)
    }
}
