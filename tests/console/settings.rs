//! Settings: what this browser keeps, and nothing that is secret.

use crate::gateway::{answer, in_front_of_job, requests_to, signed_in};
use crate::page::{Page, stored};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn choices_are_kept() {
    signed_in();
    let page = Page::open("/settings");
    page.wait_by_role("combobox", "Density").await;
    page.choose("settings-density", "compact");
    page.choose("settings-theme", "dark");
    page.press("checkbox", "Keys without Ctrl: / ? f n N w").await;
    for kept in ["density=compact", "theme=dark", "single_keys=off"] {
        page.wait_for_stored(kept).await;
    }
    page.choose("settings-theme", "system");
    page.choose("settings-density", "comfortable");
}

#[wasm_bindgen_test]
async fn a_draft_is_forgotten() {
    signed_in();
    let page = Page::open("/");
    page.compose("101").await;
    drop(page);
    let page = Page::open("/settings");
    page.press("button", "Forget the draft").await;
    page.wait_for_text(".settings", "Forgotten.").await;
    assert!(!stored().contains("fastexec.draft"), "{}", stored());
}

#[wasm_bindgen_test]
async fn a_token_is_kept_nowhere() {
    signed_in();
    let page = Page::open("/settings");
    page.type_into("Another address or token", "http://127.0.0.1:1/#token=hush").await;
    page.press("button", "Sign in").await;
    for _ in 0..100 {
        if !requests_to("POST /session").is_empty() {
            break;
        }
        gloo_timers::future::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert!(requests_to("POST /session")[0].ends_with(r#"{"token":"hush"}"#));
    assert!(!stored().contains("hush"), "{}", stored());
}

#[wasm_bindgen_test]
async fn signing_out_leads_to_the_door() {
    signed_in();
    let page = Page::open("/settings");
    page.wait_by_role("button", "Sign out").await;
    answer("/session", 204, "");
    page.press("button", "Sign out").await;
    page.wait_until_gone(".settings").await;
    page.wait_by_role("button", "Sign in").await;
    assert!(requests_to("DELETE /session").len() == 1);
}

const IDENTITY: &str = "/session/upstream";

#[wasm_bindgen_test]
async fn a_gateway_that_runs_scripts_itself_asks_for_no_identity() {
    signed_in();
    let page = Page::open("/settings");
    page.wait_by_role("button", "Sign out").await;
    assert!(page.by_role("textbox", "Access token").is_none());
}

#[wasm_bindgen_test]
async fn an_access_token_goes_to_the_gateway_and_stays_nowhere() {
    signed_in();
    in_front_of_job("null");
    let page = Page::open("/settings");
    page.wait_for_text(".settings", "nothing yet").await;
    let field = page.wait_by_role("textbox", "Access token").await;
    assert_eq!(field.get_attribute("type").as_deref(), Some("password"));
    page.type_into("Access token", "hush").await;
    answer(IDENTITY, 204, "");
    in_front_of_job("\"access_token\"");
    answer(IDENTITY, 204, "");
    page.press("button", "Use it").await;
    page.wait_for_text(".settings", "an access token").await;
    let sent = requests_to("PUT /session/upstream");
    assert!(sent.len() == 1 && sent[0].ends_with(r#"{"access_token":"hush"}"#), "{sent:?}");
    page.wait_for_value("identity", "").await;
    assert!(!stored().contains("hush"), "{}", stored());
    let address = leptos::prelude::window().location().href().expect("an address");
    assert!(!address.contains("hush"), "{address}");
    in_front_of_job("null");
    answer(IDENTITY, 204, "");
    page.press("button", "Forget it").await;
    page.wait_for_text(".settings", "nothing yet").await;
    assert_eq!(requests_to("DELETE /session/upstream").len(), 1);
}

#[wasm_bindgen_test]
async fn a_name_is_seen_and_a_token_never_is() {
    signed_in();
    in_front_of_job("null");
    let page = Page::open("/settings");
    page.type_into("Access token", "hush").await;
    page.choose("identity-kind", "bk_username");
    let field = page.wait_by_role("textbox", "User name").await;
    page.until("letters", || (field.get_attribute("type")? == "text").then_some(())).await;
    page.wait_for_value("identity", "").await;
    page.type_into("User name", "张三").await;
    answer(IDENTITY, 204, "");
    page.press("button", "Use it").await;
    page.wait_for_text(".settings", "Done.").await;
    assert!(requests_to("PUT /session/upstream")[0].ends_with(r#"{"bk_username":"张三"}"#));
}

#[wasm_bindgen_test]
async fn what_the_gateway_refuses_of_an_identity_is_shown() {
    signed_in();
    in_front_of_job("null");
    let page = Page::open("/settings");
    page.type_into("Access token", "hush").await;
    let refused =
        r#"{"error":{"code":"INVALID_ARGUMENT","message":"Send an access token.","data":null}}"#;
    answer(IDENTITY, 400, refused);
    page.press("button", "Use it").await;
    page.wait_for_text(".error-box", "Send an access token.").await;
    // What was typed can be mended.
    assert_eq!(page.value("identity"), "hush");
    page.choose_language("zh-CN");
    page.wait_by_role("button", "使用").await;
    page.choose_language("en");
}
