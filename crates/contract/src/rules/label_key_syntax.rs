//! # label_key_syntax
//!
//! What: label_key is not a Kubernetes label key.
//!
//! Why: A key is a name of at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends; a DNS name and `/` may stand before it.
//!
//! Example: `{"label_key": "app/"}`
//!
//! Fix: Write the key as the container has it, for example `app` or `app.kubernetes.io/name`.

use crate::findings::Findings;
use crate::label;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    for expression in request.label_expressions() {
        let key = &expression.value.label_key;
        if let Some(found) = key.given()
            && label::check_key(found).is_err()
        {
            findings.at(Code::LabelKeySyntax, key).with("found", super::excerpt(found));
        }
    }
}
