//! Requests end with those who wanted their answers.

use crate::gateway::{aborted_to, answer, requests_to, signed_in};
use crate::page::Page;
use wasm_bindgen_test::wasm_bindgen_test;

const HOSTS: &str = "/inventory/hosts";
const SILENCE: u16 = 1;

#[wasm_bindgen_test]
async fn a_newer_question_ends_the_older_one() {
    let page = Page::composing().await;
    answer(HOSTS, SILENCE, "");
    page.press("button", "Choose hosts…").await;
    page.until("a question", || (requests_to(HOSTS).len() == 1).then_some(())).await;
    assert_eq!(aborted_to(HOSTS), 0);
    page.type_into("Search", "web").await;
    page.until("a newer question", || (requests_to("search=web").len() == 1).then_some(())).await;
    assert_eq!((aborted_to(HOSTS), aborted_to("search=web")), (1, 0));
    page.press("button", "Cancel").await;
    page.until("the end of it", || (aborted_to("search=web") == 1).then_some(())).await;
}

#[wasm_bindgen_test]
async fn a_page_that_is_left_asks_no_more() {
    signed_in();
    answer("/status", SILENCE, "");
    let page = Page::open("/runs/7");
    page.until("a question", || (requests_to("/status").len() == 1).then_some(())).await;
    assert_eq!(aborted_to("/status"), 0);
    drop(page);
    let elsewhere = Page::open("/settings");
    elsewhere.until("the end of it", || (aborted_to("/status") == 1).then_some(())).await;
    assert_eq!(requests_to("/status").len(), 1);
}
