//! One module a page.

mod compose;
mod not_found;
mod run;
mod sign_in;

pub(crate) use compose::Compose;
pub(crate) use not_found::NotFound;
pub(crate) use run::Run;
pub(crate) use sign_in::SignIn;
