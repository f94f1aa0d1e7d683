//! # account_alias_blank
//!
//! What: account_alias is empty or holds only blanks.
//!
//! Why: No account has such an alias.
//!
//! Example: `{"account_alias": ""}`
//!
//! Fix: Give the alias of an account, or leave the field out and give account_id.

use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if request.account_alias.given().is_some_and(|alias| alias.trim().is_empty()) {
        findings.at(Code::AccountAliasBlank, &request.account_alias);
    }
}
