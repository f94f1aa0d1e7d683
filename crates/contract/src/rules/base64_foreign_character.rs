//! # base64_foreign_character
//!
//! What: A character doesn't belong to Base64.
//!
//! Why: JOB's decoder skips it, so plain text sent by mistake becomes garbage, and the garbage runs.
//!
//! Example: `{"script_content": "echo $1"}`
//!
//! Fix: Encode the text with Base64 (standard alphabet, with padding).

use crate::MASK;
use crate::base64_text::Base64Error;
use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    for (field, encoded) in request.base64_fields() {
        if let Err(Base64Error::ForeignCharacter { character, .. }) = encoded.decoded {
            let is_secret =
                field.pointer == request.script_param.pointer && request.may_be_sensitive();
            let shown =
                if is_secret { MASK.to_owned() } else { character.escape_debug().to_string() };
            findings.at(Code::Base64ForeignCharacter, field).with("character", shown);
        }
    }
}
