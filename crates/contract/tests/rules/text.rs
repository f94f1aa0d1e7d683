//! What a text must be to be a request at all, and what is said of its members.

use crate::label::label_findings;
use crate::{findings, request, target_findings, text_findings};
use fastexec_contract::{Code, Lang, check};

#[test]
fn json_syntax() {
    for text in ["", "{", "{\"timeout\":1,}", "\u{feff}{}", "{} {}", "[1e999]"] {
        text_findings(text, &[" json_syntax"]);
    }
    for text in [&b"\"\xff\""[..], b"{\"a\":\"\0\"}"] {
        let (_, report) = check(text);
        assert_eq!(report.findings()[0].code, Code::JsonSyntax);
    }
}

#[test]
fn line_and_column() {
    let (_, report) = check("{\n  \"名字\": 1,\n  \"x\": \"中\" 2\n}".as_bytes());
    assert_eq!((report.findings()[0].line, report.findings()[0].column), (3, 12));
    let (_, report) = check(b"{\n  \"timeout\": 0,\n  \"task_name\": 1}");
    let places: Vec<_> =
        report.findings().iter().map(|it| (it.code.id(), it.line, it.column)).collect();
    assert_eq!(
        places,
        [
            ("script_missing", 1, 2),
            ("timeout_out_of_range", 2, 14),
            ("account_missing", 2, 15),
            ("field_missing", 2, 15),
            ("wrong_type", 3, 16),
        ]
    );
}

#[test]
fn wrong_type() {
    for wrong in ["\"12\"", "1.0", "1e3", "true", "[]", "{}"] {
        findings(&[("timeout", wrong)], &["/timeout wrong_type"]);
        findings(&[("account_id", wrong)], &["/account_id wrong_type"]);
    }
    findings(&[("task_name", "1")], &["/task_name wrong_type"]);
    findings(&[("execute_target", "[1]")], &["/execute_target wrong_type"]);
    target_findings(
        r#"{"host_id_list":"101","container_id_list":["1",2]}"#,
        &[
            "/execute_target/host_id_list wrong_type",
            "/execute_target/container_id_list/0 wrong_type",
        ],
    );
    target_findings(
        r#"{"host_dynamic_group_list":["a"]}"#,
        &["/execute_target/host_dynamic_group_list/0 wrong_type"],
    );
    for root in ["[]", "1", "null", "\"{}\""] {
        text_findings(root, &[" wrong_type"]);
    }
}

#[test]
fn long_out_of_range() {
    findings(&[("account_id", "9007199254740993")], &[]);
    findings(&[("account_id", "9223372036854775807")], &[]);
    for wrong in ["9223372036854775808", "-9223372036854775809", "1000000000000000000000000"] {
        findings(&[("account_id", wrong)], &["/account_id long_out_of_range"]);
    }
}

#[test]
fn duplicate_key() {
    let text = r#"{"script_version_id":1,"account_id":1,"account_id":2,"x~/":1,"x~/":2,
        "execute_target":{"host_id_list":[1],"host_id_list":[]}}"#;
    text_findings(
        text,
        &[
            "/account_id duplicate_key",
            "/x~0~1 unknown_key",
            "/x~0~1 duplicate_key",
            "/execute_target/host_id_list duplicate_key",
        ],
    );
}

#[test]
fn unknown_key() {
    for (key, hint) in [
        ("time_out", "Did you mean timeout?"),
        ("scriptVersionId", "Did you mean script_version_id?"),
        ("target_server", "JOB's v3 API uses that name. Here it is execute_target."),
        ("callback_url", "JOB's v3, v4 API uses that name. Here it is callback.url."),
        ("param_sensitive", "Here it is is_param_sensitive."),
        ("bk_biz_id", "Here it is /scope/{scopeType}/{scopeId}."),
        ("host_list", "Here it is execute_target.host_id_list."),
        ("start_task", "Nothing here does the same as start_task."),
        ("banana", "has no effect."),
    ] {
        let text = request(&[(key, "1")]);
        let (submission, report) = check(text.as_bytes());
        assert!(submission.is_some(), "an unknown key is a warning");
        let finding = &report.findings()[0];
        assert_eq!(
            (finding.pointer.as_str(), finding.code),
            (&*format!("/{key}"), Code::UnknownKey)
        );
        assert!(finding.message(Lang::En).ends_with(hint), "{}", finding.message(Lang::En));
    }
    target_findings(
        r#"{"host_id_list":[1],"topo_node_list":[]}"#,
        &["/execute_target/topo_node_list unknown_key"],
    );
}

#[test]
fn too_many_findings() {
    let target = format!("{{\"host_id_list\":[{}1]}}", "\"a\",".repeat(100_001));
    let (_, report) = check(request(&[("execute_target", &target)]).as_bytes());
    assert_eq!(report.findings().len(), 100_001);
    assert_eq!(report.findings()[0].code, Code::TooManyFindings);
    assert_eq!(
        report.findings()[0].message(Lang::En),
        "2 more findings are not listed. Correct these first."
    );
}

#[test]
fn field_missing() {
    findings(&[("execute_target", "")], &["/execute_target field_missing"]);
    findings(&[("execute_target", "null")], &["/execute_target field_missing"]);
    findings(&[("callback", "{}")], &["/callback/url field_missing"]);
    findings(
        &[("rolling_config", "{}")],
        &["/rolling_config/expression field_missing", "/rolling_config/mode field_missing"],
    );
    target_findings(
        r#"{"host_dynamic_group_list":[{}],"host_topo_node_list":[{"id":1},{"node_type":"set"}],
            "container_label_selector_list":[{}]}"#,
        &[
            "/execute_target/host_dynamic_group_list/0/id field_missing",
            "/execute_target/host_topo_node_list/0/node_type field_missing",
            "/execute_target/host_topo_node_list/1/id field_missing",
            "/execute_target/container_label_selector_list/0/topo_node_id field_missing",
            "/execute_target/container_label_selector_list/0/topo_node_type field_missing",
            "/execute_target/container_label_selector_list/0/label_selector_expr_list field_missing",
        ],
    );
    label_findings("[{}]", &["/0/label_key field_missing", "/0/operator field_missing"]);
}

#[test]
fn id_out_of_range() {
    findings(&[("account_id", "0")], &["/account_id id_out_of_range"]);
    findings(&[("script_version_id", "-1")], &["/script_version_id id_out_of_range"]);
    target_findings(
        r#"{"host_id_list":[1,0],"host_topo_node_list":[{"id":0,"node_type":"set"}],"container_id_list":[-5]}"#,
        &[
            "/execute_target/host_id_list/1 id_out_of_range",
            "/execute_target/host_topo_node_list/0/id id_out_of_range",
            "/execute_target/container_id_list/0 id_out_of_range",
        ],
    );
    target_findings(
        r#"{"container_label_selector_list":[{"topo_node_id":0,"topo_node_type":"biz",
            "label_selector_expr_list":[{"label_key":"a","operator":"exists"}]}]}"#,
        &["/execute_target/container_label_selector_list/0/topo_node_id id_out_of_range"],
    );
}

#[test]
fn the_documents_own_example() {
    let document = include_str!("../../testdata/fast_execute_script.zh.md");
    let body = document.split("```json").nth(1).and_then(|text| text.split("```").next());
    text_findings(
        body.expect("the document has an example"),
        &["/script_content script_source_ignored", "/script_language script_language_ignored"],
    );
}
