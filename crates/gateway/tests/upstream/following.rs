//! Runs as they are told: states, batches, attempts, logs, operations, and how gently JOB is asked.

use crate::{DIALECTS, Front, on_hosts};
use serde_json::{Value, json};
use std::thread;
use std::time::{Duration, Instant};
use stub_job::Fault;

fn rolling(script: &str, hosts: &[i64], expression: &str, mode: i64) -> Value {
    let mut request = on_hosts(script, hosts);
    request["rolling_config"] = json!({ "expression": expression, "mode": mode });
    request
}

fn step(status: &Value) -> &Value {
    &status["step_instance_list"][0]
}

/// `batch:status` of each object.
fn objects(status: &Value) -> Vec<String> {
    let objects = step(status)["execute_object_result_list"].as_array().expect("objects");
    objects.iter().map(|it| format!("{}:{}", it["batch"], it["status"])).collect()
}

#[test]
fn batches_wait_for_a_person_and_go_on() {
    for dialect in DIALECTS {
        let front = Front::start(dialect);
        let job = front.served.run(&rolling("echo", &[101, 102, 103], "1", 3));
        let status = front.wait_for_status(job, 7);
        assert_eq!(step(&status)["operation_code_list"], json!([1, 13]));
        let told = &step(&status)["rolling"];
        assert_eq!((&told["mode"], &told["total_batch"]), (&json!(3), &json!(3)));
        assert_eq!(told["current_batch"], 1);
        assert_eq!(told["batch_list"][0], json!({ "batch": 1, "status": 3, "size": 1 }));
        assert_eq!(told["batch_list"][2], json!({ "batch": 3, "status": 1, "size": 1 }));
        assert_eq!(objects(&status), ["1:9", "null:5", "null:5"]);
        let operate = format!("/jobInstance/{job}/stepInstance/{}/operate", front.step_of(job));
        for done in [1, 2] {
            let status = front.wait_for_status(job, 7);
            assert_eq!(step(&status)["rolling"]["current_batch"], done);
            assert_eq!(front.post(&operate, &json!({ "operation_code": 13 })).status, 200);
        }
        let status = front.wait_for_status(job, 3);
        assert_eq!(objects(&status), ["1:9", "2:9", "3:9"]);
        // What the state doesn't allow JOB refuses, and the contract's code says so.
        front.post(&operate, &json!({ "operation_code": 13 })).is_error(400, "FAILED_PRECONDITION");
        front.post(&operate, &json!({ "operation_code": 4 })).is_error(400, "INVALID_ARGUMENT");
    }
}

#[test]
fn failures_are_retried_and_earlier_attempts_told() {
    for dialect in DIALECTS {
        let front = Front::start(dialect);
        let job = front.served.run(&on_hosts("exit 3", &[101, 102]));
        let status = front.wait_for_status(job, 4);
        assert_eq!(step(&status)["operation_code_list"], json!([2, 3, 8]));
        assert_eq!(step(&status)["execute_object_result_list"][0]["exit_code"], 3);
        let operate = format!("/jobInstance/{job}/stepInstance/{}/operate", front.step_of(job));
        assert_eq!(front.post(&operate, &json!({ "operation_code": 2 })).status, 200);
        let status = crate::served::wait_for("the second attempt", || {
            let status = front.served.status(job);
            (step(&status)["execute_count"] == 1 && status["finished"] == true).then_some(status)
        });
        assert_eq!(status["job_instance"]["status"], 4);
        // By this the page asks for an output.
        assert_eq!(step(&status)["execute_object_result_list"][0]["execute_count"], 1);
        let earlier = front.get(&format!(
            "/jobInstance/{job}/status?include_execute_object_task_result=true&execute_count=0"
        ));
        let earlier = earlier.json();
        let objects = &step(&earlier["data"])["execute_object_result_list"];
        assert_eq!(objects.as_array().map(Vec::len), Some(2), "{earlier}");
        // Of that attempt JOB gives no output.
        let log = format!("/jobInstance/{job}/stepInstance/{}/log", front.step_of(job));
        let wanted = |attempt: i64| json!({ "execute_object_list": [{ "type": 1, "resource_id": "101" }], "execute_count": attempt });
        front.post(&log, &wanted(0)).is_error(400, "FAILED_PRECONDITION");
        assert_eq!(front.post(&log, &wanted(1)).status, 200);
    }
}

#[test]
fn a_job_is_terminated() {
    let front = Front::start("v4");
    front.stub.set_pace(Duration::from_secs(3600));
    let job = front.served.run(&on_hosts("sleep 1000", &[101]));
    front.wait_for_status(job, 2);
    let operate = format!("/jobInstance/{job}/operate");
    assert_eq!(front.post(&operate, &json!({ "operation_code": 1 })).status, 200);
    // The page need not wait until the old status is too old.
    let status = front.wait_for_status(job, 11);
    assert_eq!(step(&status)["execute_object_result_list"][0]["status"], 403);
}

#[test]
fn an_operation_whose_answer_gets_lost_is_sent_once() {
    let front = Front::with("v3", &["--upstream-timeout", "2"]);
    front.stub.set_pace(Duration::from_secs(3600));
    let job = front.served.run(&on_hosts("sleep 1000", &[101]));
    front.stub.fault("operate_job_instance", Fault::ResetAfterwards);
    let operate = format!("/jobInstance/{job}/operate");
    front.post(&operate, &json!({ "operation_code": 1 })).is_error(504, "OUTCOME_UNKNOWN");
    front.wait_for_status(job, 11);
    assert_eq!(front.stub.count("operate_job_instance"), 1);
}

#[test]
fn logs_come_in_pieces_by_offset() {
    for dialect in DIALECTS {
        let front = Front::start(dialect);
        let hosts: Vec<i64> = (101..151).collect();
        let job = front.served.run(&on_hosts("echo", &hosts));
        front.served.wait_until_finished(job);
        let log = |offset: i64, limit: i64| {
            front.served.log(
                job,
                &json!({ "type": 1, "resource_id": "101", "offset": offset, "limit": limit }),
            )
        };
        let text = "主机 101 \ndone\n";
        let mut read = String::new();
        let mut offset = 0;
        while offset < i64::try_from(text.len()).expect("short") {
            let piece = log(offset, 4);
            read.push_str(piece["log_content"].as_str().expect("text"));
            assert_eq!(piece["total_bytes"], text.len());
            // JOB says nothing of bytes that were dropped.
            assert!(piece.get("dropped_bytes").is_none());
            offset = piece["next_offset"].as_i64().expect("a number");
        }
        assert_eq!(read, text);
        // Fifty at once are one question.
        let before = front.stub.count("log");
        let list: Vec<Value> =
            hosts.iter().map(|id| json!({ "type": 1, "resource_id": id.to_string() })).collect();
        let path = format!("/jobInstance/{job}/stepInstance/{}/log", front.step_of(job));
        let answer = front.post(&path, &json!({ "execute_object_list": list }));
        let answer = answer.json();
        let logs = answer["data"]["script_execute_object_task_logs"].as_array().expect("logs");
        assert_eq!((logs.len(), front.stub.count("log") - before), (50, 1));
        assert!(logs[49]["log_content"].as_str().expect("text").starts_with("主机 150"));
    }
}

#[test]
fn one_question_however_many_look() {
    let front = Front::start("v4");
    front.stub.set_pace(Duration::from_secs(3600));
    let job = front.served.run(&on_hosts("sleep 1000", &[101]));
    let before = front.stub.count("get_job_instance_status");
    let since = Instant::now();
    thread::scope(|scope| {
        for _tab in 0..20 {
            scope.spawn(|| {
                for _look in 0..10 {
                    front.served.status(job);
                    thread::sleep(Duration::from_millis(100));
                }
            });
        }
    });
    // 200 looks. A status is good for two seconds; the first question is one more.
    let most = since.elapsed().as_secs() / 2 + 2;
    let asked = front.stub.count("get_job_instance_status") - before;
    assert!(asked as u64 <= most, "{asked} questions in {:?}", since.elapsed());
}

#[test]
fn a_silent_job_blocks_nobody() {
    let front = Front::with("v4", &["--upstream-timeout", "30"]);
    front.stub.set_pace(Duration::from_secs(3600));
    let job = front.served.run(&on_hosts("sleep 1000", &[101]));
    for _ in 0..30 {
        front.stub.fault("get_job_instance_status", Fault::Silence);
    }
    let path = format!("/jobInstance/{job}/status");
    thread::scope(|scope| {
        let looks: Vec<_> = (0..20).map(|_| scope.spawn(|| front.get(&path))).collect();
        // The gateway's own pages answer all the while.
        let since = Instant::now();
        assert_eq!(front.served.get("/healthz", &[]).status, 200);
        assert_eq!(front.served.get("/session", &[]).status, 200);
        assert!(since.elapsed() < Duration::from_secs(20), "{:?}", since.elapsed());
        for look in looks {
            let answer = look.join().expect("no panic");
            answer.is_error(503, "UNAVAILABLE");
            assert!(!answer.header("retry-after").is_empty());
        }
    });
    assert_eq!(front.stub.count("get_job_instance_status"), 1);
}
