//! # dynamic_group_id_blank
//!
//! What: The id of a dynamic group is empty or holds only blanks.
//!
//! Why: No group has such an id.
//!
//! Example: `{"execute_target": {"host_dynamic_group_list": [{"id": ""}]}}`
//!
//! Fix: Give the id that CMDB shows for the group.

use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    for group in request.dynamic_groups() {
        if group.value.id.given().is_some_and(|id| id.trim().is_empty()) {
            findings.at(Code::DynamicGroupIdBlank, &group.value.id);
        }
    }
}
