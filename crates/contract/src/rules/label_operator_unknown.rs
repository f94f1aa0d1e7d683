//! # label_operator_unknown
//!
//! What: operator is none of equals, not_equals, in, not_in and exists.
//!
//! Why: JOB's v4 API knows more (not_exists, gt, lt); this one doesn't.
//!
//! Example: `{"operator": "gt"}`
//!
//! Fix: Use one of the five operators.

use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;
use crate::submission::LabelOperator;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    for expression in request.label_expressions() {
        let operator = &expression.value.operator;
        if let Some(found) = operator.given()
            && LabelOperator::from_name(found).is_none()
        {
            findings.at(Code::LabelOperatorUnknown, operator).with("found", super::excerpt(found));
        }
    }
}
