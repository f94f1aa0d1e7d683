//! # script_source_ignored
//!
//! What: A script source is given that another one overrules.
//!
//! Why: Precedence is script_version_id, script_id, script_content. JOB runs the winner and says nothing of the rest.
//!
//! Example: `{"script_version_id": 1, "script_content": "ZWNobyAkMQ=="}`
//!
//! Fix: Delete the source that should not run.

use crate::findings::Findings;
use crate::request::Request;
use crate::request::ScriptSource;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    let Some(winner) = request.script_source() else {
        return;
    };
    if request.script_id.is_present() && winner == ScriptSource::VersionId {
        findings
            .at(Code::ScriptSourceIgnored, &request.script_id)
            .with("winner", winner.field_name());
    }
    if request.script_content.is_present() && winner != ScriptSource::Content {
        findings
            .at(Code::ScriptSourceIgnored, &request.script_content)
            .with("winner", winner.field_name());
    }
}
