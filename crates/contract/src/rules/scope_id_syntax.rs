//! # scope_id_syntax
//!
//! What: The scopeId of the path is not a decimal number from 1 to 9223372036854775807.
//!
//! Why: A scope is named by its id in CMDB.
//!
//! Example: `/open/api/scope/biz/0/…`
//!
//! Fix: Use the id of the business or business set.

use crate::findings::Findings;
use crate::ids::ScopeId;
use crate::pointer::Pointer;
use crate::report::Span;
use crate::rules::Code;

pub(crate) fn check(scope_id: &str, findings: &mut Findings) -> Option<ScopeId> {
    // str::parse would take a sign.
    let is_decimal = scope_id.bytes().all(|byte| byte.is_ascii_digit());
    let known = scope_id.parse().ok().filter(|_| is_decimal).and_then(ScopeId::new);
    if known.is_none() {
        let pointer = Pointer::ROOT.key("scopeId").to_string();
        findings
            .add(Code::ScopeIdSyntax, pointer, Span::default())
            .with("found", super::excerpt(scope_id));
    }
    known
}
