//! What the console's form holds.
//!
//! A [`Draft`] keeps what a person typed, right or wrong: numbers are texts here, and switching a choice loses
//! nothing. [`Edit`] is the one way to change it, [`Draft::request`] the one way to a request, and what is wrong
//! with that is for `fastexec_contract::check` to say.

mod draft;
mod edit;
mod ids;
mod request;

pub use draft::Draft;
pub use edit::Edit;
pub use ids::{Item, items};
