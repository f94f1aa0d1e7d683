//! # base64_padding_missing
//!
//! What: The Base64 text lacks its padding.
//!
//! Why: It decodes to the same bytes in JOB, but stricter readers refuse it.
//!
//! Example: `{"script_content": "ZWNobyAkMQ"}`
//!
//! Fix: Add `=` until the length is a multiple of four.

use crate::base64_text::Base64Warning;
use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    for (field, encoded) in request.base64_fields() {
        if let Ok(decoded) = &encoded.decoded
            && decoded.warnings.contains(&Base64Warning::MissingPadding)
        {
            findings.at(Code::Base64PaddingMissing, field);
        }
    }
}
