//! # account_alias_ignored
//!
//! What: account_alias is given beside account_id.
//!
//! Why: account_id wins. If the two mean different accounts, the script doesn't run as the alias says.
//!
//! Example: `{"account_id": 1000, "account_alias": "root"}`
//!
//! Fix: Delete one of the two.

use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if request.account_id.is_present() && request.account_alias.is_present() {
        findings.at(Code::AccountAliasIgnored, &request.account_alias).with("winner", "account_id");
    }
}
