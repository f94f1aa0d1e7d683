//! Too much of something is refused, and said when to come again.

use crate::client::raw;
use crate::served::{SUBMIT, Served, folder, shell};
use serde_json::json;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

#[test]
fn runs_at_once() {
    let folder = folder();
    let served = Served::with(folder.path(), &["--max-runs", "1"]);
    let job = served.run(&shell("sleep 600", &[101]));
    let refused = served.submit(&shell("true", &[101]));
    refused.is_error(429, "RESOURCE_EXHAUSTED");
    assert!(refused.header("retry-after").parse::<u32>().is_ok(), "{:?}", refused.headers);
    served.operate_well(job, 1);
    served.wait_until_finished(job);
    let again = crate::served::wait_for("a place", || {
        let answer = served.submit(&shell("true", &[101]));
        (answer.status == 200).then_some(answer)
    });
    assert_eq!(again.json()["data"]["job_instance_id"], job + 2);
}

#[test]
fn processes_at_once() {
    let folder = folder();
    let served = Served::with(folder.path(), &["--max-parallel", "2"]);
    let script = format!(
        "cd '{}'; mkdir -p on; : > on/$FASTEXEC_RESOURCE_ID; ls on | wc -l; sleep 0.2; rm on/$FASTEXEC_RESOURCE_ID",
        folder.path().display()
    );
    let hosts: Vec<i64> = (101..=110).collect();
    let job = served.run(&shell(&script, &hosts));
    served.wait_until_finished(job);
    let most =
        hosts.iter().map(|host| served.output(job, *host).trim().parse::<u32>().expect("a number"));
    let most: Vec<u32> = most.collect();
    assert!(most.iter().all(|count| *count <= 2) && most.contains(&2), "{most:?}");
}

#[test]
fn a_job_that_waits_for_a_place_can_be_ended() {
    let folder = folder();
    let served = Served::with(folder.path(), &["--max-parallel", "1"]);
    let first = served.run(&shell("echo on; sleep 600", &[101]));
    crate::served::wait_for("output", || (served.output(first, 101) == "on\n").then_some(()));
    let second = served.run(&shell("true", &[102]));
    served.operate_well(second, 1);
    let status = served.wait_for_status(second, 11);
    assert_eq!(crate::served::objects(&status, "status"), [403]);
    assert_eq!(served.status(first)["job_instance"]["status"], 2);
}

#[test]
fn guesses_at_secrets() {
    let folder = folder();
    let served = Served::start(folder.path());
    let wrong = json!({ "bk_app_code": "fastexec", "bk_app_secret": "guess", "bk_username": "me" });
    let wrong = [("X-Bkapi-Authorization", wrong.to_string())];
    let wrong: Vec<(&str, &str)> =
        wrong.iter().map(|(name, value)| (*name, value.as_str())).collect();
    for _ in 0..10 {
        served.client.post(SUBMIT, "{}", &wrong).is_error(401, "UNAUTHENTICATED");
        served
            .client
            .post("/session", "{\"token\":\"guess\"}", &[])
            .is_error(401, "UNAUTHENTICATED");
    }
    let refused = served.client.post("/session", "{\"token\":\"guess\"}", &[]);
    refused.is_error(429, "RESOURCE_EXHAUSTED");
    let seconds: u64 = refused.header("retry-after").parse().expect("seconds");
    assert!((1..=61).contains(&seconds), "{seconds}");
    // Not even the right one helps now: or guessing would go on.
    served.submit(&shell("true", &[101])).is_error(429, "RESOURCE_EXHAUSTED");
}

#[test]
fn a_client_that_never_finishes_its_head_is_cut_off() {
    let folder = folder();
    let served = Served::start(folder.path());
    let mut stream = TcpStream::connect(&served.address).expect("a connection");
    stream.set_read_timeout(Some(crate::served::DEADLINE)).expect("a time-out");
    stream.write_all(b"GET /healthz HTTP/1.1\r\n").expect("sent");
    let mut rest = Vec::new();
    // Ends by itself, with or without a farewell.
    let _ = stream.read_to_end(&mut rest);
    assert_eq!(
        raw(
            &served.address,
            &format!(
                "GET /healthz HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
                served.address
            )
        )
        .status,
        200
    );
}

#[test]
fn counters_tell_what_happened_and_nothing_else() {
    let folder = folder();
    let served = Served::start(folder.path());
    let mut body = shell("exit 7", &[101, 102]);
    body["task_name"] = json!("canary-name");
    let job = served.run(&body);
    served.wait_until_finished(job);
    served.client.get("/canary-path", &[]);
    let text = served.client.get("/metrics", &[]).text;
    for line in [
        "fastexec_submissions_total 1",
        "fastexec_objects_total{status=\"104\"} 2",
        "fastexec_http_answers_total{path=\"other\",method=\"GET\",status=\"404\"} 1",
        "fastexec_inventory_is_current 1",
    ] {
        assert!(text.lines().any(|it| it == line), "{line} in {text}");
    }
    assert!(!text.contains("canary"), "{text}");
}
