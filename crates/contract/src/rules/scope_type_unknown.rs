//! # scope_type_unknown
//!
//! What: The scopeType of the path is neither biz nor biz_set.
//!
//! Why: Scripts run in a business or a business set.
//!
//! Example: `/open/api/scope/tenant/1/…`
//!
//! Fix: Use biz or biz_set.

use crate::findings::Findings;
use crate::pointer::Pointer;
use crate::report::Span;
use crate::rules::Code;
use crate::scope::ScopeType;

pub(crate) fn check(scope_type: &str, findings: &mut Findings) -> Option<ScopeType> {
    let known = ScopeType::from_name(scope_type);
    if known.is_none() {
        let pointer = Pointer::ROOT.key("scopeType").to_string();
        findings
            .add(Code::ScopeTypeUnknown, pointer, Span::default())
            .with("found", super::excerpt(scope_type));
    }
    known
}
