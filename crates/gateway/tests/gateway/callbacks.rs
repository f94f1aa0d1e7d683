//! Telling a callback URL how a run ended, over real sockets.

use crate::served::{DEADLINE, Served, folder, shell, wait_for};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread::spawn;

/// A request that the receiver got.
#[derive(Debug)]
struct Call {
    path: String,
    content_type: String,
    body: Value,
}

/// Answers request after request with these status lines, and the last one ever after.
fn receiver(answers: &'static [&'static str]) -> (String, Receiver<Call>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let (send, calls) = channel();
    spawn(move || {
        for (number, stream) in listener.incoming().enumerate() {
            let answer = answers.get(number).or(answers.last()).expect("an answer");
            let call = answer_one(stream.expect("a connection"), answer);
            if send.send(call).is_err() {
                return;
            }
        }
    });
    (url, calls)
}

fn answer_one(stream: TcpStream, answer: &str) -> Call {
    let mut reader = BufReader::new(&stream);
    let mut line = String::new();
    reader.read_line(&mut line).expect("a request line");
    let path = line.split(' ').nth(1).expect("a path").to_owned();
    let (mut content_type, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("a header");
        let Some((name, value)) = line.trim().split_once(": ") else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "content-type" => content_type = value.to_owned(),
            "content-length" => length = value.parse().expect("a length"),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("a body");
    let answer = format!("HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    (&stream).write_all(answer.as_bytes()).expect("answered");
    Call { path, content_type, body: serde_json::from_slice(&body).expect("JSON") }
}

fn calling_back(script: &str, url: &str) -> Value {
    let mut body = shell(script, &[101]);
    body["callback"] = json!({ "url": url });
    body
}

fn start(folder: &std::path::Path) -> Served {
    Served::with(folder, &["--allow-loopback-callbacks"])
}

#[track_caller]
fn attempts(served: &Served, job: i64, count: usize) -> Vec<Value> {
    wait_for("the attempts", || {
        let status = served.status(job);
        let attempts = status["job_instance"]["callback_attempt_list"].as_array().expect("a list");
        (attempts.len() >= count).then(|| attempts.clone())
    })
}

#[test]
fn every_finished_state_is_told() {
    let folder = folder();
    let served = start(folder.path());
    let (url, calls) = receiver(&["204 No Content"]);
    let job = served.run(&calling_back("[ -e good ]", &format!("{url}/done?token=1")));
    let call = calls.recv_timeout(DEADLINE).expect("a call");
    assert_eq!(
        (call.path.as_str(), call.content_type.as_str()),
        ("/done?token=1", "application/json")
    );
    let told = |status: i64| {
        json!({
            "job_instance_id": job, "status": status,
            "step_instance_list": [{ "step_instance_id": job + 1, "status": status }],
        })
    };
    assert_eq!(call.body, told(4));
    std::fs::write(folder.path().join("objects/host-101/good"), "").expect("written");
    served.operate_well(job, 2);
    assert_eq!(calls.recv_timeout(DEADLINE).expect("a second call").body, told(3));
    let attempts = attempts(&served, job, 2);
    let statuses: Vec<&Value> = attempts.iter().map(|it| &it["http_status"]).collect();
    assert_eq!(statuses, [204, 204]);
}

#[test]
fn the_other_type_then_again() {
    let folder = folder();
    let served = start(folder.path());
    let answers = &["500 No", "404 No", "302 Found\r\nLocation: http://127.0.0.1:1/", "200 OK"];
    let (url, calls) = receiver(answers);
    let job = served.run(&calling_back("true", &url));
    let form = "application/x-www-form-urlencoded";
    let bodies: Vec<Value> = ["application/json", form, "application/json", form]
        .into_iter()
        .map(|content_type| {
            let call = calls.recv_timeout(DEADLINE).expect("a call");
            assert_eq!(call.content_type, content_type);
            call.body
        })
        .collect();
    assert!(bodies.iter().all(|body| *body == bodies[0]), "{bodies:?}");
    let attempts = attempts(&served, job, 4);
    let statuses: Vec<&Value> = attempts.iter().map(|it| &it["http_status"]).collect();
    assert_eq!(statuses, [500, 404, 302, 200], "a redirect is not followed");
}

#[test]
fn a_receiver_that_is_away_is_told_later() {
    let folder = folder();
    let served = start(folder.path());
    let gone = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = gone.local_addr().expect("an address");
    drop(gone);
    let job = served.run(&calling_back("true", &format!("http://{address}/")));
    let before = attempts(&served, job, 2);
    assert!(before.iter().all(|it| it["error"] != "" && it["http_status"].is_null()), "{before:?}");
    // A crash in between loses nothing.
    served.kill();
    let served = start(folder.path());
    attempts(&served, job, 4);
}
