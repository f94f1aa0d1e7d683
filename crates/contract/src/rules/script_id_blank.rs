//! # script_id_blank
//!
//! What: script_id is empty or holds only blanks.
//!
//! Why: No script has such an id.
//!
//! Example: `{"script_id": " "}`
//!
//! Fix: Give the id of a script, or leave the field out.

use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if request.script_id.given().is_some_and(|id| id.trim().is_empty()) {
        findings.at(Code::ScriptIdBlank, &request.script_id);
    }
}
