//! # script_param_too_long
//!
//! What: The parameters are longer than 65,535 bytes after decoding, or than 48,128 when they are sensitive.
//!
//! Why: JOB's database holds no more; sensitive parameters grow when they are encrypted.
//!
//! Example: `{"script_param": "…"}`
//!
//! Fix: Put the data into a file and pass its name.

use crate::findings::Findings;
use crate::limits;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    let is_sensitive = request.is_param_sensitive.given() == Some(&1);
    let max = if is_sensitive {
        limits::SCRIPT_PARAM_SENSITIVE_MAX_BYTES
    } else {
        limits::SCRIPT_PARAM_MAX_BYTES
    };
    if let Some(param) = request.script_param.given()
        && let Some(text) = param.text()
        && text.len() > max
    {
        findings
            .at(Code::ScriptParamTooLong, &request.script_param)
            .with("found", text.len())
            .with("max", max);
    }
}
