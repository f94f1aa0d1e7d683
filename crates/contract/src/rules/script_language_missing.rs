//! # script_language_missing
//!
//! What: script_content is what runs, and script_language is missing.
//!
//! Why: JOB's server answers that with an internal error (HTTP 500).
//!
//! Example: `{"script_content": "ZWNobyAkMQ=="}`
//!
//! Fix: Add script_language: 1 shell, 2 bat, 3 perl, 4 python, 5 powershell.

use crate::findings::Findings;
use crate::request::Request;
use crate::request::ScriptSource;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if request.script_source() == Some(ScriptSource::Content) && request.script_language.is_absent()
    {
        findings.at(Code::ScriptLanguageMissing, &request.script_language);
    }
}
