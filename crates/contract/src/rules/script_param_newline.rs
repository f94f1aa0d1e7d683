//! # script_param_newline
//!
//! What: The parameters hold a newline.
//!
//! Why: JOB turns it into a blank, so what was one parameter in two lines becomes two parameters.
//!
//! Example: `{"script_param": "YQpi"}`
//!
//! Fix: Separate parameters with blanks; quote a parameter that holds one.

use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if let Some(param) = request.script_param.given()
        && param.rejoined.is_none()
        && param.text().is_some_and(|text| text.contains('\n'))
    {
        findings.at(Code::ScriptParamNewline, &request.script_param);
    }
}
