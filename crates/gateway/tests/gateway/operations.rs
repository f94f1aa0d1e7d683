//! What a person can ask of a run, and what comes of it.

use crate::served::{Served, batches, folder, objects, shell, wait_for};
use serde_json::{Value, json};

/// Fails on host 102 as long as there is no file `good` in its directory, and says which attempt it is.
const FAILS_ON_102: &str =
    "echo x >> tries; wc -l < tries; [ $FASTEXEC_RESOURCE_ID != 102 ] || [ -e good ]";

fn rolling(script: &str, hosts: &[i64], expression: &str, mode: i64) -> Value {
    let mut body = shell(script, hosts);
    body["rolling_config"] = json!({ "expression": expression, "mode": mode });
    body
}

#[track_caller]
fn not_allowed(served: &Served, job: i64, operation_codes: &[i64]) {
    let before = served.status(job);
    let allowed = &before["step_instance_list"][0]["operation_code_list"];
    for code in operation_codes {
        let answer = served.operate(job, *code);
        answer.is_error(400, "FAILED_PRECONDITION");
        assert_eq!(answer.findings(), ["/operation_code operation_not_allowed"], "{code}");
        assert!(!allowed.as_array().expect("a list").contains(&json!(code)), "{code} in {allowed}");
    }
    assert_eq!(served.status(job), before, "what is not allowed changes nothing");
}

fn make_good(folder: &std::path::Path) {
    std::fs::write(folder.join("objects/host-102/good"), "").expect("written");
}

#[test]
fn retry_of_what_failed() {
    let folder = folder();
    let served = Served::start(folder.path());
    let job = served.run(&shell(FAILS_ON_102, &[101, 102]));
    let status = served.wait_until_finished(job);
    assert_eq!(status["job_instance"]["status"], 4);
    assert_eq!(objects(&status, "status"), [9, 104]);
    not_allowed(&served, job, &[1, 13]);

    served.operate_well(job, 2);
    let status = served.wait_until_finished(job);
    assert_eq!(objects(&status, "status"), [3, 104], "the earlier success is not run again");
    assert_eq!(status["step_instance_list"][0]["execute_count"], 1);
    make_good(folder.path());
    served.operate_well(job, 2);
    let status = served.wait_until_finished(job);
    assert_eq!(status["job_instance"]["status"], 3);
    assert_eq!(objects(&status, "status"), [3, 9]);
    assert_eq!(objects(&status, "execute_count"), [0, 2]);
    assert_eq!((served.output(job, 101), served.output(job, 102)), ("1\n".into(), "3\n".into()));
    not_allowed(&served, job, &[1, 2, 3, 8, 13]);

    // Earlier attempts stay readable.
    let path = format!("/open/api/scope/biz/1/jobInstance/{job}/stepInstance/{}/log", job + 1);
    let object = json!({ "type": 1, "resource_id": "102" });
    for (attempt, output) in [(0, "1\n"), (1, "2\n"), (2, "3\n")] {
        let body = json!({ "execute_object_list": [object], "execute_count": attempt });
        let log = served.post(&path, &body.to_string(), &[]).json();
        assert_eq!(log["data"]["script_execute_object_task_logs"][0]["log_content"], output);
    }
    let path = format!(
        "/open/api/scope/biz/1/jobInstance/{job}/status?include_execute_object_task_result=true&execute_count=1"
    );
    let status = served.get(&path, &[]).json();
    assert_eq!(objects(&status["data"], "status"), [3, 104]);
}

#[test]
fn retry_of_all() {
    let folder = folder();
    let served = Served::start(folder.path());
    let job = served.run(&shell(FAILS_ON_102, &[101, 102]));
    served.wait_until_finished(job);
    make_good(folder.path());
    served.operate_well(job, 8);
    let status = served.wait_until_finished(job);
    assert_eq!(objects(&status, "status"), [9, 9]);
    assert_eq!((served.output(job, 101), served.output(job, 102)), ("2\n".into(), "2\n".into()));
}

#[test]
fn a_batch_that_failed_is_ignored() {
    let folder = folder();
    let served = Served::start(folder.path());
    let job = served.run(&rolling(FAILS_ON_102, &[101, 102, 103], "1", 1));
    let status = served.wait_until_finished(job);
    assert_eq!(status["job_instance"]["status"], 4);
    assert_eq!(batches(&status), [3, 4, 1], "the last batch waits");
    assert_eq!(objects(&status, "status"), [9, 104, 5]);

    served.operate_well(job, 3);
    let status = served.wait_for_status(job, 3);
    assert_eq!(batches(&status), [3, 6, 3]);
    assert_eq!(objects(&status, "batch"), [1, 2, 3]);
}

#[test]
fn only_the_current_batch_is_tried_again() {
    let folder = folder();
    let served = Served::start(folder.path());
    let job = served.run(&rolling(FAILS_ON_102, &[101, 102, 103], "1", 1));
    served.wait_until_finished(job);
    make_good(folder.path());
    served.operate_well(job, 8);
    let status = served.wait_for_status(job, 3);
    assert_eq!(batches(&status), [3, 3, 3]);
    assert_eq!(served.output(job, 101), "1\n");
    assert_eq!(served.output(job, 102), "2\n");
}

#[test]
fn each_batch_is_confirmed_by_hand() {
    let folder = folder();
    let served = Served::start(folder.path());
    let job = served.run(&rolling(FAILS_ON_102, &[101, 102, 103], "1", 3));
    let status = served.wait_for_status(job, 7);
    assert_eq!((&status["finished"], batches(&status)), (&json!(false), vec![3, 1, 1]));
    assert_eq!(status["step_instance_list"][0]["status"], 7);
    not_allowed(&served, job, &[2, 3, 8]);

    served.operate_well(job, 13);
    let status = served.wait_for_status(job, 4);
    assert_eq!(batches(&status), [3, 4, 1]);
    not_allowed(&served, job, &[1, 13]);
    served.operate_well(job, 3);
    let status = served.wait_for_status(job, 7);
    assert_eq!(batches(&status), [3, 6, 1], "ignored, and still asked before the next");
    served.operate_well(job, 13);
    let status = served.wait_for_status(job, 3);
    assert_eq!(batches(&status), [3, 6, 3], "the last batch asks nobody");
}

#[test]
fn a_job_that_waits_is_continued_after_a_restart() {
    let folder = folder();
    let served = Served::start(folder.path());
    let mut body = rolling("echo $1", &[101, 102], "1", 3);
    body["script_param"] = json!(fastexec_contract::base64_text::encode("kept"));
    body["is_param_sensitive"] = json!(1);
    let job = served.run(&body);
    served.wait_for_status(job, 7);
    served.kill();
    let served = Served::start(folder.path());
    assert_eq!(served.status(job)["job_instance"]["status"], 7);
    served.operate_well(job, 13);
    served.wait_for_status(job, 3);
    assert_eq!(served.output(job, 102), "kept\n");
}

#[test]
fn terminating_what_runs() {
    let folder = folder();
    let served = Served::start(folder.path());
    let script = "echo on; trap 'echo off; exit 1' TERM; while :; do sleep 0.1; done";
    let job = served.run(&rolling(script, &[101, 102, 103], "2", 1));
    wait_for("both to be on", || {
        let is_on = |host| served.output(job, host) == "on\n";
        (is_on(101) && is_on(102)).then_some(())
    });
    not_allowed(&served, job, &[2, 3, 8, 13]);
    served.operate_well(job, 1);
    let status = served.wait_for_status(job, 11);
    assert_eq!(batches(&status), [11, 1]);
    assert_eq!(objects(&status, "status"), [103, 103, 403]);
    assert_eq!(status["job_instance"]["terminated_by"], "tester");
    // The shell may say between these that its `sleep` was terminated too.
    let output = served.output(job, 101);
    assert!(output.starts_with("on\n") && output.ends_with("off\n"), "{output}");
    assert_eq!(served.output(job, 103), "");
    not_allowed(&served, job, &[1, 2, 3, 8, 13]);
}

#[test]
fn terminating_what_waits() {
    let folder = folder();
    let served = Served::start(folder.path());
    let job = served.run(&rolling("true", &[101, 102], "1", 3));
    served.wait_for_status(job, 7);
    served.operate_well(job, 1);
    let status = served.status(job);
    assert_eq!(
        (&status["finished"], &status["job_instance"]["status"]),
        (&json!(true), &json!(11))
    );
    assert_eq!(batches(&status), [3, 1], "a batch that had ended stays what it was");
    assert_eq!(objects(&status, "status"), [9, 403]);
}

#[test]
fn questions_that_are_wrong_by_themselves() {
    let folder = folder();
    let served = Served::start(folder.path());
    let job = served.run(&shell("true", &[101]));
    served.wait_until_finished(job);
    let of_job = format!("/open/api/scope/biz/1/jobInstance/{job}/operate");
    for body in ["", "{}", "{\"operation_code\":\"1\"}", "{\"operation_code\":13}"] {
        served.post(&of_job, body, &[]).is_error(400, "INVALID_ARGUMENT");
    }
    let other_step = format!("/open/api/scope/biz/1/jobInstance/{job}/stepInstance/{job}/operate");
    served.post(&other_step, "{\"operation_code\":2}", &[]).is_error(404, "NOT_FOUND");
    let other_scope = format!("/open/api/scope/biz/2/jobInstance/{job}/operate");
    served.post(&other_scope, "{\"operation_code\":1}", &[]).is_error(404, "NOT_FOUND");
}
