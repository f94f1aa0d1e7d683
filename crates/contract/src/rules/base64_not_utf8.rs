//! # base64_not_utf8
//!
//! What: What the Base64 text decodes to is not UTF-8.
//!
//! Why: Scripts and parameters are texts. Another encoding, GBK say, arrives as other characters.
//!
//! Example: `{"script_content": "xOO6ww=="}`
//!
//! Fix: Save the text as UTF-8, then encode it.

use crate::base64_text::Base64Error;
use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    for (field, encoded) in request.base64_fields() {
        if matches!(encoded.decoded, Err(Base64Error::NotUtf8 { .. })) {
            findings.at(Code::Base64NotUtf8, field);
        }
    }
}
