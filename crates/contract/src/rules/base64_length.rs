//! # base64_length
//!
//! What: One character is left over at the end of the Base64 text.
//!
//! Why: Four characters carry three bytes, and one alone carries none: the text was cut.
//!
//! Example: `{"script_content": "ZWNobyAkM"}`
//!
//! Fix: Encode the text again and copy the whole result.

use crate::base64_text::Base64Error;
use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    for (field, encoded) in request.base64_fields() {
        if matches!(encoded.decoded, Err(Base64Error::Length)) {
            findings.at(Code::Base64Length, field);
        }
    }
}
