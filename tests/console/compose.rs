//! Compose: what is wrong is seen, what is typed is kept, and nothing runs twice.

use crate::gateway::{SUBMIT, answer, requests_to, signed_in};
use crate::page::{Page, focused, stored};
use wasm_bindgen_test::wasm_bindgen_test;

const ACCEPTED: &str = r#"{"data":{"job_instance_id":9223372036854775807,"step_instance_id":2,"job_instance_name":"x"}}"#;

#[wasm_bindgen_test]
async fn both_languages() {
    signed_in();
    let page = Page::open("/");
    page.wait_for_text("h1", "Compose").await;
    page.choose_language("zh-CN");
    page.wait_for_text("h1", "快速执行脚本").await;
    page.wait_for_text(".findings", "错误").await;
    page.choose_language("en");
    page.wait_for_text(".findings", "No account").await;
}

#[wasm_bindgen_test]
async fn an_error_waits_until_its_field_was_left() {
    signed_in();
    let page = Page::open("/");
    page.compose("101").await;
    page.fill("timeout", "0");
    page.wait_for_text(".findings", "/timeout").await;
    assert_eq!(page.text("#timeout-messages"), "");
    page.leave("timeout");
    page.wait_for_text("#timeout-messages", "1 to 86400").await;
    page.wait("#timeout[aria-invalid=true]").await;
    page.fill("timeout", "60");
    page.wait(".verdict-summary.is-good").await;
    assert_eq!(page.text("#timeout-messages"), "");
}

#[wasm_bindgen_test]
async fn run_with_errors_leads_to_them() {
    signed_in();
    let page = Page::open("/");
    page.wait("#script_content").await;
    page.click(".run-bar .button-primary");
    page.wait_for_text("#account_id-messages", "No account").await;
    assert_eq!(focused(), "verdict-summary");
    page.click(".findings li:nth-child(2) button");
    assert_eq!(focused(), "account_id");
    assert_eq!(requests_to(SUBMIT), [""; 0]);
}

#[wasm_bindgen_test]
async fn ids_are_exact_on_the_way_out_and_back() {
    signed_in();
    answer(SUBMIT, 200, ACCEPTED);
    answer("/status", 0, "");
    let page = Page::open("/");
    page.compose("9223372036854775807").await;
    page.click(".run-bar .button-primary");
    page.wait(".run").await;
    assert!(requests_to(SUBMIT)[0].contains("[9223372036854775807]"), "{:?}", requests_to(SUBMIT));
    page.wait(".run-head [role=alert]").await;
    assert!(requests_to("/status")[0].contains("/jobInstance/9223372036854775807/"));
}

#[wasm_bindgen_test]
async fn more_than_one_host_must_be_confirmed() {
    signed_in();
    answer(SUBMIT, 200, ACCEPTED);
    let page = Page::open("/");
    page.compose("101 102").await;
    page.click(".run-bar .button-primary");
    page.wait("dialog[open]").await;
    page.wait_by_role("dialog", "Run shell on 2 hosts?").await;
    page.click("dialog .button-plain");
    page.wait_until_gone("dialog[open]").await;
    assert_eq!(requests_to(SUBMIT), [""; 0]);
    page.click(".run-bar .button-primary");
    page.wait("dialog[open]").await;
    page.click("dialog .button-danger");
    page.wait(".run").await;
    assert_eq!(requests_to(SUBMIT).len(), 1);
}

#[wasm_bindgen_test]
async fn a_lost_answer_runs_nothing_twice() {
    signed_in();
    answer(SUBMIT, 0, "");
    let page = Page::open("/");
    page.compose("101").await;
    page.click(".run-bar .button-primary");
    page.wait_for_text(".run-bar", "can't be reached").await;
    drop(page);
    // Reloaded, the same request has the same key; another request has another.
    let page = Page::open("/");
    page.wait(".verdict-summary.is-good").await;
    page.click(".run-bar .button-primary");
    page.wait_for_text(".run-bar", "can't be reached").await;
    page.fill("timeout", "60");
    page.wait_until_gone(".error-box").await;
    page.click(".run-bar .button-primary");
    page.wait_for_text(".run-bar", "can't be reached").await;
    let keys: Vec<String> = requests_to(SUBMIT)
        .iter()
        .map(|request| request.split(' ').nth(2).expect("a key").to_owned())
        .collect();
    assert_eq!(keys.len(), 3, "{keys:?}");
    assert_eq!(keys[0], keys[1]);
    assert_ne!(keys[1], keys[2]);
    assert!(keys[0].len() > 30, "{keys:?}");
}

#[wasm_bindgen_test]
async fn what_the_gateway_says_is_said() {
    signed_in();
    answer(
        SUBMIT,
        400,
        r#"{"error":{"code":"FAILED_PRECONDITION","message":"<b>host 101</b> is gone","data":null}}"#,
    );
    let page = Page::open("/");
    page.compose("101").await;
    page.click(".run-bar .button-primary");
    page.wait_for_text(".error-box", "<b>host 101</b> is gone").await;
    page.wait_for_text(".error-box", "HTTP 400 · FAILED_PRECONDITION").await;
    assert!(page.find(".error-box b").is_none());
}

#[wasm_bindgen_test]
async fn a_draft_is_kept_but_not_its_secret() {
    signed_in();
    let page = Page::open("/");
    page.compose("101").await;
    page.fill("script_param", "hush-hush");
    page.click("input[type=checkbox]");
    page.wait("#script_param[type=password]").await;
    page.wait_for_text(".preview", "******").await;
    let encoded = "aHVzaC1odXNo";
    assert!(!page.text(".preview").contains(encoded));
    assert!(!stored().contains("hush") && !stored().contains(encoded), "{}", stored());
    drop(page);
    let page = Page::open("/");
    page.wait(".verdict-summary.is-good").await;
    assert_eq!(page.value("host_ids"), "101");
    assert_eq!(page.value("script_param"), "");
    page.wait("#script_param[type=password]").await;
}

#[wasm_bindgen_test]
async fn the_account_that_loses_is_dimmed() {
    signed_in();
    let page = Page::open("/");
    page.compose("101").await;
    page.fill("account_alias", "root");
    page.wait_for_text("#account_alias-messages", "account_id wins").await;
    page.wait(".field-ignored #account_alias").await;
    page.fill("account_id", "");
    page.wait_until_gone(".field-ignored").await;
    page.wait(".verdict-summary.is-good").await;
}
