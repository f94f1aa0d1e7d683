//! # field_missing
//!
//! What: A field is missing that the contract requires.
//!
//! Why: A host group without an id, say, stands for nothing.
//!
//! Example: `{"execute_target": {"host_topo_node_list": [{"id": 1000}]}}`
//!
//! Fix: Add the field where the finding points to.

use crate::findings::Findings;
use crate::request::Field;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    require(&request.execute_target, findings);
    for group in request.dynamic_groups() {
        require(&group.value.id, findings);
    }
    for node in request.topo_nodes() {
        require(&node.value.id, findings);
        require(&node.value.node_type, findings);
    }
    for selector in request.selectors() {
        require(&selector.value.topo_node_id, findings);
        require(&selector.value.topo_node_type, findings);
        require(&selector.value.label_selector_expr_list, findings);
    }
    for expression in request.label_expressions() {
        require(&expression.value.label_key, findings);
        require(&expression.value.operator, findings);
    }
    if let Some(callback) = request.callback.given() {
        require(&callback.url, findings);
    }
    if let Some(rolling) = request.rolling_config.given() {
        require(&rolling.expression, findings);
        require(&rolling.mode, findings);
    }
}

fn require<T>(field: &Field<T>, findings: &mut Findings) {
    if field.is_absent() {
        findings.at(Code::FieldMissing, field);
    }
}
