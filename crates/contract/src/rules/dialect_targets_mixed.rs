//! # dialect_targets_mixed
//!
//! What: Hosts and containers are given together, and the request is for JOB's v4.
//!
//! Why: v4 refuses hosts beside containers.
//!
//! Example: `{"execute_target": {"host_id_list": [101], "container_label_selector_list": [{}]}}`
//!
//! Fix: Make two requests of it, one for the hosts and one for the containers.

use crate::dialect::Dialect;
use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    // Container ids have a finding of their own.
    if let Dialect::V4(_) = request.dialect
        && let Some(target) = request.target()
        && target.has_hosts()
        && target.container_label_selector_list.has_items()
    {
        findings
            .at(Code::DialectTargetsMixed, &request.execute_target)
            .with("dialect", request.dialect.name());
    }
}
