//! # base64_trailing_bits
//!
//! What: The last character of the Base64 text carries bits that no byte uses.
//!
//! Why: No encoder writes that. Decoders disagree on such text, or lose its end.
//!
//! Example: `{"script_content": "ZWNobyAkMR=="}`
//!
//! Fix: Encode the text again and copy the whole result.

use crate::base64_text::Base64Error;
use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    for (field, encoded) in request.base64_fields() {
        if matches!(encoded.decoded, Err(Base64Error::TrailingBits)) {
            findings.at(Code::Base64TrailingBits, field);
        }
    }
}
