//! The contract's own example, word for word.

use crate::served::{SUBMIT, Served, folder};
use serde_json::{Value, json};

const DOCUMENT: &str = include_str!("../../../contract/testdata/fast_execute_script.zh.md");

/// The first JSON block behind "- Body".
fn example() -> &'static str {
    let body = DOCUMENT.split("- Body").nth(1).expect("the document has an example");
    let body = body.split("```json").nth(1).and_then(|text| text.split("```").next());
    body.expect("the example is a block of JSON").trim()
}

/// Type and id of each object, in the order of the answer.
fn names(objects: &[Value]) -> Vec<String> {
    objects
        .iter()
        .map(|object| {
            let object = &object["execute_object"];
            let kind = if object["type"] == 1 { "host" } else { "container" };
            format!("{kind} {}", object["resource_id"].as_str().expect("an id"))
        })
        .collect()
}

#[test]
fn runs_on_every_object_that_it_names() {
    let folder = folder();
    let served = Served::start(folder.path());
    let answer = served.post(SUBMIT, example(), &[]);
    assert_eq!(answer.status, 200, "{}", answer.text);
    let answer = answer.json();
    let data = answer["data"].as_object().expect("data");
    assert_eq!(data.len(), 3, "{answer}");
    let job = data["job_instance_id"].as_i64().expect("an id");
    assert!(data["step_instance_id"].is_i64(), "{answer}");
    let name = data["job_instance_name"].as_str().expect("a name");
    assert!(name.starts_with("API Quick execution script"), "{answer}");

    let status = served.wait_until_finished(job);
    assert_eq!(status["job_instance"]["status"], 3, "{status}");
    let objects = status["step_instance_list"][0]["execute_object_result_list"].as_array();
    let objects = objects.expect("objects");
    // Two hosts by id, four of the group, three of the module (one of them in both), then the containers: two by id,
    // and those that the selector finds.
    let names = names(objects);
    let hosts =
        ["101", "102", "103", "104", "105", "106", "107", "108"].map(|it| format!("host {it}"));
    assert_eq!(names[..8], hosts, "{status}");
    for id in ["10001", "10002"] {
        assert!(names.contains(&format!("container {id}")), "{names:?}");
    }
    assert_eq!(names.len(), 12, "{names:?}");

    for object in objects {
        assert_eq!((&object["status"], &object["exit_code"]), (&json!(9), &json!(0)), "{object}");
        let log = served.log(job, &object["execute_object"]);
        let output = log["log_content"].as_str().expect("text");
        assert!(output.contains("parameter: hello\n"), "{object}: {output}");
    }
}
