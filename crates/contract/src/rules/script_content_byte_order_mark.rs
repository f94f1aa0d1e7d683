//! # script_content_byte_order_mark
//!
//! What: The script starts with a byte order mark.
//!
//! Why: A kernel then doesn't see the `#!` line, and an interpreter takes the mark for a command.
//!
//! Example: `{"script_content": "77u/ZWNobyAx", "script_language": 1}`
//!
//! Fix: Save the script as UTF-8 without a byte order mark.

use crate::findings::Findings;
use crate::request::Request;
use crate::request::ScriptSource;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if request.script_source() == Some(ScriptSource::Content)
        && let Some(content) = request.script_content.given()
        && content.text().is_some_and(|text| text.starts_with('\u{feff}'))
    {
        findings.at(Code::ScriptContentByteOrderMark, &request.script_content);
    }
}
