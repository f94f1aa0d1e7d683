//! Addresses of pages and of the gateway.

use std::cell::RefCell;

pub(crate) const COMPOSE: &str = "/";
pub(crate) const HISTORY: &str = "/runs";
pub(crate) const SETTINGS: &str = "/settings";

thread_local! {
    /// The scope that requests are made in, as `type/id`: one for the whole application.
    static SCOPE: RefCell<String> = RefCell::new("biz/1".to_owned());
}

pub(crate) fn scope() -> String {
    SCOPE.with_borrow(Clone::clone)
}

pub(crate) fn set_scope(scope: &str) {
    SCOPE.with_borrow_mut(|known| scope.clone_into(known));
}

pub(crate) fn run(job_instance_id: i64) -> String {
    format!("/runs/{job_instance_id}")
}

/// An endpoint of the contract, below the scope.
pub(crate) fn endpoint(tail: &str) -> String {
    format!("/open/api/scope/{}/{tail}", scope())
}
