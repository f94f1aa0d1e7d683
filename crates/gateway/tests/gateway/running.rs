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

/// What the README says of the demo inventory.
#[test]
fn a_demo_host_is_this_machine_and_its_user() {
    let folder = folder();
    let served = Served::start(folder.path());
    let mut body = shell(
        "id -un; pwd -P; echo $FASTEXEC_TYPE $FASTEXEC_RESOURCE_ID $FASTEXEC_IP",
        &[101, 120],
    );
    body["execute_target"]["container_id_list"] = json!([10001, 10006]);
    let job = served.run(&body);
    assert_eq!(served.wait_until_finished(job)["job_instance"]["status"], 3);
    let user = std::process::Command::new("id").arg("-un").output().expect("id runs").stdout;
    let user = String::from_utf8(user).expect("UTF-8");
    let data = folder.path().canonicalize().expect("a folder");
    for host in [101, 120] {
        let expected =
            format!("{user}{}/objects/host-{host}\nhost {host} 127.0.0.{host}\n", data.display());
        assert_eq!(served.output(job, host), expected);
    }
    for container in [10001, 10006] {
        let log = served.log(job, &json!({ "type": 2, "resource_id": container.to_string() }));
        let text = log["log_content"].as_str().expect("text");
        let expected = format!("/objects/container-{container}\ncontainer {container}\n");
        assert!(text.starts_with(&user) && text.ends_with(&expected), "{text}");
    }
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

#[test]
fn scripts_in_other_languages() {
    let folder = folder();
    let served = Served::start(folder.path());
    for (language, content) in [
        (3, "print \"$ENV{FASTEXEC_RESOURCE_ID} @ARGV\\n\"; exit 5;"),
        (
            4,
            "import os, sys\nprint(os.environ['FASTEXEC_RESOURCE_ID'], *sys.argv[1:])\nsys.exit(5)",
        ),
    ] {
        let mut body = shell(content, &[101]);
        body["script_language"] = json!(language);
        body["script_param"] = json!(fastexec_contract::base64_text::encode("'a b' c"));
        let job = served.run(&body);
        let status = served.wait_until_finished(job);
        assert_eq!(object(&status, 0)["exit_code"], 5, "{language}: {status}");
        assert_eq!(served.output(job, 101), "101 a b c\n", "{language}");
    }
}

#[test]
fn nothing_that_a_script_started_is_left() {
    let folder = folder();
    let served = Served::start(folder.path());
    // A grandchild that has left the process group, lost its parent, holds the output and ignores TERM.
    let script = "trap '' TERM; (setsid sh -c 'trap \"\" TERM; echo $$; sleep 600; sleep 600' &) ; sleep 600";
    let mut body = shell(script, &[101, 102, 103]);
    body["timeout"] = json!(1);
    let job = served.run(&body);
    let status = served.wait_until_finished(job);
    for (index, host) in [101, 102, 103].into_iter().enumerate() {
        assert_eq!(object(&status, index)["status"], 102, "{status}");
        let output = served.output(job, host);
        assert!(!std::path::Path::new("/proc").join(output.trim()).exists(), "{output} is left");
    }
}

#[test]
fn the_end_of_much_output_is_kept_and_what_is_not_is_counted() {
    let folder = folder();
    let served = Served::with(folder.path(), &["--max-output", "1000"]);
    let job = served.run(&shell("seq -w 0 99999", &[101]));
    served.wait_until_finished(job);
    let log = served.log(job, &json!({ "type": 1, "resource_id": "101" }));
    assert_eq!(log["total_bytes"], 600_000);
    assert_eq!(log["dropped_bytes"], 599_000);
    let content = log["log_content"].as_str().expect("text");
    assert!(content.starts_with("00000\n") && content.ends_with("99999\n"), "{content}");
    assert_eq!(content.len(), 1000);
}
