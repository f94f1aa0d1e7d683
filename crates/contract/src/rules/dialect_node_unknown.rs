//! # dialect_node_unknown
//!
//! What: A label selector names a cluster or namespace by an id, the request is for JOB's v4, and no inventory tells the name.
//!
//! Why: v4 takes the uid of a cluster and the name of a namespace. JOB's own APIs don't tell them.
//!
//! Example: `{"execute_target": {"container_label_selector_list": [{"topo_node_type": "cluster", "topo_node_id": 1}]}}`
//!
//! Fix: Add the cluster or namespace to the inventory file of the gateway.

use crate::dialect::Dialect;
use crate::findings::Findings;
use crate::ids::TopoNodeId;
use crate::request::Request;
use crate::rules::Code;
use crate::submission::TopoNodeType;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    let Dialect::V4(names) = request.dialect else {
        return;
    };
    for selector in request.selectors() {
        let selector = &selector.value;
        // What is not an id, or no kind of node, has a finding of its own.
        if let Some(found) = selector.topo_node_id.given().copied()
            && let Some(id) = TopoNodeId::new(found)
            && let Some(kind) = selector.topo_node_type.given()
        {
            let is_known = match TopoNodeType::from_name(kind) {
                Some(TopoNodeType::Cluster) => names.clusters.contains_key(&id),
                Some(TopoNodeType::Namespace) => names.namespaces.contains_key(&id),
                Some(TopoNodeType::Biz) | None => true,
            };
            if !is_known {
                findings
                    .at(Code::DialectNodeUnknown, &selector.topo_node_id)
                    .with("dialect", request.dialect.name())
                    .with("found", found);
            }
        }
    }
}
