//! From Run to a run: how it is confirmed, and what is said when it fails.

use crate::gateway::{SUBMIT, answer, requests_to, signed_in};
use crate::page::Page;
use wasm_bindgen_test::wasm_bindgen_test;

const ACCEPTED: &str =
    r#"{"data":{"job_instance_id":10000,"step_instance_id":2,"job_instance_name":"x"}}"#;

async fn composed(hosts: &str) -> Page {
    signed_in();
    answer(SUBMIT, 200, ACCEPTED);
    let page = Page::open("/");
    page.compose(hosts).await;
    page
}

#[wasm_bindgen_test]
async fn the_confirmation_says_what_will_happen() {
    let page = composed("101-120").await;
    page.press("checkbox", "Run in batches").await;
    page.type_into("Batches", "5 10").await;
    page.choose("rolling_mode", "3");
    page.type_into("Callback URL", "https://example.com/done").await;
    page.type_into("Account alias", "other").await;
    page.wait_for_text(".findings", "/account_alias").await;
    page.press("button", "Run").await;
    page.wait_by_role("dialog", "Run shell on 20 hosts in 3 batches?").await;
    let text = page.text("dialog[open]");
    for fact in [
        "As 1000",
        "7200 seconds",
        "First batch of 5: 101, 102, 103, 104, 105",
        "3 - ask before each next batch",
        "example.com",
        "/account_alias",
    ] {
        assert!(text.contains(fact), "{fact} in {text}");
    }
    assert_eq!(requests_to(SUBMIT), [""; 0]);
}

#[wasm_bindgen_test]
async fn many_targets_are_typed() {
    let page = composed("1-100").await;
    page.press("button", "Run").await;
    page.wait_by_role("dialog", "Run shell on 100 hosts?").await;
    page.press("button", "Run now").await;
    page.type_into("Type 100 to run it", "99").await;
    page.press("button", "Run now").await;
    page.wait("#confirm-count[aria-invalid=true]").await;
    assert_eq!(requests_to(SUBMIT), [""; 0]);
    page.type_into("Type 100 to run it", "100").await;
    page.press("button", "Run now").await;
    page.wait(".run").await;
    assert_eq!(requests_to(SUBMIT).len(), 1);
}

#[wasm_bindgen_test]
async fn root_with_a_flag_is_typed() {
    let page = composed("101").await;
    page.type_into("Account ID", "").await;
    page.type_into("Account alias", "root").await;
    page.type_into("Script content", "reboot").await;
    page.wait_for_text(".hints", "reboot").await;
    page.press("button", "Run").await;
    page.wait_by_role("textbox", "Type 1 to run it").await;
    page.wait_for_text("dialog[open]", "may do everything").await;
}

#[wasm_bindgen_test]
async fn whoever_is_meant_is_counted_first() {
    let page = composed("101").await;
    page.type_into("Dynamic group IDs", "g1").await;
    answer(
        "/inventory/resolve",
        404,
        r#"{"error":{"code":"NOT_FOUND","message":"m","data":null}}"#,
    );
    page.press("button", "Run").await;
    page.wait_by_role("textbox", "Type run to run it").await;
    page.press("button", "Cancel").await;
    page.wait_until_gone("dialog[open]").await;
    answer("/inventory/resolve", 502, "<html>");
    page.press("button", "Run").await;
    page.wait_for_text(".run-bar .error-box", "HTTP 502").await;
    assert_eq!(requests_to(SUBMIT), [""; 0]);
}

#[wasm_bindgen_test]
async fn every_failure_is_one_clear_error() {
    let page = composed("101").await;
    for (status, body, said) in [
        (502, "<html>bad gateway</html>", "does not answer as it should"),
        (413, "<html>", "larger than the server takes"),
        (429, "", "Too many requests"),
        (200, "{\"data\":{\"job", "not one of the gateway's"),
        (400, r#"{"error":{"code":"INVALID_ARGUMENT","message":"first","data":null}}"#, "first"),
        (403, r#"{"code":1640001,"code_name":"NO","message":"second","result":false}"#, "second"),
        (200, r#"{"result":false,"code":1244026,"message":"third","permission":{}}"#, "third"),
        (401, "", "not accepted"),
        (0, "", "can't be reached"),
    ] {
        answer(SUBMIT, status, body);
        page.press("button", "Run").await;
        page.wait_for_text(".run-bar .error-box", said).await;
        let raw = page.text(".run-bar .error-box .raw");
        assert_eq!(raw, body, "{said}");
        assert_eq!(page.value("script_content"), "echo");
    }
}

#[wasm_bindgen_test]
async fn a_key_of_another_request_is_not_used() {
    let page = composed("101").await;
    answer(SUBMIT, 422, r#"{"error":{"code":"IDEMPOTENCY_KEY_REUSED","message":"m","data":null}}"#);
    page.press("button", "Run").await;
    page.wait_for_text(".run-bar .error-box", "422").await;
    let keys: Vec<String> = requests_to(SUBMIT)
        .iter()
        .map(|it| it.split(' ').nth(2).expect("a key").to_owned())
        .collect();
    assert_eq!(keys.len(), 2, "{keys:?}");
    assert_ne!(keys[0], keys[1]);
}

#[wasm_bindgen_test]
async fn what_has_run_runs_again_only_when_asked() {
    let page = composed("101").await;
    page.press("button", "Run").await;
    page.wait(".run").await;
    drop(page);
    let page = Page::open("/");
    page.wait(".verdict-summary.is-good").await;
    page.press("button", "Run").await;
    page.wait_for_text("dialog[open]", "run 10000").await;
    page.press("button", "Cancel").await;
    page.wait_until_gone("dialog[open]").await;
    assert_eq!(requests_to(SUBMIT).len(), 1);
    page.type_into("Time-out in seconds", "60").await;
    page.press("button", "Run").await;
    page.wait(".run").await;
    assert_eq!(requests_to(SUBMIT).len(), 2);
}
