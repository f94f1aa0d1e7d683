//! Addresses of pages and of the gateway.

/// The scope that requests are made in.
pub(crate) const SCOPE: (&str, &str) = ("biz", "1");

pub(crate) const COMPOSE: &str = "/";

pub(crate) fn run(job_instance_id: i64) -> String {
    format!("/runs/{job_instance_id}")
}

/// An endpoint of the contract, below the scope.
pub(crate) fn endpoint(tail: &str) -> String {
    let (kind, id) = SCOPE;
    format!("/open/api/scope/{kind}/{id}/{tail}")
}
