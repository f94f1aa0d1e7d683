//! Who a person is to JOB: cookie, what was typed, or what an app says.

use crate::Front;
use serde_json::json;
use stub_job::{ACCESS_TOKEN, BK_TOKEN};

/// A browser that is signed in: its cookie.
fn sign_in(front: &Front) -> String {
    let body = json!({ "token": front.served.token }).to_string();
    let answer = front.served.client.post("/session", &body, &[]);
    assert_eq!(answer.status, 204, "{}", answer.text);
    answer.header("set-cookie").split(';').next().expect("a cookie").to_owned()
}

fn ask(front: &Front, cookie: &str) -> crate::client::Answer {
    let path = format!("{}/inventory/accounts", crate::SCOPE);
    front.served.client.get(&path, &[("Cookie", cookie)])
}

fn put(front: &Front, cookie: &str, body: serde_json::Value) -> u16 {
    let headers = [("Cookie", cookie), ("Content-Type", "application/json")];
    front.served.client.send("PUT", "/session/upstream", &body.to_string(), &headers).status
}

fn told(front: &Front, cookie: &str) -> serde_json::Value {
    front.served.client.get("/session", &[("Cookie", cookie)]).json()["data"].clone()
}

#[test]
fn a_browser_is_known_by_its_cookie_or_by_what_was_typed() {
    let front = Front::start("v4");
    let cookie = sign_in(&front);
    ask(&front, &cookie).is_error(403, "NO_PERMISSION");
    assert_eq!(told(&front, &cookie)["upstream"]["identity"], json!(null));
    assert_eq!(front.stub.seen().len(), 0);

    let with_login = format!("{cookie}; bk_token={BK_TOKEN}");
    assert_eq!(ask(&front, &with_login).status, 200);
    assert_eq!(told(&front, &with_login)["upstream"]["identity"], "bk_token");
    assert_eq!(told(&front, &with_login)["upstream"]["dialect"], "v4");
    let scopes = &told(&front, &with_login)["scope_list"];
    assert_eq!(
        (&scopes[0]["bk_scope_id"], &scopes[2]["bk_scope_type"]),
        (&json!("1"), &json!("biz_set"))
    );

    assert_eq!(put(&front, &cookie, json!({ "access_token": ACCESS_TOKEN })), 204);
    assert_eq!(ask(&front, &cookie).status, 200);
    assert_eq!(told(&front, &with_login)["upstream"]["identity"], "access_token");
    assert_eq!(put(&front, &cookie, json!({ "bk_username": "张三" })), 204);
    assert_eq!(ask(&front, &cookie).status, 200);
    for wrong in [json!({}), json!({ "bk_username": " " }), json!({ "access_token": "a\nb" })] {
        assert_eq!(put(&front, &cookie, wrong), 400);
    }
    let forgotten =
        front.served.client.send("DELETE", "/session/upstream", "", &[("Cookie", &cookie)]);
    assert_eq!(forgotten.status, 204);
    ask(&front, &cookie).is_error(403, "NO_PERMISSION");
}

#[test]
fn a_login_that_expires_in_mid_run() {
    let front = Front::start("v4");
    let cookie = format!("{}; bk_token={BK_TOKEN}", sign_in(&front));
    assert_eq!(ask(&front, &cookie).status, 200);
    front.stub.set_expired(true);
    let path = format!("{}/jobInstance", crate::SCOPE);
    let answer = front.served.client.get(&path, &[("Cookie", &cookie)]);
    answer.is_error(401, "UNAUTHENTICATED");
    assert!(answer.json()["error"]["message"].as_str().expect("text").contains("JOB"));
    front.stub.set_expired(false);
    crate::served::wait_for("the next look", || {
        (front.served.client.get(&path, &[("Cookie", &cookie)]).status == 200).then_some(())
    });
}

#[test]
fn an_app_says_for_whom_it_calls() {
    let front = Front::start("v3");
    let name = front.served.header.clone();
    let token = name.replace("\"bk_username\":\"tester\"", &format!("\"bk_token\":\"{BK_TOKEN}\""));
    assert_ne!(name, token);
    let path = format!("{}/inventory/accounts", crate::SCOPE);
    for header in [&name, &token] {
        let answer = front.served.client.get(&path, &[("X-Bkapi-Authorization", header)]);
        assert_eq!(answer.status, 200, "{}", answer.text);
    }
    let wrong = name.replace("bk_app_secret\":\"", "bk_app_secret\":\"x");
    front
        .served
        .client
        .get(&path, &[("X-Bkapi-Authorization", &wrong)])
        .is_error(401, "UNAUTHENTICATED");
}
