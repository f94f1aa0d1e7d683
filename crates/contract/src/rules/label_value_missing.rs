//! # label_value_missing
//!
//! What: label_value is missing, or for in and not_in names no value.
//!
//! Why: All operators but exists compare with a value.
//!
//! Example: `{"label_key": "app", "operator": "in", "label_value": ""}`
//!
//! Fix: Add label_value; for in and not_in a list like `job,cmdb`.

use crate::findings::Findings;
use crate::label;
use crate::request::Request;
use crate::request::Text;
use crate::rules::Code;
use crate::submission::LabelOperator;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    for expression in request.label_expressions() {
        let value = &expression.value.label_value;
        let is_missing = match expression.value.operator() {
            Some(LabelOperator::Equals | LabelOperator::NotEquals) => value.is_absent(),
            Some(LabelOperator::In | LabelOperator::NotIn) => {
                let has_none = |list: &Text<'_>| label::split_values(list).all(str::is_empty);
                value.is_absent() || value.given().is_some_and(has_none)
            }
            Some(LabelOperator::Exists) | None => false,
        };
        if is_missing {
            findings.at(Code::LabelValueMissing, value);
        }
    }
}
