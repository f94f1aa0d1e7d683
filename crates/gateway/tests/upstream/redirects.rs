//! Redirects are followed nowhere: the header with the app's secret would travel along.

use crate::client::Answer;
use crate::{DIALECTS, Front, SCOPE, on_hosts};
use std::io::{ErrorKind, Read as _};
use std::net::TcpListener;
use std::time::Duration;
use stub_job::{APP_SECRET, Fault};

const STATUSES: [u16; 5] = [301, 302, 303, 307, 308];

/// A server on loopback that nobody may come to.
struct Elsewhere(TcpListener);

impl Elsewhere {
    fn new() -> Elsewhere {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        // Whoever came waits in the system's queue.
        listener.set_nonblocking(true).expect("allowed");
        Elsewhere(listener)
    }

    fn url(&self) -> String {
        format!("http://{}", self.0.local_addr().expect("bound"))
    }

    #[track_caller]
    fn has_seen_nobody(&self) {
        match self.0.accept() {
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(error) => panic!("{error}"),
            Ok((mut stream, _)) => {
                stream.set_read_timeout(Some(Duration::from_secs(2))).expect("a time-out");
                let mut told = Vec::new();
                let _end = stream.read_to_end(&mut told);
                panic!("somebody came, with {}", String::from_utf8_lossy(&told));
            }
        }
    }
}

/// What a redirect to `shown` must come to, whatever it holds besides.
#[track_caller]
fn names_it(answer: &Answer, status: u16, shown: &str) {
    let error = &answer.json()["error"];
    let message = error["message"].as_str().expect("text");
    for part in [shown, &format!("HTTP {status}"), "--upstream", "not followed"] {
        assert!(message.contains(part), "{part} in {message}");
    }
    assert_eq!(error["upstream"]["status"], status);
    assert!(!answer.text.contains(APP_SECRET) && !answer.text.contains("c_url"), "{}", answer.text);
}

fn submit(front: &Front, key: &str) -> Answer {
    let mut request = on_hosts("echo", &[101]);
    request["task_name"] = key.into();
    let path = format!("{SCOPE}/execute/fast_execute_script");
    front.served.post(&path, &request.to_string(), &[("Idempotency-Key", key)])
}

/// Both places for a redirect, as they are shown, and with what must not be.
fn places(front: &Front, elsewhere: &Elsewhere) -> [(String, String); 2] {
    let other = format!("{}/login/", elsewhere.url());
    let own = format!("{}/api/v4/get_job_instance_list", front.stub.url());
    [other, own].map(|shown| {
        let location = format!("{shown}?c_url={APP_SECRET}#c_url").replace("//", "//c_url:c_url@");
        (shown, location)
    })
}

#[test]
fn a_redirected_submission_is_sent_nowhere_else() {
    // Beside each other: looking for a lost job takes its time.
    std::thread::scope(|scope| {
        for dialect in DIALECTS {
            scope.spawn(move || submit_to_redirects(dialect));
        }
    });
}

fn submit_to_redirects(dialect: &str) {
    let front = Front::with(dialect, &["--upstream-timeout", "2"]);
    let elsewhere = Elsewhere::new();
    let mut sent = 0;
    for (number, (shown, location)) in places(&front, &elsewhere).into_iter().enumerate() {
        // Looking for a lost job takes its time: once is enough.
        for status in STATUSES.into_iter().filter(|status| *status != 303 || number == 0) {
            let key = format!("{status} {}", location.len());
            front.stub.fault("fast_execute_script", Fault::Redirect(status, location.clone()));
            let answer = submit(&front, &key);
            sent += 1;
            elsewhere.has_seen_nobody();
            names_it(&answer, status, &shown);
            if status == 303 {
                // See there what came of it, it says: the job is looked for, and never sent again.
                answer.is_error(504, "OUTCOME_UNKNOWN");
                submit(&front, &key).is_error(504, "OUTCOME_UNKNOWN");
            } else {
                answer.is_error(503, "UNAVAILABLE");
            }
            assert_eq!(front.stub.count("fast_execute_script"), sent, "{status}");
        }
    }
    assert_eq!(front.stub.job_count(), 0);
    // It was refused, and nothing stands in the way of sending it when the address is right.
    let key = format!("302 {}", places(&front, &elsewhere)[0].1.len());
    let answer = submit(&front, &key);
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(front.stub.job_count(), 1);
}

#[test]
fn a_redirected_question_is_asked_nowhere_else() {
    for dialect in DIALECTS {
        let front = Front::with(dialect, &["--upstream-timeout", "2"]);
        let elsewhere = Elsewhere::new();
        let job = front.served.run(&on_hosts("echo", &[101]));
        let path = format!("{SCOPE}/jobInstance/{job}/status");
        for (number, (shown, location)) in places(&front, &elsewhere).into_iter().enumerate() {
            for status in STATUSES {
                front
                    .stub
                    .fault("get_job_instance_status", Fault::Redirect(status, location.clone()));
                let before = front.stub.seen().len();
                // Another person each time: what JOB has just answered is not asked again.
                let user = format!("\"user{number}-{status}\"");
                let header = front.served.header.replace("\"tester\"", &user);
                let headers = [("X-Bkapi-Authorization", header.as_str())];
                let answer = front.served.client.get(&path, &headers);
                answer.is_error(503, "UNAVAILABLE");
                elsewhere.has_seen_nobody();
                names_it(&answer, status, &shown);
                // Asking again doesn't help, and so it is one question.
                assert_eq!(front.stub.seen().len() - before, 1, "{status}");
            }
        }
    }
}

#[test]
fn a_redirect_to_nowhere_is_one_too() {
    let front = Front::start("v4");
    for (location, shown) in [
        ("/login/?c_url=1", format!("{}/login/", front.stub.url().replace("/api/bk-job/prod", ""))),
        ("mailto:somebody", "to ?".to_owned()),
        ("http://[", "to ?".to_owned()),
    ] {
        front.stub.fault("fast_execute_script", Fault::Redirect(302, location.to_owned()));
        let answer = submit(&front, location);
        answer.is_error(503, "UNAVAILABLE");
        names_it(&answer, 302, &shown);
    }
}
