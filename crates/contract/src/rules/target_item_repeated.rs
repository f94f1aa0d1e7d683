//! # target_item_repeated
//!
//! What: An item of a list of execute_target is given twice.
//!
//! Why: The script runs once on it all the same. Perhaps another item was meant.
//!
//! Example: `{"execute_target": {"host_id_list": [101, 101]}}`
//!
//! Fix: Delete the later one, or correct it.

use crate::findings::Findings;
use crate::request::Request;
use crate::request::{Field, List};
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    let Some(target) = request.target() else {
        return;
    };
    judge(&target.host_id_list, findings);
    judge(&target.host_dynamic_group_list, findings);
    judge(&target.host_topo_node_list, findings);
    judge(&target.container_id_list, findings);
    judge(&target.container_label_selector_list, findings);
}

fn judge<T>(list: &Field<List<T>>, findings: &mut Findings) {
    for repeat in list.given().into_iter().flat_map(|list| &list.repeats) {
        let pointer = list.pointer.index(repeat.index).to_string();
        findings
            .add(Code::TargetItemRepeated, pointer, repeat.span)
            .with("first", format!("{}", list.pointer.index(repeat.first)));
    }
}
