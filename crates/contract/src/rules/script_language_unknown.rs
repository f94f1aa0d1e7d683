//! # script_language_unknown
//!
//! What: script_language is none of 1 to 5.
//!
//! Why: Each number stands for an interpreter; there is none for this one.
//!
//! Example: `{"script_language": 6}`
//!
//! Fix: Use 1 shell, 2 bat, 3 perl, 4 python or 5 powershell.

use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;
use crate::submission::ScriptLanguage;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if let Some(&found) = request.script_language.given()
        && ScriptLanguage::from_code(found).is_none()
    {
        findings.at(Code::ScriptLanguageUnknown, &request.script_language).with("found", found);
    }
}
