//! # base64_whitespace
//!
//! What: Blanks or line breaks stand in the Base64 text.
//!
//! Why: They decode to the same bytes in JOB, but stricter readers refuse them.
//!
//! Example: `{"script_content": "ZWNo\nbyAkMQ=="}`
//!
//! Fix: Take the blanks and line breaks out.

use crate::base64_text::Base64Warning;
use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    for (field, encoded) in request.base64_fields() {
        if let Ok(decoded) = &encoded.decoded
            && decoded.warnings.contains(&Base64Warning::Whitespace)
        {
            findings.at(Code::Base64Whitespace, field);
        }
    }
}
