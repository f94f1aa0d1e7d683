//! Rolling expressions and the batches they make.

mod expression;
mod notes;
mod plan;
mod reading;

pub use expression::{Expression, ExpressionError, Part, Reason, normalise};
pub use notes::{Note, NoteKind};
pub use plan::TooManyBatches;

#[cfg(test)]
mod tests;
