//! Accounts, scripts, history: JOB's lists in our words.

use crate::{DIALECTS, Front, on_hosts};
use serde_json::json;

#[test]
fn accounts_and_scripts() {
    let front = Front::start("v4");
    let accounts = front.get("/inventory/accounts").json();
    assert_eq!(
        accounts["data"]["account_list"][1],
        json!({ "id": 1001, "alias": "运维", "user": "ops" })
    );
    let found = front.get("/inventory/accounts?search=OPS").json();
    assert_eq!(
        (&found["data"]["total"], &found["data"]["account_list"][0]["id"]),
        (&json!(1), &json!(1001))
    );
    let scripts = front.get("/inventory/scripts").json();
    let list = scripts["data"]["script_list"].as_array().expect("a list");
    let names: Vec<_> = list.iter().map(|it| it["name"].as_str().expect("a name")).collect();
    assert_eq!(names, ["a.sh", "b.sh", "公共.sh"]);
    assert_eq!(
        list[0]["script_version_list"][0],
        json!({ "script_version_id": 101, "version": "V2.0", "status": 0, "script_language": 1 })
    );
    assert_eq!(list[2]["script_version_list"][0]["script_version_id"], 300);
    // A list is asked for once a minute.
    let before = front.stub.seen().len();
    front.get("/inventory/scripts?search=a");
    assert_eq!(front.stub.seen().len(), before);
}

#[test]
fn what_job_does_not_tell_is_not_there() {
    let front = Front::start("v3");
    for list in ["hosts", "topology", "groups", "containers"] {
        let answer = front.get(&format!("/inventory/{list}")).json();
        assert_eq!(answer["data"]["total"], 0, "{list}");
    }
    let resolve = |target: serde_json::Value| {
        front.post("/inventory/resolve", &json!({ "execute_target": target }))
    };
    let hosts = resolve(json!({ "host_id_list": [101, 102] })).json();
    assert_eq!(hosts["data"]["host_count"], 2);
    resolve(json!({ "host_dynamic_group_list": [{ "id": "a" }] }))
        .is_error(400, "FAILED_PRECONDITION");
}

#[test]
fn history() {
    for dialect in DIALECTS {
        let front = Front::start(dialect);
        let mut jobs = Vec::new();
        for name in ["first", "second", "third"] {
            let mut request = on_hosts("echo", &[101]);
            request["task_name"] = name.into();
            jobs.push(front.served.run(&request));
        }
        let page = front.get("/jobInstance?offset=0&length=2").json();
        assert_eq!(page["data"]["total"], 3);
        let list = page["data"]["job_instance_list"].as_array().expect("a list");
        let names: Vec<_> = list.iter().map(|it| it["name"].as_str().expect("a name")).collect();
        assert_eq!(names, ["third", "second"]);
        assert_eq!(list[0]["job_instance_id"], jobs[2]);
        let found = front.get("/jobInstance?name=irs").json();
        assert_eq!(found["data"]["job_instance_list"][0]["name"], "first");
        assert_eq!(front.get("/jobInstance?status=x").status, 400);
        assert_eq!(page["data"]["lost_submission_list"], json!([]));
    }
}

/// A job that somebody else submitted.
#[test]
fn the_request_of_a_job_that_was_not_submitted_here() {
    let one = Front::start("v3");
    let mut request = on_hosts("echo $1", &[101, 102]);
    request["script_param"] = "aGVsbG8=".into();
    request["timeout"] = 60.into();
    let job = one.served.run(&request);
    // Another gateway, which has not heard of it.
    let app = one.folder.path().join("app.json");
    let url = one.stub.url();
    let options = ["--upstream", &url, "--dialect", "v4", "--upstream-app", crate::path(&app)];
    let other = crate::served::Served::with(&one.folder.path().join("other"), &options);
    let told = other.get(&format!("{}/jobInstance/{job}/request", crate::SCOPE), &[]).json();
    for member in ["script_content", "script_language", "script_param", "timeout", "account_id"] {
        assert_eq!(told["data"][member], request[member], "{member}");
    }
    assert_eq!(told["data"]["execute_target"]["host_id_list"], json!([101, 102]));
}
