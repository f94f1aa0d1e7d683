//! The end of the gateway, by policy, and what is not kept for ever.

use crate::served::{SUBMIT, Served, folder, shell, wait_for};
use rusqlite::Connection;
use serde_json::json;

#[test]
fn a_stop_that_waits() {
    let folder = folder();
    let mut served = Served::with(folder.path(), &["--on-stop", "finish"]);
    let go = folder.path().join("go");
    let mut body = shell(
        &format!("until [ -e '{}' ]; do sleep 0.1; done; echo done", go.display()),
        &[101, 102],
    );
    body["rolling_config"] = json!({ "expression": "1", "mode": 1 });
    let job = served.run(&body);
    served.signal("TERM");
    let refused = wait_for("refusals", || {
        let answer = served.submit(&shell("true", &[101]));
        (answer.status != 200).then_some(answer)
    });
    refused.is_error(503, "UNAVAILABLE");
    assert_ne!(refused.header("retry-after"), "");
    assert_eq!(served.status(job)["job_instance"]["status"], 2, "questions are answered");
    std::fs::write(go, "").expect("written");
    assert!(served.wait_until_ended().success());
    let served = Served::start(folder.path());
    assert_eq!(served.status(job)["job_instance"]["status"], 3);
    assert_eq!(served.output(job, 102), "done\n");
}

#[test]
fn a_second_signal_does_not_wait() {
    let folder = folder();
    let mut served = Served::with(folder.path(), &["--on-stop", "finish"]);
    let job = served.run(&shell("echo on; sleep 600", &[101]));
    wait_for("output", || (served.output(job, 101) == "on\n").then_some(()));
    served.signal("TERM");
    wait_for("refusals", || {
        (served.post(SUBMIT, "{}", &[]).status == 503
            || served.submit(&shell("true", &[102])).status == 503)
            .then_some(())
    });
    served.signal("TERM");
    assert!(served.wait_until_ended().success());
    let served = Served::start(folder.path());
    let status = served.status(job);
    assert_eq!(status["job_instance"]["status"], 11, "{status}");
    assert_eq!(status["job_instance"]["terminated_by"], "fastexec");
}

#[test]
fn runs_of_many_days_ago_go() {
    let folder = folder();
    let served = Served::start(folder.path());
    let jobs = ["echo old", "echo new"].map(|script| {
        let job = served.run(&shell(script, &[101]));
        served.wait_until_finished(job);
        job
    });
    drop(served);
    let database = Connection::open(folder.path().join("fastexec.db")).expect("a database");
    // Three days and a second, in milliseconds.
    let earlier = "UPDATE run SET create_time = create_time - 259201000 WHERE job_instance_id = ?1";
    assert_eq!(database.execute(earlier, [jobs[0]]), Ok(1));
    let served = Served::with(folder.path(), &["--keep-days", "3"]);
    let status = |job: i64| {
        served.get(&format!("/open/api/scope/biz/1/jobInstance/{job}/status"), &[]).status
    };
    wait_for("the end of the old run", || (status(jobs[0]) == 404).then_some(()));
    assert_eq!(served.output(jobs[1], 101), "new\n");
}

#[test]
fn old_runs_go_with_their_output() {
    let folder = folder();
    let served = Served::start(folder.path());
    let jobs: Vec<i64> = (0..3)
        .map(|_| {
            let job = served.run(&shell("echo kept", &[101]));
            served.wait_until_finished(job);
            job
        })
        .collect();
    let waiting = {
        let mut body = shell("true", &[101, 102]);
        body["rolling_config"] = json!({ "expression": "1", "mode": 3 });
        let job = served.run(&body);
        served.wait_for_status(job, 7);
        job
    };
    drop(served);
    let served = Served::with(folder.path(), &["--keep-runs", "2"]);
    let gone = |job: i64| {
        served.get(&format!("/open/api/scope/biz/1/jobInstance/{job}/status"), &[]).status == 404
    };
    wait_for("the end of the old runs", || (gone(jobs[0]) && gone(jobs[1])).then_some(()));
    wait_for("the end of their folders", || {
        let is_there = |job: &i64| folder.path().join("runs").join(job.to_string()).exists();
        (!jobs[..2].iter().any(is_there)).then_some(())
    });
    assert_eq!(served.output(jobs[2], 101), "kept\n");
    assert_eq!(served.status(waiting)["job_instance"]["status"], 7);
}
