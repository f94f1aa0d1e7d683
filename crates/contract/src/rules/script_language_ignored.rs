//! # script_language_ignored
//!
//! What: script_language is given, but a stored script runs.
//!
//! Why: A stored script has its own language.
//!
//! Example: `{"script_version_id": 1, "script_language": 1}`
//!
//! Fix: Delete script_language.

use crate::findings::Findings;
use crate::request::Request;
use crate::request::ScriptSource;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if request.script_language.is_present()
        && let Some(winner @ (ScriptSource::VersionId | ScriptSource::Id)) = request.script_source()
    {
        findings
            .at(Code::ScriptLanguageIgnored, &request.script_language)
            .with("winner", winner.field_name());
    }
}
