//! As many connections as there may be at once, and the time that a request may take.

use crate::served::{DEADLINE, SUBMIT, Served, folder, shell};
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// What docs/security.md says.
const CONNECTIONS: usize = 512;
const REQUEST: Duration = Duration::from_secs(60);

/// A connection on which a question was sent.
fn asked(served: &Served) -> TcpStream {
    let mut stream = TcpStream::connect(&served.address).expect("a connection");
    stream.set_read_timeout(Some(DEADLINE)).expect("a time-out");
    let question = format!("GET /healthz HTTP/1.1\r\nHost: {}\r\n\r\n", served.address);
    stream.write_all(question.as_bytes()).expect("sent");
    stream
}

/// What comes first is the answer; the connection stays open for the next question.
fn is_answered(stream: &mut TcpStream) -> bool {
    let mut piece = [0; 12];
    match stream.read_exact(&mut piece) {
        Ok(()) => &piece == b"HTTP/1.1 200",
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::WouldBlock, "{error}");
            false
        }
    }
}

#[test]
fn one_connection_too_many_waits_until_another_ends() {
    let folder = folder();
    let served = Served::start(folder.path());
    let mut open: Vec<TcpStream> = (0..CONNECTIONS).map(|_| asked(&served)).collect();
    for (number, stream) in open.iter_mut().enumerate() {
        assert!(is_answered(stream), "number {number} of {CONNECTIONS}");
    }
    // The system takes it, the gateway does not yet.
    let mut late = asked(&served);
    late.set_read_timeout(Some(Duration::from_secs(1))).expect("a time-out");
    assert!(!is_answered(&mut late), "number {} is answered too", CONNECTIONS + 1);
    drop(open.pop());
    late.set_read_timeout(Some(DEADLINE)).expect("a time-out");
    assert!(is_answered(&mut late));
    // Those that were there first are as they were.
    let question = format!("GET /healthz HTTP/1.1\r\nHost: {}\r\n\r\n", served.address);
    let first = &mut open[0];
    first.write_all(question.as_bytes()).expect("sent");
    let mut rest = Vec::new();
    while String::from_utf8_lossy(&rest).matches("HTTP/1.1 200").count() < 1 {
        let mut piece = [0; 1024];
        let length = first.read(&mut piece).expect("the second answer");
        assert!(length > 0, "closed");
        rest.extend_from_slice(&piece[..length]);
    }
}

/// A client that sends a byte now and then.
#[test]
#[ignore = "takes long: cargo xtask soak"]
fn soak_a_request_has_a_minute() {
    let folder = folder();
    let served = Served::start(folder.path());
    let body = shell("echo", &[101]).to_string();
    let mut stream = TcpStream::connect(&served.address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(1))).expect("a time-out");
    let head = format!(
        "POST {SUBMIT} HTTP/1.1\r\nHost: {}\r\nX-Bkapi-Authorization: {}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        served.address,
        served.header,
        body.len()
    );
    let start = Instant::now();
    stream.write_all(head.as_bytes()).expect("sent");
    let mut received = Vec::new();
    let mut bytes = body.bytes();
    loop {
        let mut piece = [0; 4096];
        match stream.read(&mut piece) {
            Ok(0) => break,
            Ok(length) => received.extend_from_slice(&piece[..length]),
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                assert!(start.elapsed() < DEADLINE, "it waits on");
                // It may have closed already.
                let _gone = stream.write_all(&[bytes.next().expect("a long body")]);
            }
            Err(error) if error.kind() == ErrorKind::ConnectionReset => break,
            Err(error) => panic!("{error}"),
        }
    }
    let time = start.elapsed();
    let said = String::from_utf8_lossy(&received);
    assert!(said.starts_with("HTTP/1.1 408 ") && said.contains("REQUEST_TIMEOUT"), "{said}");
    assert!(time >= REQUEST && time < REQUEST + Duration::from_secs(10), "{time:?}");
    let history = served.get("/open/api/scope/biz/1/jobInstance", &[]).json();
    assert_eq!(history["data"]["total"], 0, "nothing ran");
    println!(
        "soak: a request that does not arrive is answered with 408 after {:.1} s",
        time.as_secs_f64()
    );
}
