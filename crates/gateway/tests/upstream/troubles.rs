//! Every way in which JOB's side says no, as the one error of the contract.

use crate::{DIALECTS, Front, on_hosts};
use serde_json::json;
use stub_job::Fault;

const SUBMIT: &str = "/execute/fast_execute_script";

#[test]
fn four_shapes_are_one() {
    for dialect in DIALECTS {
        let front = Front::start(dialect);
        let faults = [
            (Fault::Gateway(400, 1_640_001, "INVALID_ARGS"), 401, "UNAUTHENTICATED"),
            (Fault::Gateway(403, 1_640_301, "APP_NO_PERMISSION"), 403, "NO_PERMISSION"),
            (Fault::Gateway(413, 1_641_301, "BODY_TOO_LARGE"), 413, "PAYLOAD_TOO_LARGE"),
            (Fault::Unauthenticated, 401, "UNAUTHENTICATED"),
            (Fault::Html(403), 503, "UNAVAILABLE"),
            (
                Fault::Json(
                    200,
                    json!({ "result": false, "code": 1_244_026, "message": "表达式" }),
                ),
                400,
                "FAILED_PRECONDITION",
            ),
            (
                Fault::Json(
                    500,
                    json!({ "error": { "code": "INTERNAL", "message": "高危脚本", "data": null,
                        "details": [{ "code": "1244019", "message": "高危脚本" }] } }),
                ),
                400,
                "FAILED_PRECONDITION",
            ),
            (
                Fault::Json(500, json!({ "error": { "code": "INTERNAL", "message": "m" } })),
                500,
                "INTERNAL",
            ),
        ];
        for (fault, status, code) in faults {
            front.stub.fault("fast_execute_script", fault.clone());
            let answer = front.post(SUBMIT, &on_hosts("echo", &[101]));
            answer.is_error(status, code);
            // What was answered is kept as it came.
            let raw = &answer.json()["error"]["upstream"];
            assert!(raw["status"].is_number() && raw["body"].is_string(), "{fault:?}");
        }
        assert_eq!(front.stub.job_count(), 0);
    }
}

#[test]
fn what_job_refuses_of_a_request() {
    for dialect in DIALECTS {
        let front = Front::start(dialect);
        let refused = |member: &str, value: serde_json::Value| {
            let mut request = on_hosts("echo", &[101]);
            request[member] = value;
            front.post(SUBMIT, &request)
        };
        refused("execute_target", json!({ "host_id_list": [999] }))
            .is_error(400, "FAILED_PRECONDITION");
        // Not there, and so the request can't run: the address is right.
        refused("account_id", 999.into()).is_error(400, "FAILED_PRECONDITION");
        refused("script_content", "cm0gLXJmIC8=".into()).is_error(400, "FAILED_PRECONDITION");
    }
}

#[test]
fn a_permission_application_is_kept() {
    for dialect in DIALECTS {
        let front = Front::start(dialect);
        let path = "/open/api/scope/biz/403/execute/fast_execute_script";
        let answer = front.served.post(path, &on_hosts("echo", &[101]).to_string(), &[]);
        answer.is_error(403, "NO_PERMISSION");
        let application = &answer.json()["error"]["data"];
        assert_eq!(application["system_id"], "bk_job");
        assert_eq!(application["actions"][0]["id"], "access_business");
        let answer = front.served.get("/open/api/scope/biz/403/jobInstance/5/status", &[]);
        answer.is_error(403, "NO_PERMISSION");
    }
}

#[test]
fn a_job_that_is_not_there() {
    for dialect in DIALECTS {
        let front = Front::start(dialect);
        front.get("/jobInstance/5/status").is_error(404, "NOT_FOUND");
        front.get("/jobInstance/no/status").is_error(404, "NOT_FOUND");
        let log = json!({ "execute_object_list": [{ "type": 1, "resource_id": "1" }] });
        front.post("/jobInstance/5/stepInstance/6/log", &log).is_error(404, "NOT_FOUND");
    }
}

#[test]
fn questions_are_asked_again_when_that_may_help() {
    let front = Front::start("v4");
    let job = front.served.run(&on_hosts("echo", &[101]));
    for fault in [
        Fault::Reset,
        Fault::Truncated,
        Fault::Html(502),
        Fault::Gateway(502, 1_650_201, "ERROR_REQUESTING_RESOURCE"),
        Fault::Json(500, json!({ "error": { "code": "INTERNAL", "message": "m" } })),
    ] {
        let before = front.stub.count("get_job_instance_status");
        front.stub.fault("get_job_instance_status", fault.clone());
        // A look of another person asks by itself, whatever was asked before.
        let user =
            format!("{fault:?}").chars().filter(char::is_ascii_alphabetic).collect::<String>();
        let header = front.served.header.replace("\"tester\"", &format!("\"{user}\""));
        let path = format!("{}/jobInstance/{job}/status", crate::SCOPE);
        let headers = [("X-Bkapi-Authorization", header.as_str())];
        let answer = front.served.client.get(&path, &headers);
        assert_eq!(answer.status, 200, "{fault:?} {}", answer.text);
        assert_eq!(front.stub.count("get_job_instance_status") - before, 2, "{fault:?}");
    }
}

#[test]
fn a_storm_of_429_is_waited_out() {
    let front = Front::start("v4");
    let job = front.served.run(&on_hosts("echo", &[101]));
    front.stub.fault("get_job_instance_status", Fault::TooMany(Some(3)));
    let path = format!("/jobInstance/{job}/status");
    let first = front.get(&path);
    first.is_error(429, "RESOURCE_EXHAUSTED");
    assert_eq!(first.header("retry-after"), "3");
    // Whoever asks for whatever meanwhile: JOB isn't asked.
    let before = front.stub.seen().len();
    front.get("/inventory/accounts").is_error(429, "RESOURCE_EXHAUSTED");
    front.post(SUBMIT, &on_hosts("echo", &[101])).is_error(429, "RESOURCE_EXHAUSTED");
    front.get(&path).is_error(429, "RESOURCE_EXHAUSTED");
    assert_eq!(front.stub.seen().len(), before);
    crate::served::wait_for("the end of the storm", || {
        (front.get(&path).status == 200).then_some(())
    });
    assert_eq!(front.stub.job_count(), 1);
}

#[test]
fn a_dead_job_is_said_to_be_dead() {
    let front = Front::start("v4");
    let Front { served, stub, folder } = front;
    drop(stub);
    let _folder = folder;
    let answer = crate::served::wait_for("a refusal", || {
        let answer = served.submit(&on_hosts("echo", &[101]));
        // The stand-in needs a moment to end.
        (answer.json()["error"]["code"] == "UNAVAILABLE").then_some(answer)
    });
    answer.is_error(503, "UNAVAILABLE");
    assert_eq!(served.get("/session", &[]).status, 200);
}
