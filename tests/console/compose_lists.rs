//! Choosing from what the gateway lists, and asking it what a target stands for.

use crate::gateway::{answer, requests_to};
use crate::page::Page;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn hosts_are_searched_and_added() {
    let page = Page::composing().await;
    answer(
        "/inventory/hosts",
        200,
        r#"{"data":{"offset":0,"length":100,"total":3,"host_list":[
        {"bk_host_id":101,"bk_cloud_id":0,"ip":"10.0.0.1","name":"web-1","attributes":{}},
        {"bk_host_id":9223372036854775807,"bk_cloud_id":0,"ip":"10.0.0.2","name":"web-2","attributes":{}}]}}"#,
    );
    page.type_into("Host IDs", "101").await;
    page.press("button", "Choose hosts…").await;
    page.wait_for_text("dialog[open]", "2 of 3").await;
    page.type_into("Search", "web").await;
    page.wait_for_text(".picker-list", "web-2").await;
    for index in 1..=2 {
        page.click(&format!(".picker-list li:nth-child({index}) input"));
    }
    page.press("button", "Add 2").await;
    page.wait_for_text("#host_ids-hint", "2 hosts").await;
    page.wait_for_value("host_ids", "101, 9223372036854775807").await;
    let asked = requests_to("/inventory/hosts");
    assert!(asked.last().expect("asked").contains("search=web&offset=0"), "{asked:?}");
}

#[wasm_bindgen_test]
async fn a_choice_wins_over_what_was_typed() {
    let page = Page::composing().await;
    answer(
        "/inventory/accounts",
        200,
        r#"{"data":{"offset":0,"length":100,"total":1,"account_list":[{"id":7,"alias":"root","user":"root"}]}}"#,
    );
    page.compose("101").await;
    page.type_into("Account alias", "app").await;
    page.press("button", "Choose an account…").await;
    page.press("button", "root7 · root").await;
    page.wait_for_text(".flag", "may do everything").await;
    assert_eq!(
        (page.value("account_id"), page.value("account_alias")),
        ("7".to_owned(), String::new())
    );
}

#[wasm_bindgen_test]
async fn scripts_have_versions() {
    let page = Page::composing().await;
    answer(
        "/inventory/scripts",
        200,
        r#"{"data":{"offset":0,"length":100,"total":1,"script_list":[{"id":"demo","name":"Where","script_version_list":[
        {"script_version_id":1,"version":"1.0","status":1,"script_language":1}]}]}}"#,
    );
    page.press("button", "Choose a script…").await;
    page.press("button", "Where 1.0demo · shell · #1").await;
    page.wait_until_gone("dialog[open]").await;
    page.wait_for_value("script_version_id", "1").await;
}

#[wasm_bindgen_test]
async fn a_gateway_without_lists_says_so() {
    let page = Page::composing().await;
    answer("/inventory/groups", 404, r#"{"error":{"code":"NOT_FOUND","message":"m","data":null}}"#);
    page.press("button", "Choose groups…").await;
    page.wait_for_text("dialog[open]", "IDs can still be typed").await;
    page.press("button", "Cancel").await;
    page.wait_until_gone("dialog[open]").await;
    answer("/inventory/groups", 0, "");
    page.press("button", "Choose groups…").await;
    page.wait_for_text("dialog[open]", "can't be reached").await;
}

#[wasm_bindgen_test]
async fn targets_are_resolved_and_problems_have_fields() {
    let page = Page::composing().await;
    page.type_into("Dynamic group IDs", "g1").await;
    answer(
        "/inventory/resolve",
        400,
        r#"{"error":{"code":"FAILED_PRECONDITION","message":"m","data":{"findings":[
        {"pointer":"/execute_target/host_dynamic_group_list/0","code":"x","severity":"error","message":"no group g1"}]}}}"#,
    );
    page.press("button", "Resolve").await;
    page.wait_for_text(".resolve .problems", "no group g1").await;
    page.click(".resolve .problems button");
    page.wait_for_focus("dynamic_groups").await;
    answer("/inventory/resolve", 200, RESOLVED);
    page.press("button", "Resolve").await;
    page.wait_for_text(".resolve", "Now: 1 host and 1 container").await;
    page.press("tab", "Plan").await;
    page.wait_for_text(".plan", "103 (10.0.0.3), 10001 (web)").await;
    page.type_into("Dynamic group IDs", "g1 g2").await;
    page.wait_for_text(".resolve", "The target has changed").await;
    let asked = requests_to("/inventory/resolve");
    assert!(asked[0].contains("execute_target") && !asked[0].contains("script"), "{asked:?}");
}

const RESOLVED: &str = r#"{"data":{"host_count":1,"container_count":1,"execute_object_list":[
    {"type":1,"resource_id":"103","host":{"bk_host_id":103,"bk_cloud_id":0,"ip":"10.0.0.3"}},
    {"type":2,"resource_id":"10001","container":{"id":10001,"container_uid":"u","name":"web"}}]}}"#;
