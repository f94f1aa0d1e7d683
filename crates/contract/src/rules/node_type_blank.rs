//! # node_type_blank
//!
//! What: The node_type of a topology node is empty or holds only blanks.
//!
//! Why: An id alone doesn't name a node: sets and modules are numbered apart.
//!
//! Example: `{"execute_target": {"host_topo_node_list": [{"id": 1000, "node_type": ""}]}}`
//!
//! Fix: Give `set`, `module`, or another object id of CMDB.

use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    for node in request.topo_nodes() {
        if node.value.node_type.given().is_some_and(|kind| kind.trim().is_empty()) {
            findings.at(Code::NodeTypeBlank, &node.value.node_type);
        }
    }
}
