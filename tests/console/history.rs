//! History in front of JOB: submissions of which nobody knows what became of them.

use crate::gateway::{answer, in_front_of_job, requests_to, signed_in};
use crate::page::Page;
use wasm_bindgen_test::wasm_bindgen_test;

const LIST: &str = "/jobInstance?";

fn runs(lost: &str) -> String {
    format!(
        r#"{{"data":{{"offset":0,"length":25,"total":0,"job_instance_list":[],"lost_submission_list":[{lost}]}}}}"#
    )
}

#[wasm_bindgen_test]
async fn what_got_lost_is_said_with_what_to_do() {
    signed_in();
    in_front_of_job("\"bk_token\"");
    let lost = r#"{"name":"<b>nightly</b>","create_time":1764000000000,"outcome":"unknown"}"#;
    answer(LIST, 200, &runs(lost));
    let page = Page::open("/runs");
    let region = page.wait_by_role("region", "Submissions without an answer").await;
    let text = region.text_content().unwrap_or_default();
    for said in ["Outcome unknown", "<b>nightly</b>", "2025-11-", "safe to run again"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    page.choose_language("zh-CN");
    let region = page.wait_by_role("region", "未得到应答的提交").await;
    page.until("Chinese", || region.text_content()?.contains("结果未知").then_some(())).await;
    page.choose_language("en");
    // The gateway looks again when it is asked, and has found it.
    answer(LIST, 200, &runs(""));
    let asked = requests_to(LIST).len();
    page.press("button", "Look in JOB again").await;
    page.wait_until_gone("[role=region]").await;
    assert_eq!(requests_to(LIST).len(), asked + 1);
}

#[wasm_bindgen_test]
async fn a_gateway_that_runs_scripts_itself_loses_nothing() {
    signed_in();
    let own = r#"{"data":{"offset":0,"length":25,"total":0,"job_instance_list":[]}}"#;
    answer(LIST, 200, own);
    let page = Page::open("/runs");
    page.wait_for_text(".history-empty", "Nothing has been run yet.").await;
    assert!(page.by_role("region", "Submissions without an answer").is_none());
}
