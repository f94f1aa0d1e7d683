//! Secrets are in no log, no answer, and nowhere on the disk but where they must be.

use crate::served::{SUBMIT, Served, folder, shell};
use fastexec_contract::base64_text;
use serde_json::{Value, json};
use std::path::Path;

const PARAMETER: &str = "correct-horse-battery";

/// The files of a folder that hold a text.
fn files_with(folder: &Path, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files_with(&path, text));
        } else if let Ok(bytes) = std::fs::read(&path)
            && bytes.windows(text.len()).any(|window| window == text.as_bytes())
        {
            found.push(path.file_name().expect("a name").to_string_lossy().into_owned());
        }
    }
    found
}

#[test]
fn secrets_stay_where_they_are() {
    let folder = folder();
    let mut served = Served::start(folder.path());
    let header: Value = serde_json::from_str(&served.header).expect("JSON");
    let secret = header["bk_app_secret"].as_str().expect("a secret").to_owned();
    let encoded = base64_text::encode(PARAMETER);
    let mut body = shell("echo ran", &[101]);
    body["script_param"] = json!(encoded);
    body["is_param_sensitive"] = json!(1);

    let accepted = served.post(SUBMIT, &body.to_string(), &[("Idempotency-Key", "one")]);
    assert_eq!(accepted.status, 200, "{}", accepted.text);
    let job = accepted.json()["data"]["job_instance_id"].as_i64().expect("an id");
    let status = served.wait_until_finished(job);
    assert_eq!(served.output(job, 101), "ran\n");
    body["timeout"] = json!(0);
    let refused = served.submit(&body);
    refused.is_error(400, "INVALID_ARGUMENT");
    let wrong_person = served.header.replace("tester", "");
    let denied = served.client.post(SUBMIT, "{}", &[("X-Bkapi-Authorization", &wrong_person)]);
    denied.is_error(401, "UNAUTHENTICATED");

    let request = served.get(&format!("/open/api/scope/biz/1/jobInstance/{job}/request"), &[]);
    let history = served.get("/open/api/scope/biz/1/jobInstance", &[]);
    let metrics = served.client.get("/metrics", &[]);
    let audit = crate::served::fastexec().args(["audit", "--data-dir"]).arg(folder.path()).output();
    let audit = String::from_utf8(audit.expect("fastexec runs").stdout).expect("UTF-8");
    served.signal("TERM");
    assert!(served.wait_until_ended().success());
    let texts =
        [accepted.text, refused.text, denied.text, request.text, history.text, metrics.text];
    let seen = [&texts[..], &[served.logged(), status.to_string(), audit]].concat().join("\n");
    assert!(seen.contains("job"), "the log is part of what was seen: {seen}");
    for hidden in [PARAMETER, &encoded, &secret, &served.token] {
        assert!(!seen.contains(hidden), "{hidden} in {seen}");
    }
    assert_eq!(files_with(folder.path(), PARAMETER), [""; 0]);
    assert_eq!(files_with(folder.path(), &encoded), [""; 0]);
    assert_eq!(files_with(folder.path(), &served.token), [""; 0]);
    assert_eq!(files_with(folder.path(), &secret), ["app_secret"]);
}

#[test]
fn the_secret_of_the_environment_is_written_nowhere() {
    let folder = folder();
    let output = crate::served::fastexec()
        .args(["header", "--user", "tester", "--data-dir"])
        .arg(folder.path())
        .env("FASTEXEC_APP_SECRET", "of-the-environment")
        .output()
        .expect("fastexec runs");
    let header: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let expected = json!({ "bk_app_code": "fastexec", "bk_app_secret": "of-the-environment", "bk_username": "tester" });
    assert_eq!(header, expected);
    assert_eq!(files_with(folder.path(), "of-the-environment"), [""; 0]);
}

/// Processes whose command line or environment holds a text.
fn processes_with(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").expect("a folder").flatten() {
        let read = |name: &str| std::fs::read(entry.path().join(name)).unwrap_or_default();
        let (words, environment) = (read("cmdline"), read("environ"));
        let holds = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(text);
        if holds(&words) || holds(&environment) {
            found.push(String::from_utf8_lossy(&words).replace('\0', " "));
        }
    }
    found
}

#[test]
fn only_the_script_itself_has_its_parameters() {
    let folder = folder();
    let served = Served::start(folder.path());
    let canary = format!("canary-{}", std::process::id());
    let mut body = shell("echo on; sleep 600; :", &[101]);
    body["script_param"] = json!(base64_text::encode(&canary));
    body["is_param_sensitive"] = json!(1);
    let job = served.run(&body);
    crate::served::wait_for("output", || (served.output(job, 101) == "on\n").then_some(()));
    let found = processes_with(&canary);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("script.sh"), "{found:?}");
    let own: Value = serde_json::from_str(&served.header).expect("JSON");
    let secret = own["bk_app_secret"].as_str().expect("a secret");
    assert_eq!(processes_with(secret), [""; 0]);
}
