//! What the other dialects can't say.

use crate::request;
use fastexec_contract::dialect::{Names, Namespace};
use fastexec_contract::ids::TopoNodeId;
use fastexec_contract::{Dialect, check_for};

/// Clusters 1 and 2, namespace 11 of the first.
fn names() -> Names {
    let id = |id| TopoNodeId::new(id).expect("an id is at least 1");
    let uid = |number: i64| format!("BCS-K8S-{number:05}");
    Names {
        clusters: [1, 2].map(|number| (id(number), uid(number))).into(),
        namespaces: [(id(11), Namespace { cluster_uid: uid(1), name: "job".to_owned() })].into(),
        ..Names::default()
    }
}

/// The findings of a target in v4 and in v3.
#[track_caller]
fn dialect_findings(target: &str, v4: &[&str], v3: &[&str]) {
    let text = request(&[("execute_target", target)]);
    let names = names();
    for (dialect, expected) in [(Dialect::V4(&names), v4), (Dialect::V3, v3)] {
        let (submission, report) = check_for(text.as_bytes(), dialect);
        let findings = report.findings();
        let found: Vec<String> =
            findings.iter().map(|it| format!("{} {}", it.pointer, it.code.id())).collect();
        assert_eq!(found, expected, "{} {target}", dialect.name());
        assert_eq!(submission.is_some(), report.is_valid());
    }
}

/// A target of selectors for these nodes, beside other members.
fn selectors(nodes: &[(&str, i64)], others: &str) -> String {
    let selectors: Vec<String> = nodes
        .iter()
        .map(|(kind, id)| {
            format!(
                r#"{{"topo_node_type":"{kind}","topo_node_id":{id},
                    "label_selector_expr_list":[{{"label_key":"app","operator":"exists"}}]}}"#
            )
        })
        .collect();
    format!(r#"{{"container_label_selector_list":[{}]{others}}}"#, selectors.join(","))
}

const SELECTORS: &str = "/execute_target/container_label_selector_list";

#[test]
fn dialect_container_ids() {
    dialect_findings(
        r#"{"container_id_list":[10001]}"#,
        &["/execute_target/container_id_list dialect_container_ids"],
        &["/execute_target/container_id_list dialect_containers"],
    );
    let empty = "/execute_target/container_id_list target_list_empty";
    dialect_findings(r#"{"host_id_list":[1],"container_id_list":[]}"#, &[empty], &[empty]);
}

#[test]
fn dialect_containers() {
    dialect_findings(
        &selectors(&[("cluster", 1)], r#","container_id_list":[1]"#),
        &["/execute_target/container_id_list dialect_container_ids"],
        &[
            &format!("{SELECTORS} dialect_containers"),
            "/execute_target/container_id_list dialect_containers",
        ],
    );
    dialect_findings(r#"{"host_id_list":[1]}"#, &[], &[]);
}

#[test]
fn dialect_targets_mixed() {
    for hosts in [
        r#","host_id_list":[1]"#,
        r#","host_dynamic_group_list":[{"id":"a"}]"#,
        r#","host_topo_node_list":[{"id":1,"node_type":"set"}]"#,
    ] {
        dialect_findings(
            &selectors(&[("cluster", 1)], hosts),
            &["/execute_target dialect_targets_mixed"],
            &[&format!("{SELECTORS} dialect_containers")],
        );
    }
    // Taking the ids out leaves nothing mixed.
    dialect_findings(
        r#"{"host_id_list":[1],"container_id_list":[1]}"#,
        &["/execute_target/container_id_list dialect_container_ids"],
        &["/execute_target/container_id_list dialect_containers"],
    );
}

#[test]
fn dialect_biz_selector() {
    dialect_findings(
        &selectors(&[("cluster", 1), ("biz", 1)], ""),
        &[&format!("{SELECTORS}/1/topo_node_type dialect_biz_selector")],
        &[&format!("{SELECTORS} dialect_containers")],
    );
}

#[test]
fn dialect_node_unknown() {
    let v3 = format!("{SELECTORS} dialect_containers");
    dialect_findings(&selectors(&[("cluster", 2), ("namespace", 11)], ""), &[], &[&v3]);
    dialect_findings(
        &selectors(&[("cluster", 11), ("cluster", 1), ("namespace", 1)], ""),
        &[
            &format!("{SELECTORS}/0/topo_node_id dialect_node_unknown"),
            &format!("{SELECTORS}/2/topo_node_id dialect_node_unknown"),
        ],
        &[&v3],
    );
}

#[test]
fn the_limit_of_the_time_out_is_the_dialects() {
    let names = Names::default();
    for (dialect, max) in
        [(Dialect::Contract, 86_400), (Dialect::V4(&names), 259_200), (Dialect::V3, 86_400)]
    {
        let valid = |timeout: i64| {
            let text = request(&[("timeout", &timeout.to_string())]);
            check_for(text.as_bytes(), dialect).0.is_some()
        };
        assert_eq!([valid(0), valid(1), valid(max), valid(max + 1)], [false, true, true, false]);
    }
}
