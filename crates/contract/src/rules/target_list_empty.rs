//! # target_list_empty
//!
//! What: A list of execute_target is empty beside one that is not.
//!
//! Why: It adds nothing. Perhaps a template was not filled.
//!
//! Example: `{"execute_target": {"host_id_list": [101], "container_id_list": []}}`
//!
//! Fix: Delete the empty list, or fill it.

use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if let Some(target) = request.target()
        && !target.is_empty()
    {
        for (pointer, span) in target.empty_lists() {
            findings.add(Code::TargetListEmpty, pointer.to_string(), span);
        }
    }
}
