//! Who is let in, and from where.

use crate::client::raw;
use crate::served::{SUBMIT, Served, folder, shell};
use serde_json::json;

#[test]
fn without_a_right_header_nothing_runs() {
    let folder = folder();
    let served = Served::start(folder.path());
    let ran = folder.path().join("ran");
    let body = shell(&format!("touch {}", ran.display()), &[101]).to_string();
    let wrong = |app: &str, secret: &str| {
        json!({ "bk_app_code": app, "bk_app_secret": secret, "bk_username": "tester" }).to_string()
    };
    let secret = "0".repeat(64);
    for header in [
        None,
        Some(String::new()),
        Some("{".to_owned()),
        Some("[]".to_owned()),
        Some(r#"{"bk_app_code":"fastexec"}"#.to_owned()),
        Some(wrong("fastexec", &secret)),
        Some(wrong("fastexec", "")),
        Some(wrong("another", &secret)),
        // Right, but for the person.
        Some(served.header.replace("tester", "")),
    ] {
        let headers: Vec<(&str, &str)> =
            header.iter().map(|it| ("X-Bkapi-Authorization", it.as_str())).collect();
        for (path, body) in [
            (SUBMIT, body.as_str()),
            ("/open/api/scope/biz/1/jobInstance/10000/stepInstance/10001/log", "{}"),
        ] {
            served.client.post(path, body, &headers).is_error(401, "UNAUTHENTICATED");
        }
        let status = "/open/api/scope/biz/1/jobInstance/10000/status";
        served.client.get(status, &headers).is_error(401, "UNAUTHENTICATED");
    }
    // The next run has the first number: none was recorded before it.
    let job = served.run(&shell("true", &[101]));
    assert_eq!(job, 10_000);
    served.wait_until_finished(job);
    assert!(!ran.exists());
}

#[test]
fn another_host_is_refused_everywhere() {
    let folder = folder();
    let served = Served::start(folder.path());
    for path in
        ["/", "/healthz", "/session", "/runs/1", "/open/api/scope/biz/1/jobInstance/1/status"]
    {
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: evil.example:8600\r\nConnection: close\r\n\r\n");
        raw(&served.address, &request).is_error(403, "NO_PERMISSION");
    }
    let request = "GET /healthz HTTP/1.1\r\nHost: localhost:PORT\r\nConnection: close\r\n\r\n";
    let port = served.address.rsplit(':').next().expect("a port");
    assert_eq!(raw(&served.address, &request.replace("PORT", port)).status, 200);
}

#[test]
fn another_origin_changes_nothing() {
    let folder = folder();
    let served = Served::start(folder.path());
    let body = shell("true", &[101]).to_string();
    for (name, value) in [
        ("Origin", "http://evil.example"),
        ("Origin", "null"),
        ("Origin", "http://127.0.0.1:1"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
    ] {
        served.post(SUBMIT, &body, &[(name, value)]).is_error(403, "NO_PERMISSION");
        let link = json!({ "token": served.token }).to_string();
        served.client.post("/session", &link, &[(name, value)]).is_error(403, "NO_PERMISSION");
        served.client.delete("/session", &[(name, value)]).is_error(403, "NO_PERMISSION");
    }
    let own = format!("http://{}", served.address);
    assert_eq!(served.post(SUBMIT, &body, &[("Origin", &own)]).status, 200);
}

#[test]
fn trunk_may_stand_in_between_when_asked_for() {
    for (options, status) in [(&["--dev"][..], 200), (&[], 403)] {
        let folder = folder();
        let served = Served::with(folder.path(), options);
        let body = shell("true", &[101]).to_string();
        let request = format!(
            "POST {SUBMIT} HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://127.0.0.1:8080\r\nConnection: close\r\n\
             X-Bkapi-Authorization: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            served.header,
            body.len()
        );
        assert_eq!(raw(&served.address, &request).status, status, "{options:?}");
    }
}

#[test]
fn every_answer_keeps_browsers_safe() {
    let folder = folder();
    let served = Served::start(folder.path());
    for path in ["/", "/healthz", "/nothing", "/open/api/scope/biz/1/jobInstance/1/status"] {
        let answer = served.client.get(path, &[]);
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'")
                && policy.contains("frame-ancestors 'none'")
                && !policy.contains("unsafe-inline"),
            "{path}: {policy}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
    }
}
