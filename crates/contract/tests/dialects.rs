//! What the other dialects say is what the contract says.

use expect_test::expect_file;
use fastexec_contract::dialect::{DecodeError, Names, Namespace, decode, encode};
use fastexec_contract::ids::{HostId, TopoNodeId};
use fastexec_contract::{
    Dialect, Report, Scope, Script, Submission, base64_text, check_for, check_scope,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::fmt::Write;

/// Clusters 1 to 3, and namespaces of the first two.
fn names() -> Names {
    let id = |id| TopoNodeId::new(id).expect("an id is at least 1");
    let uid = |number: i64| format!("BCS-K8S-{number:05}");
    let namespace =
        |cluster, name: &str| Namespace { cluster_uid: uid(cluster), name: name.to_owned() };
    Names {
        clusters: [1, 2, 3].map(|number| (id(number), uid(number))).into(),
        namespaces: [
            (id(11), namespace(1, "job")),
            (id(12), namespace(1, "cmdb")),
            (id(21), namespace(2, "job")),
            (id(i64::MAX), namespace(2, "last")),
        ]
        .into(),
        hosts: [(0, "10.0.0.1", 101), (0, "10.0.0.2", 102)]
            .map(|(cloud, ip, host)| {
                ((cloud, ip.to_owned()), HostId::new(host).expect("an id is at least 1"))
            })
            .into(),
    }
}

fn scope(kind: &str, id: &str) -> Scope {
    check_scope(kind, id).0.expect("a scope")
}

/// Choices, one after the other: the whole space of requests can be walked or drawn from.
struct Choices<F>(F);

impl<F: FnMut(usize) -> usize> Choices<F> {
    fn of<T: Clone>(&mut self, values: &[T]) -> T {
        values[(self.0)(values.len())].clone()
    }

    fn chance(&mut self, one_in: usize) -> bool {
        (self.0)(one_in) == 0
    }

    /// Up to three of the values, the same one perhaps twice.
    fn some<T: Clone>(&mut self, values: &[T]) -> Vec<T> {
        (0..=(self.0)(3)).map(|_| self.of(values)).collect()
    }

    fn request(&mut self) -> Value {
        let mut request = json!({});
        match self.of(&["version", "id", "content", "content"]) {
            "version" => request["script_version_id"] = self.of(&[1, 42, i64::MAX]).into(),
            "id" => request["script_id"] = self.of(&["a1b2c3", "脚本", "with \"quotes\""]).into(),
            _ => {
                let script = self.of(&["echo $1", "print('你好')\n", "#!/bin/sh\nexit 3\n"]);
                request["script_content"] = base64_text::encode(script).into();
                request["script_language"] = self.of(&[1, 2, 3, 4, 5]).into();
            }
        }
        if self.chance(2) {
            let param = self.of(&["hello", "a  b 'c d'", "秘密", ""]);
            request["script_param"] = base64_text::encode(param).into();
        }
        if self.chance(2) {
            request["is_param_sensitive"] = self.of(&[0, 1]).into();
        }
        if self.chance(2) {
            request["timeout"] = self.of(&[1, 7200, 86_400, 86_401, 259_200, 259_201]).into();
        }
        if self.chance(2) {
            request["account_id"] = self.of(&[1000, i64::MAX]).into();
        } else {
            request["account_alias"] = self.of(&["root", "Administrator", "运维"]).into();
        }
        if self.chance(2) {
            request["task_name"] = self.of(&["nightly", "巡检 1", " ", "a/b\\c"]).into();
        }
        if self.chance(3) {
            let url = self.of(&["https://example.com/callback?a=1&b=2", "http://example.com"]);
            request["callback"] = json!({ "url": url });
        }
        if self.chance(3) {
            request["rolling_config"] = json!({
                "expression": self.of(&["1", "10%", "1 10% +5", "1 *2", "010"]),
                "mode": self.of(&[1, 2, 3]),
            });
        }
        request["execute_target"] = self.target();
        request
    }

    fn target(&mut self) -> Value {
        let mut target = json!({});
        let kind =
            self.of(&["hosts", "hosts", "hosts", "containers", "containers", "mixed", "ids"]);
        if kind == "hosts" || kind == "mixed" {
            target["host_id_list"] = self.some(&[101, 102, 103, i64::MAX]).into();
            if self.chance(2) {
                let groups = self.some(&["blo8gojho0skft7pr5q0", "组"]);
                let groups: Vec<Value> = groups.iter().map(|id| json!({ "id": id })).collect();
                target["host_dynamic_group_list"] = groups.into();
            }
            if self.chance(2) {
                let nodes = self.some(&[(1000, "module"), (900, "set"), (5, "custom")]);
                let node = |&(id, kind): &(i64, &str)| json!({ "id": id, "node_type": kind });
                target["host_topo_node_list"] = nodes.iter().map(node).collect();
            }
        }
        if kind == "containers" || kind == "mixed" {
            let selectors: Vec<Value> = (0..=(self.0)(2)).map(|_| self.selector()).collect();
            target["container_label_selector_list"] = selectors.into();
        }
        if kind == "ids" {
            target["container_id_list"] = self.some(&[10001, 10002]).into();
        }
        target
    }

    fn selector(&mut self) -> Value {
        let (kind, id) = self.of(&[
            ("cluster", 1),
            ("cluster", 2),
            ("namespace", 11),
            ("namespace", 21),
            ("namespace", i64::MAX),
            ("namespace", 11),
            ("cluster", 3),
            ("biz", 1),
            ("cluster", 99),
            ("namespace", 99),
        ]);
        let expressions: Vec<Value> = (0..=(self.0)(2))
            .map(|_| {
                let key = self.of(&["app", "app.kubernetes.io/name", "tier"]);
                let operator = self.of(&["equals", "not_equals", "in", "not_in", "exists"]);
                let mut expression = json!({ "label_key": key, "operator": operator });
                match operator {
                    "exists" => {}
                    "equals" | "not_equals" => {
                        expression["label_value"] = self.of(&["job", "", "v1.2"]).into();
                    }
                    _ => expression["label_value"] = self.of(&["a", "a,b", "x-1,y_2,z.3"]).into(),
                }
                expression
            })
            .collect();
        json!({
            "topo_node_type": kind,
            "topo_node_id": id,
            "label_selector_expr_list": expressions,
        })
    }
}

/// What the request becomes in a dialect, or what in it can't be said.
fn said(request: &str, dialect: Dialect<'_>) -> Result<String, Report> {
    let (submission, report) = check_for(request.as_bytes(), dialect);
    let submission = submission.ok_or(report)?;
    encode(&submission, scope("biz", "2"), dialect)
}

/// What was said is what was meant, and nothing in it is doubtful.
fn round_trip(request: &str, scope: Scope, dialect: Dialect<'_>) -> Result<bool, TestCaseError> {
    let Some(meant) = check_for(request.as_bytes(), dialect).0 else {
        return Ok(false);
    };
    let body = encode(&meant, scope, dialect).expect("what the check takes can be said");
    let decoded = decode(body.as_bytes(), dialect).expect("what was said can be read");
    let is_addressed = !matches!(dialect, Dialect::Contract);
    prop_assert_eq!(decoded.scope, is_addressed.then_some(scope));
    let (read, report) = check_for(decoded.text.as_bytes(), dialect);
    prop_assert!(report.is_valid(), "{:?}", report);
    prop_assert_eq!(read.as_ref(), Some(&meant), "{}", body);
    Ok(true)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]
    #[test]
    fn decoding_gives_back_what_was_encoded(choices in prop::collection::vec(any::<u16>(), 80)) {
        let mut choices = choices.into_iter().cycle();
        let request = Choices(|count| usize::from(choices.next().expect("a cycle")) % count)
            .request()
            .to_string();
        let names = names();
        for dialect in [Dialect::Contract, Dialect::V4(&names), Dialect::V3] {
            round_trip(&request, scope("biz_set", "9223372036854775807"), dialect)?;
        }
    }

    /// A submission may have been checked for another dialect than the one it is encoded for.
    #[test]
    fn what_is_checked_for_one_dialect_is_judged_by_the_other(
        choices in prop::collection::vec(any::<u16>(), 80),
    ) {
        let mut choices = choices.into_iter().cycle();
        let request = Choices(|count| usize::from(choices.next().expect("a cycle")) % count)
            .request()
            .to_string();
        let names = names();
        let dialects = [Dialect::Contract, Dialect::V4(&names), Dialect::V3];
        for from in dialects {
            let Some(submission) = check_for(request.as_bytes(), from).0 else { continue };
            for to in dialects {
                let is_sayable = check_for(request.as_bytes(), to).0.is_some();
                match encode(&submission, scope("biz", "1"), to) {
                    Ok(_) => prop_assert!(is_sayable, "{request}"),
                    Err(report) => {
                        prop_assert!(!is_sayable, "{request}");
                        prop_assert!(!report.is_valid());
                    }
                }
            }
        }
    }
}

/// How many requests of the corpus there are.
const CORPUS: usize = 200;

/// The corpus is drawn once and for all.
fn corpus() -> Vec<String> {
    let mut state = 7_u64;
    let mut choices = Choices(|count| {
        // Knuth's constants for a linear congruential generator of 64 bits.
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % count
    });
    (0..CORPUS).map(|_| choices.request().to_string()).collect()
}

/// Each request of the corpus, as v4 and v3 get it, or what is in the way.
#[test]
fn corpus_in_both_dialects() {
    let names = names();
    let mut text = String::new();
    let mut sayable = [0, 0];
    for request in corpus() {
        writeln!(text, "contract {request}").expect("text");
        for (index, dialect) in [Dialect::V4(&names), Dialect::V3].into_iter().enumerate() {
            let said = match said(&request, dialect) {
                Ok(body) => {
                    sayable[index] += 1;
                    body
                }
                Err(report) => {
                    let errors: Vec<String> = report
                        .errors()
                        .map(|it| format!("{} {}", it.pointer, it.code.id()))
                        .collect();
                    format!("- {}", errors.join(", "))
                }
            };
            writeln!(text, "{} {said}", dialect.name()).expect("text");
        }
        text.push('\n');
    }
    assert!(sayable.iter().all(|count| *count > CORPUS / 4), "{sayable:?}");
    expect_file!["../testdata/dialects/corpus.txt"].assert_eq(&text);
}

fn decoded(text: &str, dialect: Dialect<'_>) -> (Submission, Scope) {
    let decoded = decode(text.as_bytes(), dialect).expect("it can be said");
    let (submission, report) = check_for(decoded.text.as_bytes(), dialect);
    (submission.unwrap_or_else(|| panic!("{report:?}")), decoded.scope.expect("it has a scope"))
}

#[test]
fn the_documents_example_of_v3() {
    let example = include_str!("../testdata/dialects/v3_example.json");
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
    let example = include_str!("../testdata/dialects/v4_example.json");
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
    let example = include_str!("../testdata/dialects/v4_example_containers.json");
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
