//! From an expression and a number of targets to batches.

use super::expression::{Expression, Part};
use crate::limits::BATCHES_MAX;

/// The plan would go over [`BATCHES_MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyBatches;

impl Expression {
    /// The sizes of the batches, which sum up to `count`; none for no targets. Takes at most [`BATCHES_MAX`]
    /// steps, whatever the count.
    pub fn plan(&self, count: u64) -> Result<Vec<u64>, TooManyBatches> {
        let mut batches = Vec::new();
        let mut rest = count;
        let mut parts = self.parts().iter().copied();
        let mut part = Part::Count(1);
        while rest > 0 {
            if batches.len() == BATCHES_MAX {
                return Err(TooManyBatches);
            }
            part = parts.next().unwrap_or(part);
            let size = size(part, batches.last().copied(), count).min(rest);
            batches.push(size);
            rest -= size;
        }
        Ok(batches)
    }
}

/// At least 1, because every part's number is.
fn size(part: Part, before: Option<u64>, count: u64) -> u64 {
    match (part, before) {
        (Part::Count(number), _) | (Part::Plus(number) | Part::Times(number), None) => {
            u64::from(number)
        }
        (Part::Percent(percent), _) => {
            let exact = u128::from(count) * u128::from(percent);
            u64::try_from(exact.div_ceil(100)).unwrap_or(u64::MAX)
        }
        (Part::Plus(number), Some(before)) => before.saturating_add(u64::from(number)),
        (Part::Times(number), Some(before)) => before.saturating_mul(u64::from(number)),
    }
}
