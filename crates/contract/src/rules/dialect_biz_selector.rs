//! # dialect_biz_selector
//!
//! What: A label selector is for a whole business, and the request is for JOB's v4.
//!
//! Why: v4 filters containers within clusters that are named.
//!
//! Example: `{"execute_target": {"container_label_selector_list": [{"topo_node_type": "biz"}]}}`
//!
//! Fix: Use one selector for each cluster.

use crate::dialect::Dialect;
use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;
use crate::submission::TopoNodeType;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if let Dialect::V4(_) = request.dialect {
        for selector in request.selectors() {
            let kind = &selector.value.topo_node_type;
            if kind.given().is_some_and(|name| name == TopoNodeType::Biz.name()) {
                findings.at(Code::DialectBizSelector, kind).with("dialect", request.dialect.name());
            }
        }
    }
}
