//! # account_missing
//!
//! What: Neither account_id nor account_alias is given.
//!
//! Why: A script runs as somebody, and there is no default.
//!
//! Example: `{"script_version_id": 1}`
//!
//! Fix: Give account_id, or account_alias.

use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if request.account_id.is_absent() && request.account_alias.is_absent() {
        findings.at(Code::AccountMissing, &request.account_id);
    }
}
