//! # label_value_ignored
//!
//! What: label_value is given, but the operator is exists.
//!
//! Why: exists asks for the key alone.
//!
//! Example: `{"label_key": "app", "operator": "exists", "label_value": "job"}`
//!
//! Fix: Delete label_value, or use equals.

use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;
use crate::submission::LabelOperator;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    for expression in request.label_expressions() {
        let value = &expression.value.label_value;
        if value.is_present() && expression.value.operator() == Some(LabelOperator::Exists) {
            findings.at(Code::LabelValueIgnored, value);
        }
    }
}
