//! Run: what the gateway says, as it says it.

use crate::gateway::{answer, forget, requests_to, signed_in};
use crate::page::Page;
use wasm_bindgen_test::wasm_bindgen_test;

const DOWNLOAD: &str = "/log/download";

fn status(job: i64, object: i64, exit_code: &str) -> String {
    let finished = job != 2;
    let operations = if job == 2 { "1" } else { "" };
    format!(
        r#"{{"data":{{"finished":{finished},"job_instance":{{"job_instance_id":7,"name":"<i>night</i>","status":{job},"start_time":1,"total_time":null}},
        "step_instance_list":[{{"step_instance_id":8,"status":{job},"operation_code_list":[{operations}],"execute_object_result_list":[
        {{"execute_object":{{"type":1,"resource_id":"101","host":{{"bk_host_id":101,"bk_cloud_id":0,"ip":"10.0.0.1"}}}},
        "status":{object},"tag":"","exit_code":{exit_code},"total_time":null}}]}}]}}}}"#
    )
}

/// A run of so many hosts, of which every third failed.
fn status_of_many(count: usize) -> String {
    let objects: Vec<String> = (0..count)
        .map(|index| {
            let (id, status) = (100_000 + index, if index % 3 == 0 { 104 } else { 9 });
            format!(
                r#"{{"execute_object":{{"type":1,"resource_id":"{id}","host":{{"bk_host_id":{id},"bk_cloud_id":0,"ip":"10.1.{}.{}"}}}},
                "status":{status},"tag":"t{}","exit_code":{},"total_time":{}}}"#,
                index / 256,
                index % 256,
                index % 5,
                status / 104 * 3,
                index * 7919 % 10_007
            )
        })
        .collect();
    format!(
        r#"{{"data":{{"finished":true,"job_instance":{{"job_instance_id":7,"name":"many","status":4,"start_time":1,"total_time":2}},
        "step_instance_list":[{{"step_instance_id":8,"status":4,"execute_object_result_list":[{}]}}]}}}}"#,
        objects.join(",")
    )
}

#[wasm_bindgen_test]
async fn output_is_text_whatever_it_says() {
    signed_in();
    let hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>\u{1b}]0;x\u{7}";
    answer("/status", 200, &status(3, 9, "0"));
    answer(DOWNLOAD, 200, hostile);
    // Asked again from its end on, there is no more.
    answer(&format!("offset={}", hostile.len()), 200, "");
    let page = Page::open("/runs/7");
    page.wait_for_text(".log-text", "onerror").await;
    assert_eq!(
        page.text(".log-text"),
        "<img src=x onerror=alert(1)><script>alert(2)</script>␛]0;x␇"
    );
    assert_eq!(page.text(".run-name"), "<i>night</i>");
    assert!(page.find(".log-text img, .log-text script, .run-name *").is_none());
}

#[wasm_bindgen_test]
async fn a_run_moves_on_by_itself() {
    signed_in();
    answer("/status", 200, &status(2, 7, "null"));
    answer(DOWNLOAD, 200, "one\n");
    let page = Page::open("/runs/7");
    page.wait_for_text(".log-text", "one").await;
    page.wait_for_text(".run-state", "Running").await;
    answer(DOWNLOAD, 200, "");
    answer("/status", 200, &status(4, 104, "7"));
    page.wait_for_text(".run-state", "Failed").await;
    page.wait_for_text(".table tbody .state", "Non-zero exit code").await;
    page.wait_for_text(".outcomes", "Failed 1").await;
    page.wait_for_text(".groups", "exit code 7").await;
}

#[wasm_bindgen_test]
async fn a_gateway_that_knows_the_companions_only() {
    signed_in();
    answer("/status", 200, &status(3, 9, "0"));
    answer(
        "/log",
        200,
        r#"{"data":{"script_execute_object_task_logs":[{"log_content":"as text\n","offset":0,"next_offset":8,"total_bytes":8}]}}"#,
    );
    answer(DOWNLOAD, 404, "");
    let page = Page::open("/runs/7");
    page.wait_for_text(".log-text", "as text").await;
}

#[wasm_bindgen_test]
async fn why_there_is_no_output() {
    signed_in();
    answer("/status", 200, &status(4, 12, "null"));
    answer(
        "/log",
        200,
        r#"{"data":{"script_execute_object_task_logs":[{"log_content":"no such program","offset":0,"next_offset":0,"total_bytes":0}]}}"#,
    );
    answer(DOWNLOAD, 200, "");
    let page = Page::open("/runs/7");
    page.wait_for_text(".log-empty", "no such program").await;
}

#[wasm_bindgen_test]
async fn many_objects_are_few_elements() {
    signed_in();
    answer("/status", 200, &status_of_many(10_000));
    answer(DOWNLOAD, 200, "x");
    let page = Page::open("/runs/7");
    page.wait_for_text(".hosts-count", "10,000 objects").await;
    page.wait("tr[data-index]").await;
    page.wait_for_text(".outcomes", "Failed 3334").await;
    page.fill("hosts-filter", "109999");
    page.wait_for_text(".hosts-count", "1 of 10,000 objects").await;
    assert!(page.text(".table tbody").contains("Host 109999"));
    page.fill("hosts-filter", "");
    page.click("thead th:nth-child(4) button");
    page.wait("th[aria-sort=ascending]").await;
    page.click("thead th:nth-child(4) button");
    page.wait("th[aria-sort=descending]").await;
    let elements = js_sys::eval("document.querySelectorAll('*').length").expect("a number");
    assert!(elements.as_f64() < Some(2000.0), "{elements:?}");
}

#[wasm_bindgen_test]
async fn an_operation_is_confirmed_in_its_place() {
    signed_in();
    answer("/status", 200, &status(2, 7, "null"));
    answer(DOWNLOAD, 200, "one\n");
    answer("/operate", 200, r#"{"data":{"job_instance_id":7,"step_instance_id":8}}"#);
    let page = Page::open("/runs/7");
    page.wait("#action-1").await;
    page.click("#action-1");
    page.wait_for_text("#action-note", "Ends the script on 1 object.").await;
    assert_eq!(requests_to("/operate"), [""; 0]);
    page.click("#action-cancel");
    page.wait("#action-1").await;
    page.click("#action-1");
    page.wait("#action-note").await;
    page.click(".action-question .button-danger");
    page.wait_until_gone("#action-note").await;
    page.wait("#action-1").await;
    assert!(
        requests_to("/operate")[0].ends_with(r#"{"operation_code":1}"#),
        "{:?}",
        requests_to("/operate")
    );
}

#[wasm_bindgen_test]
async fn an_operation_that_was_not_done_is_said() {
    signed_in();
    answer("/status", 200, &status(2, 7, "null"));
    answer(DOWNLOAD, 200, "one\n");
    answer(
        "/operate",
        400,
        r#"{"error":{"code":"FAILED_PRECONDITION","message":"It has ended already.","data":null}}"#,
    );
    let page = Page::open("/runs/7");
    page.wait("#action-1").await;
    page.click("#action-1");
    page.wait("#action-note").await;
    page.click(".action-question .button-danger");
    page.wait_for_text(".actions .error-box", "It has ended already.").await;
}

#[wasm_bindgen_test]
async fn a_gateway_that_is_away_is_waited_for() {
    signed_in();
    answer("/status", 0, "");
    let page = Page::open("/runs/7");
    page.wait_for_text(".run-head [role=alert]", "goes on by itself").await;
    answer("/status", 502, "<html>bad gateway</html>");
    let asked = requests_to("/status").len();
    page.wait_for_text(".run-head [role=alert]", "goes on by itself").await;
    answer("/status", 200, &status(3, 9, "0"));
    answer(DOWNLOAD, 200, "");
    page.wait_for_text(".run-state", "Succeeded").await;
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

#[wasm_bindgen_test]
async fn single_keys_of_a_log_can_be_switched_off() {
    signed_in();
    answer("/status", 200, &status(3, 9, "0"));
    answer(DOWNLOAD, 200, "one\n");
    answer("offset=4", 200, "");
    for (kept, is_heard) in [("off", false), ("on", true)] {
        let storage = leptos::prelude::window().local_storage().expect("allowed").expect("there");
        storage.set_item("fastexec.single_keys", kept).expect("kept");
        let page = Page::open("/runs/7");
        page.wait_for_text(".log-text", "one").await;
        let follow = page.wait_by_role("button", "Follow").await;
        page.key("log-screen", "f");
        // What comes later is drawn later.
        page.press("button", "Find").await;
        page.wait("#log-find").await;
        let pressed = follow.get_attribute("aria-pressed");
        assert_eq!(pressed.as_deref(), Some(if is_heard { "true" } else { "false" }), "{kept}");
    }
}
