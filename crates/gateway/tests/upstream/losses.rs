//! Answers that get lost: a submission is never sent twice, and its outcome is found or said to be unknown.

use crate::{DIALECTS, Front, SCOPE, on_hosts};
use serde_json::json;
use std::time::Duration;
use stub_job::Fault;

fn submit(front: &Front, name: Option<&str>, key: &str) -> crate::client::Answer {
    let mut request = on_hosts("echo", &[101]);
    request["task_name"] = json!(name);
    let path = format!("{SCOPE}/execute/fast_execute_script");
    front.served.post(&path, &request.to_string(), &[("Idempotency-Key", key)])
}

const PATIENT: [&str; 2] = ["--upstream-timeout", "2"];

#[test]
fn a_job_whose_answer_got_lost_is_found_by_its_name() {
    for dialect in DIALECTS {
        let front = Front::with(dialect, &PATIENT);
        let faults = [
            Fault::ResetAfterwards,
            Fault::SilenceAfterwards,
            Fault::Truncated,
            Fault::HtmlAfterwards(502),
            Fault::HtmlAfterwards(200),
        ];
        for (number, fault) in faults.into_iter().enumerate() {
            front.stub.fault("fast_execute_script", fault.clone());
            // The first has no name of its own.
            let name = (number > 0).then(|| format!("nightly {number}"));
            let answer = submit(&front, name.as_deref(), &number.to_string());
            assert_eq!(answer.status, 200, "{fault:?} {}", answer.text);
            let data = &answer.json()["data"];
            let expected = 9_007_199_254_740_993 + 2 * i64::try_from(number).expect("few");
            assert_eq!(data["job_instance_id"], expected, "{fault:?}");
            assert_eq!(data["step_instance_id"], expected + 1);
            assert_eq!(front.stub.count("fast_execute_script"), number + 1, "{fault:?}");
        }
    }
}

#[test]
fn an_outcome_that_nobody_knows_is_said_to_be_unknown() {
    let front = Front::with("v4", &PATIENT);
    let faults = [
        Fault::Silence,
        Fault::Reset,
        Fault::Html(502),
        Fault::Gateway(504, 1_650_401, "REQUEST_BACKEND_TIMEOUT"),
    ];
    for (number, fault) in faults.into_iter().enumerate() {
        front.stub.fault("fast_execute_script", fault.clone());
        let key = number.to_string();
        let name = format!("lost {number}");
        for _again in 0..2 {
            let answer = submit(&front, Some(&name), &key);
            answer.is_error(504, "OUTCOME_UNKNOWN");
            assert_eq!(front.stub.count("fast_execute_script"), number + 1, "{fault:?}");
        }
    }
    assert_eq!(front.stub.job_count(), 0);
}

#[test]
fn a_job_that_comes_late_is_found_later() {
    let front = Front::with("v4", &["--upstream-timeout", "1"]);
    // It takes longer than everybody waits for it.
    front.stub.fault("fast_execute_script", Fault::Slow(Duration::from_secs(13)));
    submit(&front, Some("late"), "late").is_error(504, "OUTCOME_UNKNOWN");
    crate::served::wait_for("the job", || (front.stub.job_count() == 1).then_some(()));
    let answer = submit(&front, Some("late"), "late");
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(front.stub.count("fast_execute_script"), 1);
}

#[test]
fn two_jobs_of_one_name_are_not_guessed_from() {
    let front = Front::with("v3", &PATIENT);
    let name = Some("daily");
    let nothing = json!({ "result": true, "code": 0, "message": "", "data": { "data": [] } });
    for _ in 0..2 {
        front.stub.fault("fast_execute_script", Fault::ResetAfterwards);
    }
    // Both are there before anybody finds one: for each, the list is looked into three times.
    for _ in 0..6 {
        front.stub.fault("get_job_instance_list", Fault::Json(200, nothing.clone()));
    }
    submit(&front, name, "a").is_error(504, "OUTCOME_UNKNOWN");
    submit(&front, name, "b").is_error(504, "OUTCOME_UNKNOWN");
    // Now there are two candidates for each.
    submit(&front, name, "a").is_error(504, "OUTCOME_UNKNOWN");
    assert_eq!(front.stub.job_count(), 2);
}

#[test]
fn what_was_never_sent_may_be_sent_again() {
    let front = Front::with("v4", &PATIENT);
    front.stub.fault("fast_execute_script", Fault::TooMany(Some(1)));
    let answer = submit(&front, None, "k");
    answer.is_error(429, "RESOURCE_EXHAUSTED");
    assert_eq!(answer.header("retry-after"), "1");
    let answer = crate::served::wait_for("an end of the rest", || {
        let answer = submit(&front, None, "k");
        (answer.status != 429).then_some(answer)
    });
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(front.stub.job_count(), 1);
}

#[test]
fn a_crash_between_sending_and_answer_is_no_second_job() {
    let front = Front::with("v4", &["--upstream-timeout", "20"]);
    front.stub.fault("fast_execute_script", Fault::SilenceAfterwards);
    let data_dir = front.folder.path().join("data");
    let Front { served, stub, folder } = front;
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut request = on_hosts("echo", &[101]);
            request["task_name"] = "crash".into();
            let path = format!("{SCOPE}/execute/fast_execute_script");
            // No answer comes: the connection ends with the gateway.
            let _lost = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                served.post(&path, &request.to_string(), &[("Idempotency-Key", "k")])
            }));
        });
        crate::served::wait_for("the job", || (stub.job_count() == 1).then_some(()));
        served.signal("KILL");
    });
    let app = folder.path().join("app.json");
    let url = stub.url();
    let options = ["--upstream", &url, "--dialect", "v4", "--upstream-app", crate::path(&app)];
    let served = crate::served::Served::with(&data_dir, &options);
    let front = Front { served, stub, folder };
    let answer = submit(&front, Some("crash"), "k");
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!((front.stub.job_count(), front.stub.count("fast_execute_script")), (1, 1));
}

#[test]
fn lost_submissions_stand_in_the_history() {
    let front = Front::with("v4", &["--upstream-timeout", "1"]);
    front.stub.fault("fast_execute_script", Fault::Reset);
    submit(&front, Some("gone"), "k").is_error(504, "OUTCOME_UNKNOWN");
    let history = front.get("/jobInstance").json();
    assert_eq!(history["data"]["lost_submission_list"][0]["name"], "gone");
    assert_eq!(history["data"]["lost_submission_list"][0]["outcome"], "unknown");
}
