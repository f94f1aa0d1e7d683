//! The request in one's hand: shown, copied, pasted, linked, planned.

use crate::gateway::{SUBMIT, requests_to, signed_in};
use crate::page::{Page, stored};
use wasm_bindgen_test::wasm_bindgen_test;

const EXAMPLE: &str = include_str!("../../crates/contract-js/bench/example.json");

#[wasm_bindgen_test]
async fn the_contracts_example_is_pasted() {
    let page = Page::composing().await;
    page.press("button", "Edit or paste").await;
    page.wait("#request-text").await;
    page.paste("request-text", EXAMPLE);
    page.wait_for_text("#host_ids-hint", "2 hosts").await;
    page.wait_for_value("script_version_id", "1").await;
    page.wait_for_value("dynamic_groups", "blo8gojho0skft7pr5q0").await;
    page.wait_for_value("selector_0_value_1", "job-execute").await;
    page.press("button", "JSON").await;
    page.wait_for_text(".preview", "\"host_id_list\": [101, 102]").await;
}

#[wasm_bindgen_test]
async fn work_is_not_overwritten_without_asking() {
    let page = Page::composing().await;
    page.compose("101").await;
    page.press("button", "Edit or paste").await;
    page.wait("#request-text").await;
    page.paste("request-text", EXAMPLE);
    page.wait_by_role("dialog", "Replace what is in the form?").await;
    page.press("button", "Keep mine").await;
    page.wait_until_gone("dialog[open]").await;
    page.wait_for_value("host_ids", "101").await;
    page.paste("request-text", EXAMPLE);
    page.press("button", "Replace").await;
    page.wait_for_text("#host_ids-hint", "2 hosts").await;
    page.press("button", "Undo").await;
    page.wait_for_text("#host_ids-hint", "1 host").await;
    page.wait_for_value("script_content", "echo").await;
}

#[wasm_bindgen_test]
async fn a_text_is_followed_and_its_problems_have_places() {
    let page = Page::composing().await;
    page.compose("101").await;
    page.press("button", "Edit or paste").await;
    page.wait("#request-text").await;
    page.fill("request-text", "{\n  \"time_out\": 5,\n  \"timeout\": \"6\"\n}");
    page.wait_for_text(".notes", "Line 2, column 3: /time_out").await;
    page.wait_for_text(".notes", "timeout").await;
    page.fill("request-text", "{\"timeout\": 6");
    page.wait_for_text(".notes", "Line 1, column 14").await;
    // What is no request leaves the form alone.
    page.fill("request-text", "{\"timeout\": 61}");
    page.wait_until_gone(".notes").await;
    page.wait_for_value("timeout", "61").await;
    page.fill("request-text", "{\"timeout\": 62}");
    page.press("button", "Undo").await;
    page.wait(".verdict-summary.is-good").await;
    assert_eq!((page.value("timeout"), page.value("host_ids")), (String::new(), "101".to_owned()));
}

#[wasm_bindgen_test]
async fn commands_are_shown_and_read() {
    let page = Page::composing().await;
    page.compose("101").await;
    page.press("button", "cURL").await;
    page.wait_for_text(".preview", "curl -sS -X POST").await;
    let command = page.text(".preview");
    assert!(command.contains("${BKAPI_AUTH:?set BKAPI_AUTH}"), "{command}");
    assert!(command.contains("/open/api/scope/biz/1/execute/fast_execute_script"), "{command}");
    page.press("button", "Clear").await;
    page.press("button", "Edit or paste").await;
    page.wait("#request-text").await;
    page.paste("request-text", &command);
    page.wait_for_text("#host_ids-hint", "1 host").await;
    page.wait_for_value("script_content", "echo").await;
    page.fill("request-text", "curl -d @request.json http://h/");
    page.wait_for_text(".notes", "request.json").await;
    page.paste(
        "request-text",
        "curl http://h/open/api/scope/biz_set/9/execute/x -d '{\"timeout\": 7}'",
    );
    page.press("button", "Replace").await;
    page.wait_for_text(".notes", "biz_set/9").await;
    page.wait_for_value("timeout", "7").await;
}

#[wasm_bindgen_test]
async fn secrets_survive_editing_and_leave_by_no_door() {
    let page = Page::composing().await;
    page.compose("101").await;
    page.type_into("Parameters", "hush-hush").await;
    page.press("checkbox", "Sensitive: hide the parameters, and keep them nowhere").await;
    page.press("button", "Edit or paste").await;
    let encoded = "aHVzaC1odXNo";
    page.wait("#request-text").await;
    let shown = page.value("request-text");
    assert!(shown.contains("******") && !shown.contains(encoded), "{shown}");
    page.fill("request-text", &shown.replace("[101]", "[102]"));
    page.wait_for_text("#host_ids-hint", "1 host").await;
    page.wait_for_value("script_param", "hush-hush").await;
    page.press("button", "cURL").await;
    page.wait_for_text(".preview", "SCRIPT_PARAM").await;
    assert!(!page.text("main").contains(encoded) && !stored().contains("hush"), "{}", stored());
    page.press("button", "Run").await;
    page.wait_for_text(".run-bar", "can't be reached").await;
    assert!(requests_to(SUBMIT)[0].contains(encoded));
    assert!(!stored().contains(encoded), "{}", stored());
}

#[wasm_bindgen_test]
async fn a_link_fills_the_form_and_never_runs() {
    signed_in();
    let request = r#"{"script_content":"ZWNobw==","script_language":1,"account_id":1000,"execute_target":{"host_id_list":[103]}}"#;
    let link = base64_url(request);
    let page = Page::open(&format!("/#request={link}"));
    page.wait(".verdict-summary.is-good").await;
    page.wait_for_value("host_ids", "103").await;
    assert_eq!(leptos::prelude::window().location().hash().expect("readable"), "");
    assert_eq!(requests_to(SUBMIT), [""; 0]);
    drop(page);
    // Over work of one's own it asks.
    let page = Page::open(&format!("/#request={}", base64_url("{}")));
    page.wait_by_role("dialog", "Replace what is in the form?").await;
    page.wait_for_value("host_ids", "103").await;
}

fn base64_url(text: &str) -> String {
    let base64 = leptos::prelude::window().btoa(text).expect("Latin 1");
    base64.replace('+', "-").replace('/', "_").trim_end_matches('=').to_owned()
}

#[wasm_bindgen_test]
async fn the_plan_follows_each_key() {
    let page = Page::composing().await;
    page.compose("101-110").await;
    page.press("tab", "Plan").await;
    page.wait_for_text(".plan", "101, 102, 103, …").await;
    page.press("checkbox", "Run in batches").await;
    page.type_into("Batches", "1 50% +2").await;
    page.wait_for_text("#rolling_expression-hint", "1, then 50% of all, then").await;
    page.wait_for_text(".plan tbody tr:nth-child(2)", "60 %").await;
    page.wait_for_text(".plan tbody tr:nth-child(2)", "102, 103, 104, …").await;
    page.wait_for_text(".plan tbody tr:nth-child(1)", "pause if it fails").await;
    page.choose("rolling_mode", "3");
    page.wait_for_text(".plan tbody tr:nth-child(1)", "asks you").await;
    page.wait_for_text(".plan tbody tr:nth-child(3)", "end").await;
    page.type_into("Batches", "nonsense").await;
    page.wait_for_text("#plan-panel", "can't be read yet").await;
}

#[wasm_bindgen_test]
async fn what_if_there_were_so_many() {
    let page = Page::composing().await;
    page.type_into("Dynamic group IDs", "g1").await;
    page.press("tab", "Plan").await;
    page.type_into("What if there were so many targets?", "240").await;
    page.press("checkbox", "Run in batches").await;
    page.type_into("Batches", "10%").await;
    page.wait_for_text(".plan tbody tr:nth-child(10)", "100 %").await;
}
