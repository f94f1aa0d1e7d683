//! # base64_url_safe_alphabet
//!
//! What: The Base64 text uses `-` and `_`, the alphabet for URLs.
//!
//! Why: It decodes to the same bytes in JOB, but stricter readers refuse it.
//!
//! Example: `{"script_content": "Pj4-Pg=="}`
//!
//! Fix: Use `+` for `-` and `/` for `_`.

use crate::base64_text::Base64Warning;
use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    for (field, encoded) in request.base64_fields() {
        if let Ok(decoded) = &encoded.decoded
            && decoded.warnings.contains(&Base64Warning::UrlSafeAlphabet)
        {
            findings.at(Code::Base64UrlSafeAlphabet, field);
        }
    }
}
