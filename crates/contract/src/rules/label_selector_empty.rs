//! # label_selector_empty
//!
//! What: A label selector has no expression.
//!
//! Why: It would stand for every container below the node, which is hardly meant.
//!
//! Example: `{"execute_target": {"container_label_selector_list": [{"label_selector_expr_list": [], …}]}}`
//!
//! Fix: Add an expression with label_key and operator.

use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    for selector in request.selectors() {
        let expressions = &selector.value.label_selector_expr_list;
        if expressions.given().is_some_and(|list| list.length == 0) {
            findings.at(Code::LabelSelectorEmpty, expressions);
        }
    }
}
