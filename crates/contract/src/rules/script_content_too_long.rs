//! # script_content_too_long
//!
//! What: The script is longer than 16,777,215 bytes after decoding.
//!
//! Why: JOB's database holds no more.
//!
//! Example: `{"script_content": "…"}`
//!
//! Fix: Put the data that the script carries into a file and distribute that.

use crate::findings::Findings;
use crate::limits;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if let Some(content) = request.script_content.given()
        && let Some(text) = content.text()
        && text.len() > limits::SCRIPT_CONTENT_MAX_BYTES
    {
        findings
            .at(Code::ScriptContentTooLong, &request.script_content)
            .with("found", text.len())
            .with("max", limits::SCRIPT_CONTENT_MAX_BYTES);
    }
}
