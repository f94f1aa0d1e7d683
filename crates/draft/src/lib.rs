//! What the console's form holds.
//!
//! A [`Draft`] keeps what a person typed, right or wrong: numbers are texts here, and switching a choice loses
//! nothing. [`Edit`] is the one way to change it, [`Draft::request`] the one way to a request, and what is wrong
//! with that is for `fastexec_contract::check` to say.

mod draft;
mod edit;
mod history;
mod ids;
mod import;
mod link;
mod request;
mod target;

pub use draft::Draft;
pub use edit::Edit;
pub use history::History;
pub use ids::{Item, items};
pub use import::{Imported, from_request};
pub use link::{LINK_MAX, TooLong};
pub use target::{ExpressionRow, SelectorRow, TopoNodeRow};
