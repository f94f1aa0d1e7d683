//! JOB says nothing for more than a minute, and the gateway waits as long as it does when nobody told it otherwise.

use crate::client::Answer;
use crate::front::{DIALECTS, Front, SCOPE};
use crate::served::{SUBMIT, shell, wait_for};
use serde_json::json;
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};
use stub_job::{BK_TOKEN, Fault};

const SILENCE: Duration = Duration::from_secs(65);

/// Between two looks of a page.
const LOOK: Duration = Duration::from_secs(2);

/// What JOB has no part in. Nobody waits for its page longer; measured, it is far less.
const OWN_PAGE: Duration = Duration::from_secs(5);

/// What JOB must say is waited for 4 s, and lost submissions are looked for 3 s before; the rest is for a busy machine.
const OTHER_PAGE: Duration = Duration::from_secs(15);

/// A request's own time.
const REQUEST: Duration = Duration::from_secs(60);

fn timed(ask: impl FnOnce() -> Answer) -> (Answer, Duration) {
    let start = Instant::now();
    let answer = ask();
    (answer, start.elapsed())
}

#[test]
#[ignore = "takes long: cargo xtask soak"]
fn a_minute_of_silence() {
    scope(|scope| {
        for dialect in DIALECTS {
            scope.spawn(move || silence(dialect));
        }
    });
}

fn silence(dialect: &str) {
    let front = Front::start(dialect);
    front.stub.set_pace(Duration::from_secs(3600));
    let job = front.served.run(&shell("sleep 1000", &[101]));
    front.wait_for_status(job, 2);
    let cookie = sign_in(&front);
    let mut named = shell("echo", &[101]);
    named["task_name"] = json!("in silence");
    let submit = || front.served.post(SUBMIT, &named.to_string(), &[("Idempotency-Key", "k")]);

    // It is taken, and not even that is said.
    front.stub.fault("fast_execute_script", Fault::SilenceAfterwards);
    front.stub.set_silent(true);
    let silent = Instant::now();
    let (submitted, again, followed, (own, history)) = scope(|scope| {
        let submitted = scope.spawn(|| {
            let first = timed(submit);
            // The same again, while nothing can be looked up.
            (first, timed(submit))
        });
        let followed = scope.spawn(|| follow(&front, job, silent));
        let looked = look_at_pages(&front, &cookie, silent);
        let (submitted, again) = submitted.join().expect("no panic");
        (submitted, again, followed.join().expect("no panic"), looked)
    });
    let lasted = silent.elapsed();
    assert!(lasted >= SILENCE, "{lasted:?}");
    for (answer, time) in [&submitted, &again] {
        answer.is_error(504, "OUTCOME_UNKNOWN");
        assert!(*time < REQUEST, "{time:?}");
    }
    assert_eq!(front.stub.count("fast_execute_script"), 2);

    front.stub.set_silent(false);
    let heard = Instant::now();
    let before = front.stub.count("get_job_instance_status");
    let found = wait_for("the job", || Some(submit()).filter(|answer| answer.status == 200));
    let found_after = heard.elapsed();
    let found = found.json()["data"]["job_instance_id"].as_i64().expect("an id");
    wait_for("the run's state", || {
        let answer = front.get(&format!("/jobInstance/{job}/status"));
        let is_new = front.stub.count("get_job_instance_status") > before;
        (answer.status == 200 && is_new).then_some(())
    });
    let listed = wait_for("the history", || {
        Some(front.get("/jobInstance")).filter(|answer| answer.status == 200)
    });
    let listed = &listed.json()["data"];
    let jobs = listed["job_instance_list"].as_array().expect("a list");
    assert!(jobs.iter().any(|it| it["job_instance_id"] == found), "{listed}");
    assert_eq!(listed["lost_submission_list"], json!([]));
    // What was sent once is there once.
    assert_eq!((front.stub.job_count(), front.stub.count("fast_execute_script")), (2, 2));
    println!(
        "soak: {dialect}, silence of {:.0} s: outcome unknown after {:.1} s, again after {:.1} s; {} looks at a run, at \
         most {:.1} s; own pages at most {:.3} s, the history {:.1} s; found {:.1} s after the silence",
        lasted.as_secs_f64(),
        submitted.1.as_secs_f64(),
        again.1.as_secs_f64(),
        followed.0,
        followed.1.as_secs_f64(),
        own.as_secs_f64(),
        history.as_secs_f64(),
        found_after.as_secs_f64(),
    );
}

/// A browser that is signed in, here and in BlueKing.
fn sign_in(front: &Front) -> String {
    let body = json!({ "token": front.served.token }).to_string();
    let answer = front.served.client.post("/session", &body, &[]);
    let cookie = answer.header("set-cookie").split(';').next().expect("a cookie").to_owned();
    format!("{cookie}; bk_token={BK_TOKEN}")
}

/// Looks at a run as its page does: it gets what was known before, or is told to ask again. How often, and the longest.
fn follow(front: &Front, job: i64, silent: Instant) -> (u32, Duration) {
    let mut longest = Duration::ZERO;
    let mut looks = 0;
    while silent.elapsed() < SILENCE {
        let path = format!("/jobInstance/{job}/status?include_execute_object_task_result=true");
        let (answer, time) = timed(|| front.get(&path));
        match answer.status {
            200 => assert_eq!(answer.json()["data"]["job_instance"]["status"], 2),
            _ => {
                answer.is_error(503, "UNAVAILABLE");
                assert!(answer.header("retry-after").parse::<u64>().is_ok(), "{answer:?}");
            }
        }
        assert!(time < OTHER_PAGE, "{time:?}");
        longest = longest.max(time);
        looks += 1;
        sleep(LOOK);
    }
    (looks, longest)
}

/// The longest that a page took of which JOB has no part, and the history, which is JOB's.
fn look_at_pages(front: &Front, cookie: &str, silent: Instant) -> (Duration, Duration) {
    let headers = [("Cookie", cookie)];
    let wrong = json!({ "script_language": 9 }).to_string();
    let (mut own, mut history) = (Duration::ZERO, Duration::ZERO);
    while silent.elapsed() < SILENCE {
        for (path, status) in [
            ("/", 200),
            ("/session", 200),
            ("/healthz", 200),
            ("/openapi.json", 200),
            (SUBMIT, 400),
        ] {
            let (answer, time) = timed(|| match status {
                200 => front.served.client.get(path, &headers),
                _ => front.served.client.post(path, &wrong, &headers),
            });
            assert_eq!(answer.status, status, "{path} {}", answer.text);
            if status == 400 {
                assert!(answer.findings().len() > 2, "the whole check: {}", answer.text);
            }
            assert!(time < OWN_PAGE, "{path} {time:?}");
            own = own.max(time);
        }
        let path = format!("{SCOPE}/jobInstance");
        let (answer, time) = timed(|| front.served.client.get(&path, &headers));
        answer.is_error(503, "UNAVAILABLE");
        assert!(time < OTHER_PAGE, "{time:?}");
        history = history.max(time);
        sleep(LOOK);
    }
    (own, history)
}
