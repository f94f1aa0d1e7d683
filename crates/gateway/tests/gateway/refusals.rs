//! What is wrong with a request is said at once, in the language of the one who asks.

use crate::served::{SUBMIT, Served, folder, shell};
use fastexec_contract::{Lang, check};
use serde_json::json;

#[test]
fn every_finding_in_both_languages() {
    let folder = folder();
    let served = Served::start(folder.path());
    let body = r#"{"timeout":0,"script_content":"ZWNobw==","script_language":1,"execute_target":{"host_id_list":[101]}}"#;
    let (_, report) = check(body.as_bytes());
    for (asked, lang) in [("en", Lang::En), ("zh-CN,zh;q=0.9", Lang::ZhCn)] {
        let answer = served.post(SUBMIT, body, &[("Accept-Language", asked)]);
        answer.is_error(400, "INVALID_ARGUMENT");
        let mut findings = answer.findings();
        findings.sort();
        assert_eq!(findings, ["/account_id account_missing", "/timeout timeout_out_of_range"]);
        let expected = serde_json::to_value(report.in_lang(lang)).expect("JSON");
        assert_eq!(answer.json()["error"]["data"]["findings"], expected);
        assert_eq!(answer.header("content-language"), lang.tag());
    }
}

#[test]
fn everything_that_is_not_there_is_named() {
    let folder = folder();
    let served = Served::start(folder.path());
    let body = json!({
        "script_version_id": 77,
        "account_alias": "nobody-of-this-name",
        "execute_target": {
            "host_id_list": [101, 999],
            "host_dynamic_group_list": [{ "id": "unknown" }],
            "host_topo_node_list": [{ "node_type": "module", "id": 77 }],
        },
    });
    let answer = served.submit(&body);
    answer.is_error(400, "FAILED_PRECONDITION");
    let findings = answer.findings();
    for pointer in [
        "/script_version_id",
        "/account_alias",
        "/execute_target/host_id_list/1",
        "/execute_target/host_dynamic_group_list/0",
        "/execute_target/host_topo_node_list/0",
    ] {
        assert!(
            findings.iter().any(|it| it.split(' ').next() == Some(pointer)),
            "{pointer}: {findings:?}"
        );
    }
}

#[test]
fn callbacks_to_places_of_this_machine_alone() {
    let folder = folder();
    let served = Served::start(folder.path());
    let mut body = shell("true", &[101, 102]);
    for host in ["127.0.0.1:1", "localhost", "[::1]", "169.254.169.254", "[fe80::1]"] {
        body["callback"] = json!({ "url": format!("http://{host}/") });
        let answer = served.submit(&body);
        answer.is_error(400, "FAILED_PRECONDITION");
        assert_eq!(answer.findings(), ["/callback/url callback_not_allowed"], "{host}");
    }
}

#[test]
fn addresses_methods_and_bodies() {
    let folder = folder();
    let served = Served::start(folder.path());
    let body = shell("true", &[101]).to_string();
    served.get("/open/api/scope/biz/1/nothing", &[]).is_error(404, "NOT_FOUND");
    served.get("/open/api/scope/biz/1/jobInstance/10000/status", &[]).is_error(404, "NOT_FOUND");
    served.get("/open/api/scope/biz/1/jobInstance/x/status", &[]).is_error(404, "NOT_FOUND");
    served.get("/nothing.js", &[]).is_error(404, "NOT_FOUND");
    served.get(SUBMIT, &[]).is_error(405, "METHOD_NOT_ALLOWED");
    served.post("/healthz", &body, &[]).is_error(405, "METHOD_NOT_ALLOWED");
    let plain = [("Content-Type", "text/plain")];
    served.post(SUBMIT, &body, &plain).is_error(415, "UNSUPPORTED_MEDIA_TYPE");
    let huge = format!("{{\"task_name\":\"{}\"}}", "x".repeat(33 * 1024 * 1024));
    served.post(SUBMIT, &huge, &[]).is_error(413, "PAYLOAD_TOO_LARGE");
    for (body, code) in [("", "json_syntax"), ("{", "json_syntax"), ("[]", "wrong_type")] {
        let answer = served.post(SUBMIT, body, &[]);
        answer.is_error(400, "INVALID_ARGUMENT");
        assert!(answer.findings().iter().any(|it| it.ends_with(code)), "{body:?}: {}", answer.text);
    }
}
