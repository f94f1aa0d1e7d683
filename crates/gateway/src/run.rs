//! Running scripts: on this machine, and on whatever a command reaches.

mod account;
mod command;
mod digests;
mod far;
mod normalise;
mod output;
mod process;
mod progress;
mod runner;
mod supervise;
mod tag;

pub(crate) use account::own_user;
pub(crate) use command::{obstacles, parameter_obstacle};
pub(crate) use digests::{Digests, OutputDigest, OutputKey, digest};
pub(crate) use normalise::Normalisers;
pub(crate) use output::{KEEP_DEFAULT, Output, Slice};
pub(crate) use progress::{Event, Next, NotAllowed, Operation, Progress};
pub(crate) use runner::{Jobs, Parts, Runner};
pub(crate) use supervise::main as supervise;

/// Where programs are looked for when nothing says where.
pub(crate) const PATH_DEFAULT: &str =
    "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/// Per execute object, as the contract numbers them.
pub(crate) mod object_status {
    pub(crate) const SUCCEEDED_EARLIER: i64 = 3;
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

/// Of jobs, steps and batches, as the contract numbers them.
pub(crate) mod run_status {
    pub(crate) const WAITING: i64 = 1;
    pub(crate) const RUNNING: i64 = 2;
    pub(crate) const SUCCEEDED: i64 = 3;
    pub(crate) const FAILED: i64 = 4;
    pub(crate) const ERROR_IGNORED: i64 = 6;
    pub(crate) const WAITING_FOR_USER: i64 = 7;
    pub(crate) const ABNORMAL: i64 = 9;
    pub(crate) const STOPPING: i64 = 10;
    pub(crate) const STOPPED: i64 = 11;

    pub(crate) const fn is_finished(status: i64) -> bool {
        matches!(status, 3 | 4 | 5 | 6 | 8 | 9 | 11 | 13 | 14)
    }
}
