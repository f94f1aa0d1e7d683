//! The list of runs, and what was asked for.

use crate::served::{Served, folder, shell};
use serde_json::{Value, json};

const LIST: &str = "/open/api/scope/biz/1/jobInstance";

#[track_caller]
fn names(served: &Served, query: &str) -> (Vec<String>, i64) {
    let answer = served.get(&format!("{LIST}{query}"), &[]);
    assert_eq!(answer.status, 200, "{query}: {}", answer.text);
    let data = answer.json()["data"].clone();
    let runs = data["job_instance_list"].as_array().expect("a list");
    let name = |run: &Value| run["name"].as_str().expect("a name").to_owned();
    (runs.iter().map(name).collect(), data["total"].as_i64().expect("a number"))
}

#[test]
fn newest_first_filtered_and_paged() {
    let folder = folder();
    let served = Served::start(folder.path());
    for (name, script) in [("Alpha", "true"), ("beta", "false"), ("alphabet", "true")] {
        let mut body = shell(script, &[101]);
        body["task_name"] = json!(name);
        let job = served.run(&body);
        served.wait_until_finished(job);
    }
    for (query, expected, total) in [
        ("", &["alphabet", "beta", "Alpha"][..], 3),
        ("?length=1", &["alphabet"], 3),
        ("?offset=1&length=1", &["beta"], 3),
        ("?offset=3", &[], 3),
        ("?name=ALPHA", &["alphabet", "Alpha"], 2),
        ("?name=alpha&length=1&offset=1", &["Alpha"], 2),
        ("?status=4", &["beta"], 1),
        ("?operator=tester&status=3", &["alphabet", "Alpha"], 2),
        ("?operator=nobody", &[], 0),
        ("?create_time_end=1", &[], 0),
        ("?create_time_start=1", &["alphabet", "beta", "Alpha"], 3),
        ("?name=%25", &[], 0),
    ] {
        assert_eq!(
            names(&served, query),
            (expected.iter().map(|it| (*it).to_owned()).collect(), total),
            "{query}"
        );
    }
    let other = served.get("/open/api/scope/biz/2/jobInstance", &[]).json();
    assert_eq!(other["data"]["total"], 0, "runs of another scope");
    for query in ["?offset=-1", "?length=0", "?length=1001", "?status=good", "?offset=x"] {
        served.get(&format!("{LIST}{query}"), &[]).is_error(400, "INVALID_ARGUMENT");
    }
}

#[test]
fn the_request_of_a_run() {
    let folder = folder();
    let served = Served::start(folder.path());
    let mut body = shell("true", &[101]);
    body["task_name"] = json!("kept");
    body["script_param"] = json!(fastexec_contract::base64_text::encode("canary"));
    for (is_sensitive, shown) in [(0, body["script_param"].clone()), (1, json!("******"))] {
        body["is_param_sensitive"] = json!(is_sensitive);
        let job = served.run(&body);
        let mut expected = body.clone();
        expected["script_param"] = shown;
        let request = served.get(&format!("{LIST}/{job}/request"), &[]).json();
        assert_eq!(request["data"], expected);
    }
    served.get(&format!("{LIST}/9/request"), &[]).is_error(404, "NOT_FOUND");
}
