//! # topo_node_type_unknown
//!
//! What: topo_node_type is none of biz, cluster and namespace.
//!
//! Why: The container topology has these three levels.
//!
//! Example: `{"execute_target": {"container_label_selector_list": [{"topo_node_type": "pod", …}]}}`
//!
//! Fix: Use biz, cluster or namespace.

use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;
use crate::submission::TopoNodeType;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    for selector in request.selectors() {
        if let Some(found) = selector.value.topo_node_type.given()
            && TopoNodeType::from_name(found).is_none()
        {
            findings
                .at(Code::TopoNodeTypeUnknown, &selector.value.topo_node_type)
                .with("found", super::excerpt(found));
        }
    }
}
