//! # explicit_ids_too_many
//!
//! What: More than 50,000 host and container ids are given.
//!
//! Why: JOB runs one request on no more. Ids given twice count once.
//!
//! Example: `{"execute_target": {"host_id_list": [1, 2, …]}}`
//!
//! Fix: Split the targets over several requests, or name a group or topology node.

use crate::findings::Findings;
use crate::limits;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    let Some(target) = request.target() else {
        return;
    };
    let found: usize = target.id_lists().map(|(_, ids)| ids.distinct_length()).sum();
    if found > limits::EXPLICIT_IDS_MAX {
        findings
            .at(Code::ExplicitIdsTooMany, &request.execute_target)
            .with("found", found)
            .with("max", limits::EXPLICIT_IDS_MAX);
    }
}
