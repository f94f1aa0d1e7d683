//! # script_content_carriage_return
//!
//! What: A shell, perl or python script has lines that end with CR LF.
//!
//! Why: The interpreters take the CR for a part of the last word of the line: `cd /tmp\r` fails.
//!
//! Example: `{"script_content": "ZWNobyAxDQo=", "script_language": 1}`
//!
//! Fix: Save the script with LF line ends.

use crate::findings::Findings;
use crate::request::Request;
use crate::request::ScriptSource;
use crate::rules::Code;
use crate::submission::ScriptLanguage;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    let has_unix_lines = request.script_language.given().is_some_and(|&code| {
        matches!(
            ScriptLanguage::from_code(code),
            Some(ScriptLanguage::Shell | ScriptLanguage::Perl | ScriptLanguage::Python)
        )
    });
    if has_unix_lines
        && request.script_source() == Some(ScriptSource::Content)
        && let Some(content) = request.script_content.given()
        && let Some(count) = content.text().map(count_of)
        && count > 0
    {
        findings
            .at(Code::ScriptContentCarriageReturn, &request.script_content)
            .with("count", count);
    }
}

fn count_of(text: &str) -> usize {
    // Most scripts have none, which is found out many times faster than none of a pair.
    if text.as_bytes().contains(&b'\r') { text.matches("\r\n").count() } else { 0 }
}
