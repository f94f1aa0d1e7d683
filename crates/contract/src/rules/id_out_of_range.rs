//! # id_out_of_range
//!
//! What: An id is below 1.
//!
//! Why: Ids of BlueKing start at 1; 0 and negative numbers are placeholders that some client forgot to fill.
//!
//! Example: `{"account_id": 0}`
//!
//! Fix: Use the id that the inventory shows.

use crate::findings::Findings;
use crate::request::Request;
use crate::request::{Field, Target};
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    for id in [&request.script_version_id, &request.account_id] {
        judge(id, findings);
    }
    for (list, ids) in request.target().into_iter().flat_map(Target::id_lists) {
        for entry in ids.entries.iter().filter(|entry| entry.value < 1) {
            findings.at_item(Code::IdOutOfRange, list, entry).with("found", entry.value);
        }
    }
    for node in request.topo_nodes() {
        judge(&node.value.id, findings);
    }
    for selector in request.selectors() {
        judge(&selector.value.topo_node_id, findings);
    }
}

fn judge(id: &Field<i64>, findings: &mut Findings) {
    if let Some(&found) = id.given()
        && found < 1
    {
        findings.at(Code::IdOutOfRange, id).with("found", found);
    }
}
