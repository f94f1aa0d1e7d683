use super::plan;
use crate::inventory::demo;
use fastexec_contract::{check, check_scope};
use serde_json::{Value, json};

/// The ids that a target stands for, or the pointers and codes of what stands in the way.
fn resolve(target: Value) -> Result<Vec<i64>, Vec<String>> {
    let body = json!({ "script_version_id": 1, "account_id": 1000, "execute_target": target });
    let (submission, report) = check(body.to_string().as_bytes());
    let submission = submission.unwrap_or_else(|| panic!("{report:?}"));
    let (scope, _) = check_scope("biz", "1");
    plan(&demo("me"), scope.expect("a good scope"), &submission, &body)
        .map(|plan| plan.objects.iter().map(super::ExecuteObject::id).collect())
        .map_err(|list| list.iter().map(|it| format!("{} {}", it.pointer, it.code)).collect())
}

fn labels(expressions: Value) -> Result<Vec<i64>, Vec<String>> {
    resolve(json!({ "container_label_selector_list": [{
        "topo_node_type": "biz", "topo_node_id": 1, "label_selector_expr_list": expressions
    }]}))
}

#[test]
fn all_kinds_in_run_order_and_once() {
    let target = json!({
        "container_label_selector_list": [{
            "topo_node_type": "namespace", "topo_node_id": 18881,
            "label_selector_expr_list": [{ "label_key": "app", "label_value": "job", "operator": "equals" }]
        }],
        "container_id_list": [10006],
        "host_topo_node_list": [{ "id": 900, "node_type": "set" }],
        "host_dynamic_group_list": [{ "id": "blo8gojho0skft7pr5q0" }],
        "host_id_list": [120, 104],
    });
    let ids = [120, 104, 103, 105, 106, 107, 108, 10006, 10001, 10002, 10003, 10004, 10005];
    assert_eq!(resolve(target), Ok(ids.to_vec()));
}

#[test]
fn operators() {
    let expression = |operator: &str, value: &str| json!([{ "label_key": "component", "operator": operator, "label_value": value }]);
    assert_eq!(labels(expression("equals", "job-manage")), Ok(vec![10001, 10002]));
    assert_eq!(
        labels(expression("not_equals", "job-manage")),
        Ok(vec![10003, 10004, 10005, 10006])
    );
    assert_eq!(
        labels(expression("in", "job-manage,job-logsvr")),
        Ok(vec![10001, 10002, 10005, 10006])
    );
    assert_eq!(labels(expression("not_in", "job-manage,job-logsvr")), Ok(vec![10003, 10004]));
    assert_eq!(
        labels(json!([{ "label_key": "component", "operator": "exists" }])).map(|it| it.len()),
        Ok(6)
    );
}

#[test]
fn everything_unknown_at_once() {
    let target = json!({
        "host_id_list": [101, 999],
        "host_dynamic_group_list": [{ "id": "none" }],
        "host_topo_node_list": [{ "id": 1000, "node_type": "set" }],
        "container_id_list": [1],
        "container_label_selector_list": [{
            "topo_node_type": "cluster", "topo_node_id": 7,
            "label_selector_expr_list": [{ "label_key": "app", "operator": "exists" }]
        }],
    });
    let expected = [
        "/execute_target/host_id_list/1 host_unknown",
        "/execute_target/host_dynamic_group_list/0 dynamic_group_unknown",
        "/execute_target/host_topo_node_list/0 topo_node_unknown",
        "/execute_target/container_id_list/0 container_unknown",
        "/execute_target/container_label_selector_list/0/topo_node_id topo_node_unknown",
    ];
    assert_eq!(resolve(target), Err(expected.map(str::to_owned).to_vec()));
}

#[test]
fn nothing_is_an_obstacle() {
    let nothing = labels(json!([{ "label_key": "absent", "operator": "exists" }]));
    assert_eq!(nothing, Err(vec!["/execute_target target_resolves_to_nothing".to_owned()]));
}
