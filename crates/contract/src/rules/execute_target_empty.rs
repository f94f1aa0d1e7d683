//! # execute_target_empty
//!
//! What: None of the five lists of execute_target has an item.
//!
//! Why: There is nothing to run on.
//!
//! Example: `{"execute_target": {"host_id_list": []}}`
//!
//! Fix: Add a host, a container, or something that stands for them.

use crate::findings::Findings;
use crate::request::Request;
use crate::request::Target;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if request.target().is_some_and(Target::is_empty) {
        findings.at(Code::ExecuteTargetEmpty, &request.execute_target);
    }
}
