//! # script_content_blank
//!
//! What: The script is empty or holds only blanks.
//!
//! Why: It would run everywhere, do nothing, and report success.
//!
//! Example: `{"script_content": "IA=="}`
//!
//! Fix: Write the script, or leave the field out.

use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if let Some(content) = request.script_content.given()
        && content.text().is_some_and(|text| text.trim().is_empty())
    {
        findings.at(Code::ScriptContentBlank, &request.script_content);
    }
}
