//! A store that can't be written: nothing runs, and the answer says why.

use crate::served::{SUBMIT, Served, folder, shell};
use rusqlite::Connection;

#[test]
fn a_database_that_another_program_holds() {
    let folder = folder();
    let served = Served::start(folder.path());
    let other = Connection::open(folder.path().join("fastexec.db")).expect("a database");
    other.execute_batch("BEGIN IMMEDIATE").expect("held");
    let ran = folder.path().join("ran");
    let body = shell(&format!("touch '{}'", ran.display()), &[101]);
    let answer = served.post(SUBMIT, &body.to_string(), &[("Idempotency-Key", "once")]);
    answer.is_error(503, "UNAVAILABLE");
    assert!(
        answer.text.contains("locked") && !answer.header("retry-after").is_empty(),
        "{}",
        answer.text
    );
    // Questions are still answered.
    assert_eq!(served.client.get("/healthz", &[]).status, 200);
    other.execute_batch("COMMIT").expect("let go");
    assert!(!ran.exists());
    let answer = served.post(SUBMIT, &body.to_string(), &[("Idempotency-Key", "once")]);
    assert_eq!(answer.status, 200, "{}", answer.text);
    served.wait_until_finished(answer.json()["data"]["job_instance_id"].as_i64().expect("an id"));
    assert!(ran.exists());
}

#[test]
fn a_database_of_a_newer_version() {
    let folder = folder();
    drop(Served::start(folder.path()));
    let database = folder.path().join("fastexec.db");
    let newer = Connection::open(&database).expect("a database");
    newer.pragma_update(None, "user_version", 1_000).expect("set");
    let output = crate::served::fastexec()
        .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
        .arg(folder.path())
        .output()
        .expect("fastexec runs");
    let error = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert!(error.contains("newer fastexec"), "{error}");
}

#[test]
fn who_did_what_is_written_once_and_for_all() {
    let folder = folder();
    let served = Served::start(folder.path());
    let job = served.run(&shell("sleep 600", &[101]));
    served.operate_well(job, 1);
    served.wait_until_finished(job);
    served.post(SUBMIT, "{}", &[]).is_error(400, "INVALID_ARGUMENT");
    let stranger = served.client.send("PUT", "/session/upstream", "{}", &[]);
    assert!(stranger.status >= 400, "{}", stranger.text);
    let refusal = stranger.json()["error"]["code"].as_str().expect("a code").to_owned();
    let output =
        crate::served::fastexec().args(["audit", "--data-dir"]).arg(folder.path()).output();
    let text = String::from_utf8(output.expect("fastexec runs").stdout).expect("UTF-8");
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    let told: Vec<(&str, &str, &str, &str)> =
        rows.iter().map(|row| (row[1], row[3], row[4], row[5])).collect();
    let target = format!("job {job}");
    let expected = [
        ("tester", "submit", target.as_str(), "recorded"),
        ("tester", "terminate", target.as_str(), "done"),
        ("tester", "refused", SUBMIT, "INVALID_ARGUMENT"),
        ("", "refused", "/session/upstream", refusal.as_str()),
    ];
    assert_eq!(told, expected, "{text}");
    assert!(
        rows.iter().all(|row| row[0].ends_with('Z') && row[2].starts_with("127.0.0.1:")),
        "{text}"
    );
    let database = Connection::open(folder.path().join("fastexec.db")).expect("a database");
    for change in ["DELETE FROM audit", "UPDATE audit SET who = 'nobody'"] {
        let error = database.execute(change, []).expect_err("refused").to_string();
        assert!(error.contains("append-only"), "{change}: {error}");
    }
}
