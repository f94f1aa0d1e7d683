//! # script_missing
//!
//! What: None of script_version_id, script_id and script_content is given.
//!
//! Why: There is nothing to run.
//!
//! Example: `{"account_id": 1000}`
//!
//! Fix: Give script_content and script_language, or the id of a stored script.

use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if request.script_source().is_none() {
        findings.at(Code::ScriptMissing, &request.script_content);
    }
}
