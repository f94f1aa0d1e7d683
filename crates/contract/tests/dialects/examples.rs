//! The documents' own examples, and single requests.

use crate::{names, scope};
use fastexec_contract::dialect::{DecodeError, Names, Namespace, decode};
use fastexec_contract::ids::TopoNodeId;
use fastexec_contract::{Dialect, Scope, Script, Submission, check_for};
use serde_json::{Value, json};

fn decoded(text: &str, dialect: Dialect<'_>) -> (Submission, Scope) {
    let decoded = decode(text.as_bytes(), dialect).expect("it can be said");
    let (submission, report) = check_for(decoded.text.as_bytes(), dialect);
    (submission.unwrap_or_else(|| panic!("{report:?}")), decoded.scope.expect("it has a scope"))
}

#[test]
fn the_documents_example_of_v3() {
    let example = include_str!("../../testdata/dialects/v3_example.json");
    let (submission, its_scope) = decoded(example, Dialect::V3);
    assert_eq!(its_scope, scope("biz", "1"));
    assert!(matches!(submission.script(), Script::Version(id) if id.get() == 1));
    assert_eq!((submission.script_param(), submission.timeout()), (Some("hello"), 1000));
    let target = submission.execute_target();
    let hosts: Vec<i64> = target.host_ids.iter().map(|id| id.get()).collect();
    assert_eq!((hosts, target.dynamic_groups.len()), (vec![101, 102], 1));
    assert_eq!(target.topo_nodes[0].node_type, "module");
}

#[test]
fn the_documents_example_of_v4() {
    let example = include_str!("../../testdata/dialects/v4_example.json");
    let names = names();
    let (submission, its_scope) = decoded(example, Dialect::V4(&names));
    assert_eq!(its_scope, scope("biz", "1"));
    let hosts = &submission.execute_target().host_ids;
    assert_eq!(hosts.iter().map(|id| id.get()).collect::<Vec<_>>(), [101, 102]);
    assert_eq!(submission.account(), &fastexec_contract::Account::Id(account(1000)));
    // Who doesn't know the hosts is told which.
    assert_eq!(
        decode(example.as_bytes(), Dialect::V4(&Names::default())),
        Err(DecodeError::Beyond(vec![
            "/execute_target/host_list/0".to_owned(),
            "/execute_target/host_list/1".to_owned(),
        ]))
    );
}

fn account(id: i64) -> fastexec_contract::ids::AccountId {
    fastexec_contract::ids::AccountId::new(id).expect("an id is at least 1")
}

/// The contract has no filters for workloads and container names: dropping them would run on more containers.
#[test]
fn the_documents_example_of_v4_for_containers() {
    let example = include_str!("../../testdata/dialects/v4_example_containers.json");
    let mut names = names();
    names
        .clusters
        .insert(TopoNodeId::new(7).expect("an id is at least 1"), "BCS-K8S-00001".to_owned());
    names.namespaces.insert(
        TopoNodeId::new(18881).expect("an id is at least 1"),
        Namespace { cluster_uid: "BCS-K8S-00001".to_owned(), name: "bkjob".to_owned() },
    );
    let filter = "/execute_target/kube_container_filters/0";
    assert_eq!(
        decode(example.as_bytes(), Dialect::V4(&names)),
        Err(DecodeError::Beyond(vec![
            format!("{filter}/kube_workload_filter"),
            format!("{filter}/kube_container_prop_filter"),
        ]))
    );
    // With labels instead of them it can be said.
    let mut request: Value = serde_json::from_str(example).expect("JSON");
    let its_filter = &mut request["execute_target"]["kube_container_filters"][0];
    its_filter["kube_workload_filter"] = Value::Null;
    its_filter["kube_container_prop_filter"] = Value::Null;
    its_filter["kube_pod_filter"] =
        json!({ "label_selector": [{ "key": "app", "operator": "in", "values": ["a", "b"] }] });
    let (submission, _) = decoded(&request.to_string(), Dialect::V4(&names));
    assert_eq!(submission.execute_target().container_selectors[0].topo_node_id.get(), 18881);
}

#[test]
fn what_is_beyond_the_contract_is_named() {
    let names = names();
    let beyond = |text: &str, dialect: Dialect<'_>| match decode(text.as_bytes(), dialect) {
        Err(DecodeError::Beyond(pointers)) => pointers,
        other => panic!("{text}: {other:?}"),
    };
    let request = |member: &str| format!(r#"{{"bk_scope_type":"biz","bk_scope_id":"1",{member}}}"#);
    for (member, pointer) in [
        (r#""start_task":false"#, "/start_task"),
        (r#""windows_interpreter":"C:\\a.exe""#, "/windows_interpreter"),
        (r#""host_password_list":[]"#, "/host_password_list"),
        (r#""rolling_config":{"type":2}"#, "/rolling_config/type"),
    ] {
        assert_eq!(beyond(&request(member), Dialect::V3), [pointer]);
        assert_eq!(beyond(&request(member), Dialect::V4(&names)), [pointer]);
    }
    let harmless = request(r#""start_task":true,"windows_interpreter":null"#);
    assert!(decode(harmless.as_bytes(), Dialect::V3).is_ok());
    let filters = request(
        r#""execute_target":{"kube_container_filters":[
            {"kube_cluster_filter":{"cluster_uid_list":["nobody"]}},
            {"kube_cluster_filter":{"cluster_uid_list":["BCS-K8S-00001"]},"execute_in_whole_cluster":true},
            {"kube_cluster_filter":{"cluster_uid_list":["BCS-K8S-00001"]},
             "kube_pod_filter":{"pod_name_list":["a"]}}]}"#,
    );
    let list = "/execute_target/kube_container_filters";
    assert_eq!(
        beyond(&filters, Dialect::V4(&names)),
        [
            format!("{list}/0/kube_cluster_filter"),
            format!("{list}/1/execute_in_whole_cluster"),
            format!("{list}/2/kube_pod_filter/pod_name_list"),
        ]
    );
    assert!(matches!(decode(b"[]", Dialect::V3), Err(DecodeError::Syntax(_))));
    assert!(matches!(decode(b"{}", Dialect::V3), Err(DecodeError::Scope(_))));
}

#[test]
fn only_a_submission_without_a_name_gets_one() {
    let named = |name: &str| {
        let text = format!(
            r#"{{"script_version_id":1,"account_id":1,"task_name":{},
                "execute_target":{{"host_id_list":[1]}}}}"#,
            json!(name)
        );
        let submission = check_for(text.as_bytes(), Dialect::V3).0.expect("it is right");
        submission.or_named("other").task_name().map(str::to_owned)
    };
    assert_eq!(named("nightly").as_deref(), Some("nightly"));
    assert_eq!(named(" ").as_deref(), Some("other"));
}

/// Several clusters and namespaces in one filter are as many selectors.
#[test]
fn a_filter_for_several_nodes() {
    let names = names();
    let text = r#"{"bk_scope_type":"biz","bk_scope_id":"1","script_version_id":1,"account_id":1,
        "execute_target":{"kube_container_filters":[{
            "kube_cluster_filter":{"cluster_uid_list":["BCS-K8S-00001"]},
            "kube_namespace_filter":{"namespace_name_list":["job","cmdb"]},
            "kube_pod_filter":{"label_selector":[{"key":"app","operator":"exists"}]}}]}}"#;
    let (submission, _) = decoded(text, Dialect::V4(&names));
    let nodes: Vec<i64> = submission
        .execute_target()
        .container_selectors
        .iter()
        .map(|it| it.topo_node_id.get())
        .collect();
    assert_eq!(nodes, [11, 12]);
}
