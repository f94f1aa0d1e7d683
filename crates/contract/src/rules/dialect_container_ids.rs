//! # dialect_container_ids
//!
//! What: Containers are given by id, and the request is for JOB's v4.
//!
//! Why: No public API of JOB takes container ids; v4 filters containers by cluster, namespace and labels.
//!
//! Example: `{"execute_target": {"container_id_list": [10001]}}`
//!
//! Fix: Use a label selector on a cluster or namespace.

use crate::dialect::Dialect;
use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if let Dialect::V4(_) = request.dialect
        && let Some(target) = request.target()
        && target.container_id_list.has_items()
    {
        findings
            .at(Code::DialectContainerIds, &target.container_id_list)
            .with("dialect", request.dialect.name());
    }
}
