//! The stand-in behind TLS, on loopback: whom the gateway believes, and what it says of those it doesn't.

use crate::client::Answer;
use crate::served::{Served, folder};
use crate::terminate::{made, terminate};
use crate::{app_file, on_hosts, path};
use stub_job::{APP_SECRET, Stub};
use tokio::runtime::Runtime;

/// What a submission through TLS comes to, and how many requests the stand-in saw.
fn submit(host: &str, options: &[&str]) -> (Answer, usize) {
    let stub = Stub::start().expect("a stand-in");
    let url = stub.url();
    let (address, stage) =
        url.trim_start_matches("http://").split_once('/').expect("a path of a stage");
    let runtime = Runtime::new().expect("a runtime");
    let port = terminate(&runtime, address.parse().expect("an address")).port();
    let url = format!("https://{host}:{port}/{stage}");
    let folder = folder();
    let app = app_file(&folder, 0o600);
    let own = ["--upstream", &url, "--dialect", "v4", "--upstream-app", path(&app)];
    let served = Served::with(&folder.path().join("data"), &[&own[..], options].concat());
    let answer = served.submit(&on_hosts("echo", &[101]));
    assert!(!served.logged().contains(APP_SECRET));
    (answer, stub.seen().len())
}

#[test]
fn an_authority_that_is_given_is_believed() {
    let authority = made("authority.pem");
    let (answer, seen) = submit("127.0.0.1", &["--upstream-ca", path(&authority)]);
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(seen, 1);
}

#[track_caller]
fn refused(host: &str, options: &[&str], reason: &str, way_out: &str) {
    let (answer, seen) = submit(host, options);
    answer.is_error(503, "UNAVAILABLE");
    let message = answer.json()["error"]["message"].as_str().expect("text").to_owned();
    assert!(message.contains(reason) && message.contains(way_out), "{message}");
    assert_eq!(seen, 0, "nothing is told to whom nobody vouches for");
}

#[test]
fn an_authority_that_nobody_gave_is_not_believed() {
    refused("127.0.0.1", &[], "UnknownIssuer", "--upstream-ca");
    // Another authority is not enough.
    refused(
        "127.0.0.1",
        &["--upstream-ca", path(&made("server.pem"))],
        "invalid peer certificate",
        "--upstream-ca",
    );
}

#[test]
fn a_certificate_for_another_name_is_not_believed() {
    let authority = made("authority.pem");
    refused("localhost", &["--upstream-ca", path(&authority)], "not valid for", "--upstream");
}
