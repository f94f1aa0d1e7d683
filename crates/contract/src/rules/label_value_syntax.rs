//! # label_value_syntax
//!
//! What: label_value is not a Kubernetes label value, or a list of them for in and not_in.
//!
//! Why: A value has at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends, or is empty.
//!
//! Example: `{"label_key": "app", "operator": "equals", "label_value": "my app"}`
//!
//! Fix: Write the value as the container has it. For in and not_in, separate values with a comma and nothing else.

use crate::findings::Findings;
use crate::label;
use crate::request::Request;
use crate::rules::Code;
use crate::submission::LabelOperator;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    for expression in request.label_expressions() {
        let value = &expression.value.label_value;
        let Some(text) = value.given() else {
            continue;
        };
        let wrong = match expression.value.operator() {
            // Without a known operator: what is wrong in either reading.
            Some(LabelOperator::In | LabelOperator::NotIn) | None => {
                label::split_values(text).find(|item| label::check_value(item).is_err())
            }
            Some(LabelOperator::Equals | LabelOperator::NotEquals) => {
                label::check_value(text).is_err().then_some(text.as_ref())
            }
            Some(LabelOperator::Exists) => None,
        };
        if let Some(found) = wrong {
            findings.at(Code::LabelValueSyntax, value).with("found", super::excerpt(found));
        }
    }
}
