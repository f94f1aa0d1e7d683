//! # base64_padding
//!
//! What: The padding of the Base64 text is wrong.
//!
//! Why: Too many or too few `=` mean that the text was cut or put together from pieces.
//!
//! Example: `{"script_content": "ZWNobyAkMQ="}`
//!
//! Fix: Encode the text again and copy the whole result.

use crate::base64_text::Base64Error;
use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    for (field, encoded) in request.base64_fields() {
        if matches!(encoded.decoded, Err(Base64Error::Padding)) {
            findings.at(Code::Base64Padding, field);
        }
    }
}
