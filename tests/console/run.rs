//! Run: what the gateway says, as it says it.

use crate::gateway::{answer, forget, requests_to, signed_in};
use crate::page::Page;
use wasm_bindgen_test::wasm_bindgen_test;

fn status(job: i64, object: i64, exit_code: &str) -> String {
    let finished = job != 2;
    format!(
        r#"{{"data":{{"finished":{finished},"job_instance":{{"job_instance_id":7,"name":"<i>night</i>","status":{job},"start_time":1,"total_time":null}},
        "step_instance_list":[{{"step_instance_id":8,"execute_object_result_list":[
        {{"execute_object":{{"type":1,"resource_id":"101","host":{{"bk_host_id":101,"bk_cloud_id":0,"ip":"10.0.0.1"}}}},
        "status":{object},"tag":"","exit_code":{exit_code},"total_time":null}}]}}]}}}}"#
    )
}

fn log(content: &str, offset: usize, total: usize) -> String {
    let next = offset + content.len();
    let content = serde_json::to_string(content).expect("JSON");
    format!(
        r#"{{"data":{{"script_execute_object_task_logs":[{{"log_content":{content},"offset":{offset},"next_offset":{next},"total_bytes":{total}}}]}}}}"#
    )
}

#[wasm_bindgen_test]
async fn output_is_text_whatever_it_says() {
    signed_in();
    let hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>\u{1b}[31m";
    answer("/status", 200, &status(3, 9, "0"));
    answer("/log", 200, &log(hostile, 0, hostile.len()));
    let page = Page::open("/runs/7");
    page.wait_for_text(".log-text", "onerror").await;
    assert_eq!(page.text(".log-text"), hostile);
    assert_eq!(page.text(".run-name"), "<i>night</i>");
    assert!(page.find(".log-text *, .run-name *").is_none());
}

#[wasm_bindgen_test]
async fn a_run_moves_on_by_itself() {
    signed_in();
    answer("/status", 200, &status(2, 7, "null"));
    answer("/log", 200, &log("one\n", 0, 4));
    let page = Page::open("/runs/7");
    page.wait_for_text(".log-text", "one").await;
    page.wait_for_text(".run-line .state", "Running").await;
    answer("/log", 200, &log("two\n", 100, 104));
    page.wait_for_text(".log-text", "two").await;
    assert_eq!(page.text(".log-text"), "one\n\n… 96 bytes were dropped here …\ntwo\n");
    answer("/log", 200, &log("", 104, 104));
    answer("/status", 200, &status(4, 104, "7"));
    page.wait_for_text(".run-line .state", "Failed").await;
    page.wait_for_text(".table tbody .state", "Non-zero exit code").await;
    page.wait_for_text(".run-line", "0 succeeded · 1 failed · 0 unfinished").await;
}

#[wasm_bindgen_test]
async fn a_gateway_that_is_away_is_waited_for() {
    signed_in();
    answer("/status", 0, "");
    let page = Page::open("/runs/7");
    page.wait_for_text(".run-head [role=alert]", "trying again").await;
    answer("/status", 502, "<html>bad gateway</html>");
    let asked = requests_to("/status").len();
    page.wait_for_text(".run-head [role=alert]", "trying again").await;
    answer("/status", 200, &status(3, 9, "0"));
    answer("/log", 200, &log("", 0, 0));
    page.wait_for_text(".run-line .state", "Succeeded").await;
    page.wait_until_gone(".run-head [role=alert]").await;
    assert!(requests_to("/status").len() > asked);
}

#[wasm_bindgen_test]
async fn a_run_that_is_not_there() {
    signed_in();
    answer(
        "/status",
        404,
        r#"{"error":{"code":"NOT_FOUND","message":"There is no run 7.","data":null}}"#,
    );
    let page = Page::open("/runs/7");
    page.wait_for_text(".error-box", "There is no run 7.").await;
}

#[wasm_bindgen_test]
async fn nobody_is_signed_in() {
    forget();
    answer(
        "/session",
        401,
        r#"{"error":{"code":"UNAUTHENTICATED","message":"Sign in.","data":null}}"#,
    );
    let page = Page::open("/runs/7");
    page.wait("input[type=password]").await;
    assert_eq!(requests_to("/status"), [""; 0]);
}

#[wasm_bindgen_test]
async fn a_token_is_used_and_gone() {
    forget();
    answer("/session", 200, r#"{"data":{"user":"tester","inventory":"demo"}}"#);
    let page = Page::open("/#token=0123456789");
    page.wait("#script_content").await;
    let location = leptos::prelude::window().location();
    assert_eq!(location.hash().expect("readable"), "");
    let posts = requests_to("POST /session");
    assert_eq!(posts.len(), 1);
    assert!(posts[0].ends_with(r#"{"token":"0123456789"}"#), "{posts:?}");
}
