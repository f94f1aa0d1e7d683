//! # script_param_encoded_separately
//!
//! What: The parameters were encoded one by one and joined with blanks.
//!
//! Why: The whole string is decoded at once. JOB skips the blanks, so the parameters run together or turn to garbage.
//!
//! Example: `{"script_param": "cGFyYW0x cGFyYW0y"}`
//!
//! Fix: Encode the whole string, blanks included. The finding carries the corrected value.

use crate::MASK;
use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    let Some(param) = request.script_param.given() else {
        return;
    };
    if let Some(rejoined) = &param.rejoined {
        let shown = if request.may_be_sensitive() { MASK } else { rejoined.as_str() };
        findings
            .at(Code::ScriptParamEncodedSeparately, &request.script_param)
            .with("corrected", shown);
    }
}
