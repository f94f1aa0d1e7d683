//! Settings: what this browser keeps, and nothing that is secret.

use crate::gateway::{answer, requests_to, signed_in};
use crate::page::{Page, stored};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn choices_are_kept() {
    signed_in();
    let page = Page::open("/settings");
    page.wait_by_role("combobox", "Density").await;
    page.choose("settings-density", "compact");
    page.choose("settings-theme", "dark");
    page.press("checkbox", "Keys without Ctrl: / ? f n N").await;
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
