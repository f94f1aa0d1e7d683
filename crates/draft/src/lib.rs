//! What the console's form holds.
//!
//! A [`Draft`] keeps what a person typed, right or wrong: numbers are texts here, and switching a choice loses
//! nothing. [`Edit`] is the one way to change it, [`Draft::request`] the one way to a request, and what is wrong
//! with that is for `fastexec_contract::check` to say.

mod caution;
mod curl;
mod danger;
mod draft;
mod edit;
mod history;
mod id_list;
mod ids;
mod import;
mod link;
mod paste;
mod request;
mod shell_words;
mod target;

pub use caution::{
    Confirmation, Hint, MANY_TARGETS, TYPED_TARGETS, Targets, confirmation, is_privileged,
};
pub use curl::{Command, CommandError, is_command};
pub use danger::{Danger, DangerKind, dangers};
pub use draft::Draft;
pub use edit::Edit;
pub use history::History;
pub use id_list::{IdList, Run, with_ids};
pub use ids::{Item, items, words};
pub use import::{Imported, from_request};
pub use link::{LINK_MAX, TooLong, request_of_link};
pub use paste::{expressions, nodes};
pub use shell_words::Unclosed;
pub use target::{ExpressionRow, SelectorRow, TopoNodeRow};
