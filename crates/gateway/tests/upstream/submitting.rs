//! What becomes of a request on its way to JOB.

use crate::{DIALECTS, Front, on_hosts};
use serde_json::json;
use std::fs;

const SUBMIT: &str = "/execute/fast_execute_script";

#[test]
fn a_request_runs_and_is_followed_in_both_dialects() {
    for dialect in DIALECTS {
        let front = Front::start(dialect);
        let answer = front.post(SUBMIT, &on_hosts("echo $1", &[101, 102]));
        assert_eq!(answer.status, 200, "{}", answer.text);
        // Above 2^53: nothing may read it as a floating point number.
        let data = &answer.json()["data"];
        assert_eq!(data["job_instance_id"], 9_007_199_254_740_993_i64);
        assert_eq!(data["step_instance_id"], 9_007_199_254_740_994_i64);
        assert!(data["job_instance_name"].is_string());
        let job = data["job_instance_id"].as_i64().expect("an id");
        let status = front.served.wait_until_finished(job);
        assert_eq!(status["job_instance"]["status"], 3);
        let objects = &status["step_instance_list"][0]["execute_object_result_list"];
        assert_eq!(objects[0]["execute_object"]["host"]["ip"], "10.0.0.101");
        assert_eq!(objects[1]["status"], 9);
        assert!(front.served.output(job, 102).starts_with("主机 102"));
        let sent =
            front.stub.seen().into_iter().find(|seen| seen.path.ends_with("fast_execute_script"));
        assert_eq!(sent.expect("sent").path, format!("/api/{dialect}/fast_execute_script"));
    }
}

#[test]
fn nothing_is_sent_that_the_dialect_cannot_say() {
    let front = Front::start("v4");
    for (target, finding) in [
        (
            json!({ "container_id_list": [10001] }),
            "/execute_target/container_id_list dialect_container_ids",
        ),
        (json!({ "host_id_list": [0] }), "/execute_target/host_id_list/0 id_out_of_range"),
    ] {
        let mut request = on_hosts("echo", &[1]);
        request["execute_target"] = target;
        let answer = front.post(SUBMIT, &request);
        answer.is_error(400, "INVALID_ARGUMENT");
        assert_eq!(answer.findings(), [finding]);
    }
    // In three days, v4 alone lets a script run.
    let mut request = on_hosts("echo", &[1]);
    request["timeout"] = 259_200.into();
    assert_eq!(front.post(SUBMIT, &request).status, 200);
    let v3 = Front::start("v3");
    v3.post(SUBMIT, &request).is_error(400, "INVALID_ARGUMENT");
    assert_eq!((front.stub.job_count(), v3.stub.count("fast_execute_script")), (1, 0));
}

#[test]
fn containers_are_said_by_the_names_of_the_inventory_file() {
    let front = Front::start("v4");
    let selector = |id: i64| {
        let mut request = on_hosts("echo", &[1]);
        request["execute_target"] = json!({ "container_label_selector_list": [{
            "topo_node_type": "namespace", "topo_node_id": id,
            "label_selector_expr_list": [{ "label_key": "app", "label_value": "a,b", "operator": "in" }],
        }] });
        request
    };
    let answer = front.post(SUBMIT, &selector(18881));
    answer.is_error(400, "FAILED_PRECONDITION");
    let pointer = "/execute_target/container_label_selector_list/0/topo_node_id";
    assert_eq!(answer.findings(), [format!("{pointer} dialect_node_unknown")]);

    let file = front.folder.path().join("inventory.toml");
    fs::write(
        &file,
        r#"
        [[scope]]
        type = "biz"
        id = 1
        [[node]]
        type = "cluster"
        id = 500
        name = "BCS-K8S-00001"
        [[node]]
        type = "namespace"
        id = 18881
        name = "bkjob"
        parent = { type = "cluster", id = 500 }
        "#,
    )
    .expect("written");
    let front = Front::with("v4", &["--inventory", crate::path(&file)]);
    let answer = front.post(SUBMIT, &selector(18881));
    assert_eq!(answer.status, 200, "{}", answer.text);
    let sent = front.stub.seen().pop().expect("sent").body;
    let filter = &sent["execute_target"]["kube_container_filters"][0];
    assert_eq!(filter["kube_cluster_filter"]["cluster_uid_list"], json!(["BCS-K8S-00001"]));
    assert_eq!(filter["kube_namespace_filter"]["namespace_name_list"], json!(["bkjob"]));
    assert_eq!(filter["kube_pod_filter"]["label_selector"][0]["values"], json!(["a", "b"]));
    // Containers have logs and states as hosts do; their batches nobody tells.
    let job = answer.json()["data"]["job_instance_id"].as_i64().expect("an id");
    let status = front.served.wait_until_finished(job);
    let object = &status["step_instance_list"][0]["execute_object_result_list"][0];
    assert_eq!(object["execute_object"]["container"]["container_uid"], "docker://10001");
    assert!(object.get("batch").is_none());
    let log = json!({ "execute_object_list": [{ "type": 2, "resource_id": "10001" }] });
    let step = front.step_of(job);
    let log = front.post(&format!("/jobInstance/{job}/stepInstance/{step}/log"), &log).json();
    let piece = &log["data"]["script_execute_object_task_logs"][0];
    assert!(piece["log_content"].as_str().expect("text").starts_with("主机 10001"));
}

#[test]
fn a_key_is_good_for_one_job() {
    let front = Front::start("v4");
    let path = format!("{}{SUBMIT}", crate::SCOPE);
    let body = on_hosts("echo", &[101]).to_string();
    let key = [("Idempotency-Key", "once")];
    let first = front.served.post(&path, &body, &key);
    let second = front.served.post(&path, &body, &key);
    assert_eq!((first.status, second.status), (200, 200));
    assert_eq!(first.json()["data"], second.json()["data"]);
    assert_eq!(front.stub.job_count(), 1);
    let other = front.served.post(&path, &on_hosts("echo", &[102]).to_string(), &key);
    other.is_error(422, "IDEMPOTENCY_KEY_REUSED");
}

#[test]
fn what_was_asked_for_is_kept_without_its_secrets() {
    let front = Front::start("v3");
    let mut request = on_hosts("echo $1", &[101]);
    request["script_param"] = "Y2FuYXJ5LXBhcmFt".into();
    request["is_param_sensitive"] = 1.into();
    let answer = front.post(SUBMIT, &request);
    assert_eq!(answer.status, 200, "{}", answer.text);
    let job = answer.json()["data"]["job_instance_id"].clone();
    let stored = front.get(&format!("/jobInstance/{job}/request")).json();
    assert_eq!(stored["data"]["script_param"], "******");
    assert_eq!(stored["data"]["execute_target"], request["execute_target"]);
}
