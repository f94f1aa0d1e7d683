//! Every field of the contract can be filled, found by its label, and is in the request.

use crate::page::Page;
use wasm_bindgen_test::wasm_bindgen_test;

/// The request without what makes it readable.
async fn request_with(page: &Page, text: &str) -> String {
    page.wait_for_text(".preview", text).await;
    page.text(".preview").split_whitespace().collect()
}

#[wasm_bindgen_test]
async fn texts_and_numbers() {
    let page = Page::composing().await;
    for (label, text) in [
        ("Task name", "night shift"),
        ("Script version ID", "9223372036854775807"),
        ("Script ID", "demo"),
        ("Script content", "echo"),
        ("Parameters", "a b"),
        ("Time-out in seconds", "60"),
        ("Account ID", "1000"),
        ("Account alias", "root"),
        ("Host IDs", "101-103"),
        ("Dynamic group IDs", "g1 g2"),
        ("Container IDs", "10001"),
        ("Callback URL", "https://example.com/done"),
    ] {
        page.type_into(label, text).await;
    }
    let request = request_with(&page, "example.com").await;
    for member in [
        r#""task_name":"nightshift""#,
        r#""script_version_id":9223372036854775807"#,
        r#""script_id":"demo""#,
        r#""script_content":"ZWNobw==""#,
        r#""script_param":"YSBi""#,
        r#""timeout":60"#,
        r#""account_id":1000"#,
        r#""account_alias":"root""#,
        r#""host_id_list":[101,102,103]"#,
        r#""host_dynamic_group_list":[{"id":"g1"},{"id":"g2"}]"#,
        r#""container_id_list":[10001]"#,
        r#""callback":{"url":"https://example.com/done"}"#,
    ] {
        assert!(request.contains(member), "{member} in {request}");
    }
    // What loses is dimmed where it stands, and says why.
    for id in ["script_id", "script_content", "account_alias"] {
        page.wait(&format!(".field-ignored #{id}")).await;
        page.wait_for_text(&format!("#{id}-messages"), "wins").await;
    }
    page.type_into("Script version ID", "").await;
    page.wait_for_text("#script_content-messages", "script_id wins").await;
    page.type_into("Script ID", "").await;
    page.wait_until_gone(".field-ignored #script_content").await;
}

#[wasm_bindgen_test]
async fn rows_of_nodes() {
    let page = Page::composing().await;
    page.open_part("Topology nodes").await;
    page.press("button", "Add a node").await;
    page.type_into("Node type 1", "set").await;
    page.type_into("Node ID 1", "900").await;
    page.press("button", "Add a node").await;
    page.wait_by_role("textbox", "Node ID 2").await;
    // Several at once become rows.
    page.paste("topo_node_1_id", "1000, module:7-8");
    let request = request_with(&page, "\"module\"").await;
    let nodes = r#"[{"id":900,"node_type":"set"},{"id":1000,"node_type":"set"},{"id":7,"node_type":"module"},{"id":8,"node_type":"module"}]"#;
    assert!(request.contains(nodes), "{request}");
    page.press("button", "Remove node 1").await;
    page.wait_until_gone("#topo_node_3_id").await;
    assert_eq!(
        (page.value("topo_node_0_id"), page.value("topo_node_0_type")),
        ("1000".to_owned(), "set".to_owned())
    );
}

#[wasm_bindgen_test]
async fn selectors_with_every_operator() {
    let page = Page::composing().await;
    page.open_part("Containers by label").await;
    page.press("button", "Add a selector").await;
    page.type_into("Node ID of selector 1", "18881").await;
    page.wait_by_role("combobox", "Node type of selector 1").await;
    page.choose("selector_0_type", "cluster");
    for (at, operator, value) in [
        (0, "equals", "job"),
        (1, "not_equals", "x"),
        (2, "in", "a,b"),
        (3, "not_in", "c"),
        (4, "exists", ""),
    ] {
        if at > 0 {
            page.press("button", "Add a condition").await;
        }
        page.type_into(&format!("Label key {}", at + 1), "app").await;
        page.choose(&format!("selector_0_operator_{at}"), operator);
        page.type_into(&format!("Label value {}", at + 1), value).await;
    }
    let request = request_with(&page, "exists").await;
    assert!(request.contains(r#""topo_node_type":"cluster","topo_node_id":18881"#), "{request}");
    for expression in [
        r#"{"label_key":"app","label_value":"job","operator":"equals"}"#,
        r#"{"label_key":"app","label_value":"x","operator":"not_equals"}"#,
        r#"{"label_key":"app","label_value":"a,b","operator":"in"}"#,
        r#"{"label_key":"app","label_value":"c","operator":"not_in"}"#,
        r#"{"label_key":"app","operator":"exists"}"#,
    ] {
        assert!(request.contains(expression), "{expression} in {request}");
    }
    page.press("button", "Remove condition 1").await;
    page.wait_until_gone("#selector_0_key_4").await;
    page.wait_for_value("selector_0_value_0", "x").await;
    page.press("button", "Remove selector 1").await;
    page.wait_until_gone("#selector_0_id").await;
}

#[wasm_bindgen_test]
async fn a_selector_of_kubectl_is_pasted() {
    let page = Page::composing().await;
    page.open_part("Containers by label").await;
    page.press("button", "Add a selector").await;
    page.wait_by_role("textbox", "Label key 1").await;
    page.paste("selector_0_key_0", "app=job,tier in (web, db)");
    page.wait("#selector_0_key_1").await;
    page.wait_for_value("selector_0_key_0", "app").await;
    page.wait_for_value("selector_0_value_1", "web,db").await;
}

#[wasm_bindgen_test]
async fn ids_are_counted_and_folded() {
    let page = Page::composing().await;
    page.type_into("Host IDs", "101-105, 103 web-1 200").await;
    page.wait_for_text("#host_ids-hint", "7 hosts (1 said again").await;
    page.wait_for_text(".chips", "101-105").await;
    page.press("button", "Remove web-1").await;
    page.wait_for_text("#host_ids-hint", "6 hosts").await;
    page.wait_for_value("host_ids", "101-105, 200").await;
    // Taking out a chip is one step back.
    page.press("button", "Undo").await;
    page.wait_for_text(".chips", "web-1").await;
    page.wait_for_value("host_ids", "101-105, 103 web-1 200").await;
}

#[wasm_bindgen_test]
async fn each_language_has_its_script() {
    let page = Page::composing().await;
    page.type_into("Script content", "echo").await;
    page.choose("script_language", "4");
    page.wait_for_value("script_content", "").await;
    page.press("button", "Insert a starter script").await;
    page.wait_for_text(".preview", "\"script_language\": 4").await;
    assert!(page.value("script_content").contains("job_success"));
    page.choose("script_language", "1");
    page.wait_for_value("script_content", "echo").await;
}

#[wasm_bindgen_test]
async fn closed_parts_open_for_their_errors() {
    let page = Page::composing().await;
    page.compose("101").await;
    let part = page.wait_by_role("group", "Callback").await;
    assert!(!part.has_attribute("open"));
    page.wait_for_text(".part-closed", "all at once").await;
    page.type_into("Callback URL", "ftp://x").await;
    page.wait_for_text(".findings", "/callback/url").await;
    page.click(".findings li button");
    page.wait_for_text("#callback_url-messages", "http").await;
    page.wait_for_focus("callback_url").await;
    assert!(part.has_attribute("open"));
}

#[wasm_bindgen_test]
async fn findings_stand_in_the_order_of_the_form() {
    let page = Page::composing().await;
    page.type_into("Callback URL", "x").await;
    page.type_into("Host IDs", "x").await;
    page.type_into("Account ID", "0").await;
    page.type_into("Time-out in seconds", "0").await;
    page.type_into("Task name", &"x".repeat(513)).await;
    page.wait_for_text(".findings", "/task_name").await;
    let text = page.text(".findings");
    let places: Vec<usize> = [
        "/task_name",
        "/script_content",
        "/timeout",
        "/account_id",
        "/execute_target",
        "/callback",
    ]
    .iter()
    .map(|pointer| text.find(pointer).unwrap_or_else(|| panic!("{pointer} in {text}")))
    .collect();
    assert!(places.is_sorted(), "{text}");
}

#[wasm_bindgen_test]
async fn what_is_dangerous_is_pointed_out() {
    let page = Page::composing().await;
    page.compose("101-250").await;
    page.wait_for_text(".hints", "All 150 targets run at once").await;
    page.type_into("Script content", "echo\nrm -rf /").await;
    page.wait_for_text(".hints", "Line 2: rm -rf / deletes what the system needs").await;
    // It is no error.
    assert!(page.find(".verdict-summary.is-good").is_some());
}
