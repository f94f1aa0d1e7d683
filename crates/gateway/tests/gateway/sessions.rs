//! How a browser gets in.

use crate::client::Answer;
use crate::served::{SUBMIT, Served, fastexec, folder, shell};
use rusqlite::Connection;
use serde_json::json;
use std::path::Path;

fn sign_in(served: &Served, token: &str) -> Answer {
    served.client.post("/session", &json!({ "token": token }).to_string(), &[])
}

/// The cookie as a browser sends it back.
#[track_caller]
fn cookie(answer: &Answer) -> String {
    assert_eq!(answer.status, 204, "{}", answer.text);
    let cookie = answer.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    cookie.split(';').next().expect("a value").to_owned()
}

#[test]
fn a_link_lets_one_browser_in() {
    let folder = folder();
    let served = Served::start(folder.path());
    sign_in(&served, "0000").is_error(401, "UNAUTHENTICATED");
    served.client.post("/session", "{}", &[]).is_error(400, "INVALID_ARGUMENT");
    let cookie = cookie(&sign_in(&served, &served.token));
    sign_in(&served, &served.token).is_error(401, "UNAUTHENTICATED");

    let headers = [("Cookie", cookie.as_str())];
    let session = served.client.get("/session", &headers).json();
    assert_eq!(session["data"]["inventory"], "demo", "{session}");
    let body = shell("true", &[101]).to_string();
    assert_eq!(served.client.post(SUBMIT, &body, &headers).status, 200);
    let foreign = [headers[0], ("Origin", "http://evil.example")];
    served.client.post(SUBMIT, &body, &foreign).is_error(403, "NO_PERMISSION");

    assert_eq!(served.client.delete("/session", &headers).status, 204);
    served.client.get("/session", &headers).is_error(401, "UNAUTHENTICATED");
    served.client.post(SUBMIT, &body, &headers).is_error(401, "UNAUTHENTICATED");
}

#[test]
fn sessions_outlive_the_gateway_and_links_can_be_had_again() {
    let folder = folder();
    let served = Served::start(folder.path());
    let first = cookie(&sign_in(&served, &served.token));
    served.kill();
    let served = Served::start(folder.path());
    assert_eq!(served.client.get("/session", &[("Cookie", &first)]).status, 200);

    let output = fastexec().args(["link", "--data-dir"]).arg(folder.path()).output();
    let printed = String::from_utf8(output.expect("fastexec runs").stdout).expect("UTF-8");
    let token = printed.trim().split_once("/#token=").expect("an address").1;
    let second = cookie(&sign_in(&served, token));
    assert_ne!(first, second);
}

/// Makes links and sessions as old as they would be later.
fn let_hours_pass(data_dir: &Path, hours: i64) {
    let database = Connection::open(data_dir.join("fastexec.db")).expect("a database");
    let earlier = "UPDATE token SET create_time = create_time - ?1";
    assert_ne!(database.execute(earlier, [hours * 3_600_000]), Ok(0));
}

#[test]
fn a_link_is_good_for_a_day_and_a_session_for_thirty() {
    let folder = folder();
    let served = Served::start(folder.path());
    let_hours_pass(folder.path(), 23);
    let cookie = cookie(&sign_in(&served, &served.token));
    let is_in = || served.client.get("/session", &[("Cookie", &cookie)]).status == 200;
    let_hours_pass(folder.path(), 30 * 24 - 1);
    assert!(is_in());
    let_hours_pass(folder.path(), 2);
    assert!(!is_in());
    drop(served);

    let served = Served::start(folder.path());
    let_hours_pass(folder.path(), 25);
    sign_in(&served, &served.token).is_error(401, "UNAUTHENTICATED");
}
