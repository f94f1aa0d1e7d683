//! # is_param_sensitive_unknown
//!
//! What: is_param_sensitive is neither 0 nor 1.
//!
//! Why: A switch has two positions, and a secret must not depend on how a third one is read.
//!
//! Example: `{"is_param_sensitive": 2}`
//!
//! Fix: Use 1 to hide the parameters, 0 or nothing to show them.

use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if let Some(&found) = request.is_param_sensitive.given()
        && !(0..=1).contains(&found)
    {
        findings
            .at(Code::IsParamSensitiveUnknown, &request.is_param_sensitive)
            .with("found", found);
    }
}
