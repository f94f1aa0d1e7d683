//! What the documents say of the gateway is so.

use crate::client::raw;
use crate::served::{Served, folder};
use serde_json::Value;
use std::path::{Path, PathBuf};

pub(crate) fn document(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn served_with_the_example(folder: &Path) -> Served {
    let text = document("inventory.md");
    let example = text.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next());
    let path = folder.join("inventory.toml");
    std::fs::write(&path, example.expect("an example")).expect("written");
    Served::with(&folder.join("data"), &["--inventory", path.to_str().expect("UTF-8")])
}

#[test]
fn the_example_of_the_inventory_is_a_good_one() {
    let folder = folder();
    let served = served_with_the_example(folder.path());
    for (path, total) in [
        ("accounts", 1),
        ("scripts", 1),
        ("hosts", 2),
        ("groups", 2),
        ("topology", 5),
        ("containers", 1),
    ] {
        let answer = served.get(&format!("/open/api/scope/biz/2/inventory/{path}"), &[]);
        assert_eq!(answer.json()["data"]["total"], total, "{path}: {}", answer.text);
    }
}

/// Every path of the OpenAPI document, filled in, with each of its methods.
fn operations(served: &Served) -> Vec<(String, String)> {
    let document: Value = served.client.get("/openapi.json", &[]).json();
    let paths = document["paths"].as_object().expect("paths");
    let filled = |path: &str| {
        path.replace("{scopeType}", "biz")
            .replace("{scopeId}", "1")
            .replace("{jobInstanceId}", "10000")
            .replace("{stepInstanceId}", "10001")
    };
    let methods = |item: &Value| -> Vec<String> {
        let names = item.as_object().expect("an item").keys();
        names
            .filter(|name| ["get", "put", "post", "delete"].contains(&name.as_str()))
            .map(|it| it.to_uppercase())
            .collect()
    };
    paths
        .iter()
        .flat_map(|(path, item)| {
            methods(item).into_iter().map(move |method| (method, filled(path)))
        })
        .collect()
}

#[test]
fn every_operation_is_there_and_refuses_strangers() {
    let folder = folder();
    let served = Served::start(folder.path());
    let operations = operations(&served);
    assert!(operations.len() > 15, "{operations:?}");
    let send = |method: &str, path: &str, host: &str, origin: &str| {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\n{origin}Connection: close\r\n\
             Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{{}}"
        );
        raw(&served.address, &request)
    };
    for (method, path) in &operations {
        let own = send(method, path, &served.address, "");
        assert!(!matches!(own.status, 403 | 405), "{method} {path}: {}", own.status);
        let is_open =
            ["/session", "/healthz", "/metrics", "/openapi.json"].contains(&path.as_str());
        assert!(is_open || own.status == 401, "{method} {path}: {}", own.status);
        send(method, path, "evil.example", "").is_error(403, "NO_PERMISSION");
        if method != "GET" {
            for origin in ["Origin: http://evil.example\r\n", "Sec-Fetch-Site: cross-site\r\n"] {
                send(method, path, &served.address, origin).is_error(403, "NO_PERMISSION");
            }
        }
    }
}

#[test]
fn a_public_name_is_known_and_counters_are_not_for_everybody() {
    let folder = folder();
    let options = ["--public-host", "fastexec.example"];
    let served = Served::with(folder.path(), &options);
    let request = |host: &str, origin: &str| {
        let request = format!(
            "POST /session HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{{}}"
        );
        raw(&served.address, &request)
    };
    request("fastexec.example", "https://fastexec.example").is_error(400, "INVALID_ARGUMENT");
    request("fastexec.example", "https://other.example").is_error(403, "NO_PERMISSION");
    request("other.example", "https://fastexec.example").is_error(403, "NO_PERMISSION");
    assert_eq!(served.client.get("/metrics", &[]).status, 200);
}

#[test]
fn counters_of_a_gateway_that_others_reach_need_a_secret() {
    let folder = folder();
    let mut child = crate::served::fastexec();
    child.args([
        "serve",
        "--listen",
        "0.0.0.0:0",
        "--public-host",
        "fastexec.example",
        "--data-dir",
    ]);
    let served = Served::of(child.arg(folder.path()), folder.path());
    let port = served.address.rsplit(':').next().expect("a port");
    let ask = |header: &str| {
        let request = format!(
            "GET /metrics HTTP/1.1\r\nHost: fastexec.example\r\n{header}Connection: close\r\n\r\n"
        );
        raw(&format!("127.0.0.1:{port}"), &request)
    };
    ask("").is_error(401, "UNAUTHENTICATED");
    assert_eq!(ask(&format!("X-Bkapi-Authorization: {}\r\n", served.header)).status, 200);
}

/// Whether a text is what an example says, in which … stands for anything.
fn is_like(text: &str, example: &str) -> bool {
    let mut rest = text;
    let mut parts = example.split('…');
    let Some(after) = parts.next().and_then(|first| rest.strip_prefix(first)) else {
        return false;
    };
    rest = after;
    for part in parts {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    rest.is_empty() || example.ends_with('…')
}

#[test]
fn the_examples_of_the_api_print_what_they_say() {
    let folder = folder();
    let served = Served::start(folder.path());
    let text = document("api.md");
    let mut blocks =
        text.split("```").skip(1).step_by(2).skip_while(|block| !block.starts_with("sh\n"));
    let mut count = 0;
    while let (Some(command), Some(expected)) = (blocks.next(), blocks.next()) {
        let command = command.strip_prefix("sh\n").expect("a command");
        let expected = expected.strip_prefix("text\n").expect("what it prints").trim_end();
        let output = std::process::Command::new("bash")
            .args(["-euo", "pipefail", "-c", command])
            .env("FASTEXEC", format!("http://{}", served.address))
            .env("AUTH", &served.header)
            .output()
            .expect("bash runs");
        let printed = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(is_like(&printed, expected), "{command}\nprints {printed}\nnot {expected}");
        count += 1;
    }
    assert!(count >= 8, "{count} examples");
}
