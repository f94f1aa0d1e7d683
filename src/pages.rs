//! One module a page.

mod compose;
mod history;
mod not_found;
mod run;
mod settings;
mod sign_in;

pub(crate) use compose::{
    Compose, Dialogs, Form, Listing, Nodes, PlanPane, RequestEditor, Selectors, provide_open_with,
    take_linked_request, use_open_with,
};
pub(crate) use history::History;
pub(crate) use not_found::NotFound;
pub(crate) use run::Run;
pub(crate) use settings::{Access, Settings};
pub(crate) use sign_in::SignIn;
