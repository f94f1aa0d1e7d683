//! The APIs of BlueKing JOB that say what the contract says, in other words.
//!
//! [`check_for`](crate::check_for) judges a request by what a dialect can say, [`encode`] says it, and [`decode`]
//! reads it back.

mod decode;
mod encode;
mod names;

pub use decode::{DecodeError, Decoded, decode};
pub use encode::encode;
pub use names::{Names, Namespace};

use crate::limits;
use std::ops::RangeInclusive;

/// The API that a request is meant for.
#[derive(Clone, Copy, Debug)]
pub enum Dialect<'n> {
    /// The contract's own: `/open/api/scope/{scopeType}/{scopeId}/execute/fast_execute_script`.
    Contract,
    /// `/api/v4/fast_execute_script`. It takes names of clusters and namespaces where the contract has ids.
    V4(&'n Names),
    /// `/api/v3/fast_execute_script`. It knows no containers.
    V3,
}

impl Dialect<'_> {
    pub const fn name(self) -> &'static str {
        match self {
            Dialect::Contract => "contract",
            Dialect::V4(_) => "v4",
            Dialect::V3 => "v3",
        }
    }

    /// Seconds.
    pub const fn timeout(self) -> RangeInclusive<i64> {
        match self {
            Dialect::Contract | Dialect::V3 => limits::TIMEOUT,
            Dialect::V4(_) => limits::TIMEOUT_V4,
        }
    }
}
