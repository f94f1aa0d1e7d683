//! The app's secret and people's tokens are in no answer, log, metric, database or argument.

use crate::{Front, on_hosts};
use serde_json::json;
use std::fs;
use std::path::Path;
use std::process::Command;
use stub_job::{ACCESS_TOKEN, APP_SECRET, BK_TOKEN, Fault};

/// Base64 of `canary-param`.
const PARAM: &str = "Y2FuYXJ5LXBhcmFt";

#[test]
fn secrets_are_found_nowhere() {
    let mut front = Front::with("v4", &["--upstream-timeout", "2"]);
    let body = json!({ "token": front.served.token }).to_string();
    let session = front.served.client.post("/session", &body, &[]);
    let session = session.header("set-cookie").split(';').next().expect("a cookie").to_owned();
    let cookie = format!("{session}; bk_token={BK_TOKEN}");
    let mut answers = Vec::new();
    let mut ask = |method: &str, path: &str, body: &str, cookie: &str| {
        let headers = [("Cookie", cookie), ("Content-Type", "application/json")];
        let answer = front.served.client.send(method, path, body, &headers);
        answers.push(format!("{:?} {}", answer.headers, answer.text));
    };
    let mut request = on_hosts("echo $1", &[101]);
    request["script_param"] = PARAM.into();
    request["is_param_sensitive"] = 1.into();
    let request = request.to_string();
    let submit = format!("{}/execute/fast_execute_script", crate::SCOPE);
    // A complaint that repeats what it was sent.
    let echo = |words: &[&str]| {
        let error = json!({ "code": "INVALID_ARGUMENT", "message": words.join(" ") });
        Fault::Json(400, json!({ "error": error }))
    };
    let refused = echo(&[APP_SECRET, BK_TOKEN, "canary-param"]);
    for fault in [None, Some(refused), Some(Fault::Reset), Some(Fault::Html(500))] {
        if let Some(fault) = fault {
            front.stub.fault("fast_execute_script", fault);
        }
        ask("POST", &submit, &request, &cookie);
    }
    let history = format!("{}/jobInstance", crate::SCOPE);
    ask("GET", &history, "", &cookie);
    front.stub.set_expired(true);
    ask("GET", &format!("{history}/5/status"), "", &cookie);
    let typed = json!({ "access_token": ACCESS_TOKEN }).to_string();
    ask("PUT", "/session/upstream", &typed, &session);
    front.stub.fault("get_account_list", echo(&[APP_SECRET, ACCESS_TOKEN]));
    ask("GET", &format!("{}/inventory/accounts", crate::SCOPE), "", &session);
    ask("GET", "/session", "", &cookie);
    ask("GET", "/metrics", "", &cookie);
    ask("GET", "/openapi.json", "", &cookie);
    assert!(answers.iter().any(|it| it.contains("fastexec_upstream_requests_total")), "metrics");
    // The stand-in was told: the search below looks for the right words.
    assert!(front.stub.count("fast_execute_script") >= 4);

    let arguments = Command::new("ps").args(["-eo", "args"]).output().expect("ps runs");
    let mut places = answers;
    places.push(String::from_utf8_lossy(&arguments.stdout).into_owned());
    // What it writes last counts too: its log and its files are whole when it has ended.
    front.served.signal("TERM");
    assert!(front.served.wait_until_ended().success());
    places.push(front.served.logged());
    let told = places.len();
    files(&front.folder.path().join("data"), &mut places);
    // What is no secret is kept, and found: the search reads what the gateway wrote.
    let script = fastexec_contract::base64_text::encode("echo $1");
    assert!(places[told..].iter().any(|file| file.contains(&script)), "no request in the database");
    for place in &places {
        for secret in [APP_SECRET, BK_TOKEN, ACCESS_TOKEN, "canary-param", PARAM] {
            assert!(!place.contains(secret), "{secret} in {place}");
        }
    }
}

fn files(folder: &Path, places: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            files(&path, places);
        } else {
            // Nobody removes or changes any of them now.
            places.push(String::from_utf8_lossy(&fs::read(&path).expect("readable")).into_owned());
        }
    }
}
