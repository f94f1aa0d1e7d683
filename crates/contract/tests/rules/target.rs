//! Targets, and the items of their lists.

use crate::{ids, request, target_findings};
use fastexec_contract::check;

#[test]
fn execute_target_empty() {
    for empty in ["{}", r#"{"host_id_list":[],"container_id_list":[]}"#, r#"{"host_id_list":null}"#]
    {
        target_findings(empty, &["/execute_target execute_target_empty"]);
    }
}

#[test]
fn target_list_empty() {
    target_findings(
        r#"{"host_id_list":[1],"container_id_list":[]}"#,
        &["/execute_target/container_id_list target_list_empty"],
    );
}

#[test]
fn target_item_repeated() {
    target_findings(
        r#"{"host_id_list":[5,1,5,1],"container_id_list":[5]}"#,
        &[
            "/execute_target/host_id_list/2 target_item_repeated",
            "/execute_target/host_id_list/3 target_item_repeated",
        ],
    );
    target_findings(
        r#"{"host_dynamic_group_list":[{"id":"a"},{"id":"a"}],
            "host_topo_node_list":[{"id":1,"node_type":"set"},{"id":1,"node_type":"module"},{"node_type":"set","id":1}]}"#,
        &[
            "/execute_target/host_dynamic_group_list/1 target_item_repeated",
            "/execute_target/host_topo_node_list/2 target_item_repeated",
        ],
    );
    let selector = r#"{"topo_node_id":1,"topo_node_type":"biz","label_selector_expr_list":[{"label_key":"a","operator":"exists"}]}"#;
    target_findings(
        &format!(r#"{{"container_label_selector_list":[{selector},{selector}]}}"#),
        &["/execute_target/container_label_selector_list/1 target_item_repeated"],
    );
}

#[test]
fn items_run_once_in_the_order_given() {
    let text = request(&[("execute_target", r#"{"host_id_list":[5,1,5,9223372036854775807,1]}"#)]);
    let (submission, _) = check(text.as_bytes());
    let ids: Vec<i64> = submission
        .expect("warnings only")
        .execute_target()
        .host_ids
        .iter()
        .map(|id| id.get())
        .collect();
    assert_eq!(ids, [5, 1, i64::MAX]);
}

#[test]
fn explicit_ids_too_many() {
    let hosts = ids(1..=30_000);
    let target = |containers| {
        format!("{{\"host_id_list\":[{hosts}],\"container_id_list\":[{}]}}", ids(1..=containers))
    };
    target_findings(&target(20_000), &[]);
    target_findings(&target(20_001), &["/execute_target explicit_ids_too_many"]);
}

#[test]
fn dynamic_group_id_blank() {
    target_findings(
        r#"{"host_dynamic_group_list":[{"id":" "}]}"#,
        &["/execute_target/host_dynamic_group_list/0/id dynamic_group_id_blank"],
    );
}

#[test]
fn node_type_blank() {
    target_findings(
        r#"{"host_topo_node_list":[{"id":1,"node_type":""}]}"#,
        &["/execute_target/host_topo_node_list/0/node_type node_type_blank"],
    );
}

#[test]
fn topo_node_type_unknown() {
    for wrong in ["pod", "Biz", ""] {
        target_findings(
            &format!(
                r#"{{"container_label_selector_list":[{{"topo_node_id":1,"topo_node_type":"{wrong}",
                    "label_selector_expr_list":[{{"label_key":"a","operator":"exists"}}]}}]}}"#
            ),
            &[
                "/execute_target/container_label_selector_list/0/topo_node_type topo_node_type_unknown",
            ],
        );
    }
}
