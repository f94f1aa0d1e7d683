//! Processes: how they end, where they are, and what they print.

use crate::served::{SUBMIT, Served, folder, shell};
use serde_json::{Value, json};

fn object(status: &Value, index: usize) -> &Value {
    &status["step_instance_list"][0]["execute_object_result_list"][index]
}

#[test]
fn ends_in_states_and_codes() {
    let folder = folder();
    let served = Served::start(folder.path());
    for (script, timeout, job_status, object_status, exit_code) in [
        ("exit 0", 60, 3, 9, json!(0)),
        ("exit 7", 60, 4, 104, json!(7)),
        ("kill -9 $$", 60, 4, 104, json!(137)),
        ("trap '' TERM; while :; do sleep 1; done", 1, 4, 102, Value::Null),
    ] {
        let mut body = shell(script, &[101]);
        body["timeout"] = json!(timeout);
        let job = served.run(&body);
        let status = served.wait_until_finished(job);
        assert_eq!(status["job_instance"]["status"], job_status, "{script}: {status}");
        let object = object(&status, 0);
        assert_eq!(object["status"], object_status, "{script}: {object}");
        assert_eq!(object["exit_code"], exit_code, "{script}: {object}");
    }
}

#[test]
fn each_host_is_itself() {
    let folder = folder();
    let served = Served::start(folder.path());
    let job =
        served.run(&shell("echo $FASTEXEC_RESOURCE_ID; echo x >> mark; wc -l < mark", &[101, 102]));
    served.wait_until_finished(job);
    assert_eq!(served.output(job, 101), "101\n1\n");
    assert_eq!(served.output(job, 102), "102\n1\n");
}

#[test]
fn tags_of_scripts() {
    let folder = folder();
    let served = Served::start(folder.path());
    let job =
        served.run(&shell("echo 'job_fail:[first]'; echo 'job_success:[green light]'", &[101]));
    let status = served.wait_until_finished(job);
    assert_eq!(object(&status, 0)["tag"], "green light", "{status}");
}

#[test]
fn output_by_offset_is_the_output() {
    let folder = folder();
    let served = Served::start(folder.path());
    // Characters of one to four bytes, which pieces of a prime number of bytes cut everywhere.
    let job = served.run(&shell(
        "for i in $(seq 500); do printf 'a\\303\\251\\344\\270\\255\\360\\237\\230\\200'; done",
        &[101],
    ));
    served.wait_until_finished(job);
    let whole = served.output(job, 101);
    assert_eq!(whole, "aé中😀".repeat(500));
    let (mut joined, mut offset) = (String::new(), 0);
    loop {
        let wanted = json!({ "type": 1, "resource_id": "101", "offset": offset, "limit": 97 });
        let log = served.log(job, &wanted);
        assert_eq!(log["total_bytes"], whole.len(), "{log}");
        assert_eq!(log["offset"], offset, "{log}");
        joined.push_str(log["log_content"].as_str().expect("text"));
        let next = log["next_offset"].as_u64().expect("a number");
        if next == offset {
            break;
        }
        offset = next;
    }
    assert_eq!(joined, whole);
}

#[test]
fn logs_of_what_is_not_there() {
    let folder = folder();
    let served = Served::start(folder.path());
    let job = served.run(&shell("true", &[101]));
    let log =
        |step: i64| format!("/open/api/scope/biz/1/jobInstance/{job}/stepInstance/{step}/log");
    let wanted =
        |id: &str| json!({ "execute_object_list": [{ "type": 1, "resource_id": id }] }).to_string();
    served.post(&log(job + 1), &wanted("102"), &[]).is_error(400, "INVALID_ARGUMENT");
    served.post(&log(job + 1), "{}", &[]).is_error(400, "INVALID_ARGUMENT");
    served.post(&log(1), &wanted("101"), &[]).is_error(404, "NOT_FOUND");
}

#[test]
fn a_machine_without_the_interpreter_says_so() {
    let folder = folder();
    let served = Served::start(folder.path());
    let mut body = shell("dir", &[101]);
    body["script_language"] = json!(2);
    let answer = served.post(SUBMIT, &body.to_string(), &[]);
    answer.is_error(400, "FAILED_PRECONDITION");
    assert_eq!(answer.findings(), ["/script_language interpreter_missing"]);
}
