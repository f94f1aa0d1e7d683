//! One table for each rule, under the rule's own name.

use fastexec_contract::dialect::{Names, Namespace};
use fastexec_contract::ids::TopoNodeId;
use fastexec_contract::{Code, Dialect, Lang, base64_text, check, check_for};

/// What a small good request holds, then changed: a new value for a field, or none to take it out.
fn request(changes: &[(&str, &str)]) -> String {
    let mut fields = vec![
        ("script_version_id", "1"),
        ("account_id", "1000"),
        ("execute_target", r#"{"host_id_list":[101]}"#),
    ];
    for (name, value) in changes {
        fields.retain(|(field, _)| field != name);
        if !value.is_empty() {
            fields.push((name, value));
        }
    }
    let members: Vec<String> =
        fields.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", members.join(","))
}

/// `pointer code` of each finding.
fn found(text: &str) -> Vec<String> {
    let (submission, report) = check(text.as_bytes());
    assert_eq!(submission.is_some(), report.is_valid(), "a submission exactly when valid: {text}");
    for finding in report.findings() {
        for lang in Lang::ALL {
            let message = finding.message(lang);
            assert!(!message.is_empty() && !message.contains('{'), "{message}");
        }
    }
    report.findings().iter().map(|it| format!("{} {}", it.pointer, it.code.id())).collect()
}

#[track_caller]
fn findings(changes: &[(&str, &str)], expected: &[&str]) {
    assert_eq!(found(&request(changes)), expected, "{}", request(changes));
}

#[track_caller]
fn text_findings(text: &str, expected: &[&str]) {
    assert_eq!(found(text), expected, "{text}");
}

/// These are FAILED_PRECONDITION, all others INVALID_ARGUMENT.
#[test]
fn well_formed_but_cannot_run() {
    let found: Vec<&str> =
        Code::ALL.iter().filter(|code| code.is_precondition()).map(|code| code.id()).collect();
    assert_eq!(found, ["rolling_too_many_batches", "dialect_node_unknown"]);
}

/// An inline script instead of the stored one.
#[track_caller]
fn script_findings(content: &str, language: &str, expected: &[&str]) {
    let content = format!("\"{}\"", base64_text::encode(content));
    let changes =
        [("script_version_id", ""), ("script_content", &content), ("script_language", language)];
    findings(&changes, expected);
}

#[track_caller]
fn content_findings(base64: &str, expected: &[&str]) {
    let content = serde_json::to_string(base64).expect("a string is JSON");
    let changes =
        [("script_version_id", ""), ("script_content", &content), ("script_language", "1")];
    findings(&changes, expected);
}

#[track_caller]
fn target_findings(target: &str, expected: &[&str]) {
    findings(&[("execute_target", target)], expected);
}

/// The label expressions of one selector.
#[track_caller]
fn label_findings(expressions: &str, expected: &[&str]) {
    const LIST: &str = "/execute_target/container_label_selector_list/0/label_selector_expr_list";
    let target = format!(
        r#"{{"container_label_selector_list":[{{"topo_node_id":1,"topo_node_type":"biz",
            "label_selector_expr_list":{expressions}}}]}}"#
    );
    let expected: Vec<String> = expected.iter().map(|tail| format!("{LIST}{tail}")).collect();
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    target_findings(&target, &expected);
}

#[track_caller]
fn url_findings(url: &str, expected: &[&str]) {
    let url = serde_json::to_string(url).expect("a string is JSON");
    findings(&[("callback", &format!("{{\"url\":{url}}}"))], expected);
}

#[track_caller]
fn rolling_findings(expression: &str, expected: &[&str]) {
    let rolling = format!(r#"{{"expression":"{expression}","mode":1}}"#);
    findings(&[("rolling_config", &rolling)], expected);
}

fn ids(range: std::ops::RangeInclusive<i64>) -> String {
    range.map(|id| id.to_string()).collect::<Vec<_>>().join(",")
}

#[test]
fn every_rule_has_a_table() {
    let source = include_str!("rules.rs");
    for code in Code::ALL.iter().filter(|code| !code.id().starts_with("authorization_")) {
        assert!(
            source.contains(&format!("\nfn {}() {{", code.id())),
            "{} is not tested",
            code.id()
        );
    }
}

#[test]
fn a_good_request_has_no_findings() {
    findings(&[], &[]);
    findings(&[("timeout", "null"), ("callback", "null"), ("task_name", "\"\"")], &[]);
}

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
fn script_missing() {
    findings(&[("script_version_id", "")], &["/script_content script_missing"]);
    findings(&[("script_version_id", "null")], &["/script_content script_missing"]);
}

#[test]
fn script_source_ignored() {
    findings(
        &[("script_id", "\"a\""), ("script_content", "\"ZWNobyAkMQ==\"")],
        &["/script_id script_source_ignored", "/script_content script_source_ignored"],
    );
    findings(
        &[
            ("script_version_id", ""),
            ("script_id", "\"a\""),
            ("script_content", "\"ZWNobyAkMQ==\""),
        ],
        &["/script_content script_source_ignored"],
    );
    // What loses is still checked for form.
    findings(
        &[("script_content", "\"echo $1\"")],
        &["/script_content script_source_ignored", "/script_content base64_foreign_character"],
    );
}

#[test]
fn script_id_blank() {
    findings(&[("script_version_id", ""), ("script_id", "\" \"")], &["/script_id script_id_blank"]);
}

#[test]
fn script_content_blank() {
    script_findings("", "1", &["/script_content script_content_blank"]);
    script_findings(" \n\t", "1", &["/script_content script_content_blank"]);
}

#[test]
fn script_content_too_long() {
    script_findings(&"a".repeat(16_777_215), "1", &[]);
    script_findings(&"a".repeat(16_777_216), "1", &["/script_content script_content_too_long"]);
}

#[test]
fn script_content_carriage_return() {
    for language in ["1", "3", "4"] {
        script_findings("a\r\nb", language, &["/script_content script_content_carriage_return"]);
    }
    for language in ["2", "5"] {
        script_findings("a\r\nb", language, &[]);
    }
    script_findings("a\rb", "1", &[]);
}

#[test]
fn script_content_byte_order_mark() {
    script_findings("\u{feff}a", "1", &["/script_content script_content_byte_order_mark"]);
    script_findings("a\u{feff}", "1", &[]);
}

#[test]
fn base64_foreign_character() {
    content_findings("echo $1", &["/script_content base64_foreign_character"]);
    content_findings("ZWNobw==ZWNobw==", &["/script_content base64_foreign_character"]);
}

#[test]
fn base64_length() {
    content_findings("ZWNob", &["/script_content base64_length"]);
}

#[test]
fn base64_padding() {
    content_findings("ZWNobw=", &["/script_content base64_padding"]);
}

#[test]
fn base64_trailing_bits() {
    content_findings("ZWNobx==", &["/script_content base64_trailing_bits"]);
}

#[test]
fn base64_not_utf8() {
    content_findings("xOO6ww==", &["/script_content base64_not_utf8"]);
    findings(&[("script_param", "\"/w==\"")], &["/script_param base64_not_utf8"]);
}

#[test]
fn base64_whitespace() {
    content_findings("ZWNo\r\nbw==", &["/script_content base64_whitespace"]);
}

#[test]
fn base64_padding_missing() {
    content_findings("ZWNobw", &["/script_content base64_padding_missing"]);
}

#[test]
fn base64_url_safe_alphabet() {
    content_findings("Pj4-Pg==", &["/script_content base64_url_safe_alphabet"]);
    content_findings(
        "Pj4-\nPg",
        &[
            "/script_content base64_whitespace",
            "/script_content base64_padding_missing",
            "/script_content base64_url_safe_alphabet",
        ],
    );
}

#[test]
fn script_language_missing() {
    findings(
        &[("script_version_id", ""), ("script_content", "\"ZWNobw==\"")],
        &["/script_language script_language_missing"],
    );
}

#[test]
fn script_language_unknown() {
    for wrong in ["0", "6", "-1", "4294967297"] {
        script_findings("a", wrong, &["/script_language script_language_unknown"]);
    }
}

#[test]
fn script_language_ignored() {
    findings(&[("script_language", "1")], &["/script_language script_language_ignored"]);
}

#[track_caller]
fn param_findings(param: &str, sensitive: &str, expected: &[&str]) {
    let param = format!("\"{}\"", base64_text::encode(param));
    findings(&[("script_param", &param), ("is_param_sensitive", sensitive)], expected);
}

#[test]
fn script_param_too_long() {
    param_findings("", "0", &[]);
    param_findings(&"a".repeat(65_535), "0", &[]);
    param_findings(&"a".repeat(65_536), "0", &["/script_param script_param_too_long"]);
    param_findings(&"a".repeat(48_128), "1", &[]);
    param_findings(&"a".repeat(48_129), "1", &["/script_param script_param_too_long"]);
}

#[test]
fn script_param_encoded_separately() {
    let text = request(&[("script_param", "\"cGFyYW0x cGFyYW0y\"")]);
    let (_, report) = check(text.as_bytes());
    let finding = &report.findings()[0];
    assert_eq!(finding.code, Code::ScriptParamEncodedSeparately);
    assert_eq!(
        finding.param("corrected").map(ToString::to_string),
        Some(base64_text::encode("param1 param2"))
    );
    findings(
        &[("script_param", "\"YQ== Yg==\"")],
        &["/script_param script_param_encoded_separately"],
    );
    findings(&[("script_param", "\"cGFy\\nYW0x\"")], &["/script_param base64_whitespace"]);
}

#[test]
fn findings_keep_secrets() {
    for value in ["c2VjcmV0MQ== c2VjcmV0Mg==", "sécret", "c2VjcmV0\\n"] {
        let value = format!("\"{value}\"");
        let text = request(&[("script_param", &value), ("is_param_sensitive", "1")]);
        let (submission, report) = check(text.as_bytes());
        assert_ne!(report.findings(), &[]);
        let shown = format!(
            "{report:?} {submission:?} {}",
            serde_json::to_string(&report.in_lang(Lang::En)).expect("a report is JSON")
        );
        for secret in ["secret", "c2Vjcm", "é"] {
            assert!(!shown.contains(secret), "{secret} in {shown}");
        }
    }
}

#[test]
fn script_param_newline() {
    param_findings("a\nb", "0", &["/script_param script_param_newline"]);
}

#[test]
fn is_param_sensitive_unknown() {
    for wrong in ["2", "-1"] {
        findings(
            &[("is_param_sensitive", wrong)],
            &["/is_param_sensitive is_param_sensitive_unknown"],
        );
    }
    findings(&[("is_param_sensitive", "true")], &["/is_param_sensitive wrong_type"]);
}

#[test]
fn timeout_out_of_range() {
    for good in ["1", "7200", "86400"] {
        findings(&[("timeout", good)], &[]);
    }
    for wrong in ["0", "-1", "86401", "9223372036854775807"] {
        findings(&[("timeout", wrong)], &["/timeout timeout_out_of_range"]);
    }
}

#[test]
fn account_missing() {
    findings(&[("account_id", "")], &["/account_id account_missing"]);
}

#[test]
fn account_alias_blank() {
    findings(
        &[("account_id", ""), ("account_alias", "\"\"")],
        &["/account_alias account_alias_blank"],
    );
}

#[test]
fn account_alias_ignored() {
    findings(&[("account_alias", "\"root\"")], &["/account_alias account_alias_ignored"]);
}

#[test]
fn task_name_too_long() {
    findings(&[("task_name", &format!("\"{}\"", "名".repeat(512)))], &[]);
    findings(
        &[("task_name", &format!("\"{}\"", "名".repeat(513)))],
        &["/task_name task_name_too_long"],
    );
}

#[test]
fn execute_target_empty() {
    for empty in ["{}", r#"{"host_id_list":[],"container_id_list":[]}"#, r#"{"host_id_list":null}"#]
    {
        target_findings(empty, &["/execute_target execute_target_empty"]);
    }
}

#[test]
fn target_list_empty() {
    target_findings(
        r#"{"host_id_list":[1],"container_id_list":[]}"#,
        &["/execute_target/container_id_list target_list_empty"],
    );
}

#[test]
fn target_item_repeated() {
    target_findings(
        r#"{"host_id_list":[5,1,5,1],"container_id_list":[5]}"#,
        &[
            "/execute_target/host_id_list/2 target_item_repeated",
            "/execute_target/host_id_list/3 target_item_repeated",
        ],
    );
    target_findings(
        r#"{"host_dynamic_group_list":[{"id":"a"},{"id":"a"}],
            "host_topo_node_list":[{"id":1,"node_type":"set"},{"id":1,"node_type":"module"},{"node_type":"set","id":1}]}"#,
        &[
            "/execute_target/host_dynamic_group_list/1 target_item_repeated",
            "/execute_target/host_topo_node_list/2 target_item_repeated",
        ],
    );
    let selector = r#"{"topo_node_id":1,"topo_node_type":"biz","label_selector_expr_list":[{"label_key":"a","operator":"exists"}]}"#;
    target_findings(
        &format!(r#"{{"container_label_selector_list":[{selector},{selector}]}}"#),
        &["/execute_target/container_label_selector_list/1 target_item_repeated"],
    );
}

#[test]
fn items_run_once_in_the_order_given() {
    let text = request(&[("execute_target", r#"{"host_id_list":[5,1,5,9223372036854775807,1]}"#)]);
    let (submission, _) = check(text.as_bytes());
    let ids: Vec<i64> = submission
        .expect("warnings only")
        .execute_target()
        .host_ids
        .iter()
        .map(|id| id.get())
        .collect();
    assert_eq!(ids, [5, 1, i64::MAX]);
}

#[test]
fn explicit_ids_too_many() {
    let hosts = ids(1..=30_000);
    let target = |containers| {
        format!("{{\"host_id_list\":[{hosts}],\"container_id_list\":[{}]}}", ids(1..=containers))
    };
    target_findings(&target(20_000), &[]);
    target_findings(&target(20_001), &["/execute_target explicit_ids_too_many"]);
}

#[test]
fn dynamic_group_id_blank() {
    target_findings(
        r#"{"host_dynamic_group_list":[{"id":" "}]}"#,
        &["/execute_target/host_dynamic_group_list/0/id dynamic_group_id_blank"],
    );
}

#[test]
fn node_type_blank() {
    target_findings(
        r#"{"host_topo_node_list":[{"id":1,"node_type":""}]}"#,
        &["/execute_target/host_topo_node_list/0/node_type node_type_blank"],
    );
}

#[test]
fn topo_node_type_unknown() {
    for wrong in ["pod", "Biz", ""] {
        target_findings(
            &format!(
                r#"{{"container_label_selector_list":[{{"topo_node_id":1,"topo_node_type":"{wrong}",
                    "label_selector_expr_list":[{{"label_key":"a","operator":"exists"}}]}}]}}"#
            ),
            &[
                "/execute_target/container_label_selector_list/0/topo_node_type topo_node_type_unknown",
            ],
        );
    }
}

#[test]
fn label_selector_empty() {
    label_findings("[]", &[" label_selector_empty"]);
}

#[test]
fn label_key_syntax() {
    for good in ["app", "app.kubernetes.io/name", "A", "a-b_c.d"] {
        label_findings(&format!(r#"[{{"label_key":"{good}","operator":"exists"}}]"#), &[]);
    }
    for wrong in ["", "-a", "a/", "/a", "a b", "A/b/c", "Ex.com/a"] {
        label_findings(
            &format!(r#"[{{"label_key":"{wrong}","operator":"exists"}}]"#),
            &["/0/label_key label_key_syntax"],
        );
    }
}

#[test]
fn label_operator_unknown() {
    for wrong in ["gt", "not_exists", "Equals", "=", ""] {
        label_findings(
            &format!(r#"[{{"label_key":"a","label_value":"1","operator":"{wrong}"}}]"#),
            &["/0/operator label_operator_unknown"],
        );
    }
}

#[test]
fn label_value_missing() {
    for operator in ["equals", "not_equals", "in", "not_in"] {
        label_findings(
            &format!(r#"[{{"label_key":"a","operator":"{operator}"}}]"#),
            &["/0/label_value label_value_missing"],
        );
    }
    for empty in ["", ",", ",,"] {
        label_findings(
            &format!(r#"[{{"label_key":"a","operator":"in","label_value":"{empty}"}}]"#),
            &["/0/label_value label_value_missing"],
        );
    }
    label_findings(r#"[{"label_key":"a","operator":"equals","label_value":""}]"#, &[]);
}

#[test]
fn label_value_syntax() {
    for (operator, value) in [
        ("equals", "a b"),
        ("equals", "a,b"),
        ("not_equals", "-a"),
        ("in", "a, b"),
        ("not_in", "a,_"),
    ] {
        label_findings(
            &format!(r#"[{{"label_key":"a","operator":"{operator}","label_value":"{value}"}}]"#),
            &["/0/label_value label_value_syntax"],
        );
    }
    label_findings(r#"[{"label_key":"a","operator":"in","label_value":"a,b"}]"#, &[]);
}

#[test]
fn label_value_ignored() {
    label_findings(
        r#"[{"label_key":"a","operator":"exists","label_value":"not a value"}]"#,
        &["/0/label_value label_value_ignored"],
    );
}

#[test]
fn callback_url_syntax() {
    url_findings("http://example.com/{id}", &["/callback/url callback_url_syntax"]);
}

#[test]
fn callback_url_scheme() {
    for wrong in ["ftp://example.com/", "example.com", "httpx://example.com"] {
        url_findings(wrong, &["/callback/url callback_url_scheme"]);
    }
    url_findings("HTTPS://example.com", &[]);
}

#[test]
fn callback_url_host() {
    for wrong in ["http:///path", "http://my_host/", "http://256.1.1.1/", "http://例.com/"] {
        url_findings(wrong, &["/callback/url callback_url_host"]);
    }
}

#[test]
fn callback_url_user_info() {
    url_findings("http://user:secret@example.com/", &["/callback/url callback_url_user_info"]);
}

#[test]
fn callback_url_port() {
    url_findings("http://example.com:65535/", &[]);
    url_findings("http://example.com:65536/", &["/callback/url callback_url_port"]);
}

#[test]
fn callback_url_too_long() {
    let path = |length| format!("http://example.com/{}", "a".repeat(length));
    url_findings(&path(1024 - 19), &[]);
    url_findings(&path(1025 - 19), &["/callback/url callback_url_too_long"]);
}

#[test]
fn callback_url_outer_blanks() {
    url_findings(" http://example.com/", &["/callback/url callback_url_outer_blanks"]);
    url_findings("http://example.com/\n", &["/callback/url callback_url_outer_blanks"]);
}

#[test]
fn callback_url_private() {
    for host in ["localhost", "127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "[::1]"] {
        url_findings(&format!("http://{host}/"), &["/callback/url callback_url_private"]);
    }
}

#[test]
fn rolling_expression_syntax() {
    for wrong in ["", "0", "101%", "10  20", "a", "2147483648", " 10"] {
        rolling_findings(wrong, &["/rolling_config/expression rolling_expression_syntax"]);
    }
    rolling_findings("1 10% +2", &[]);
}

#[test]
fn rolling_relative_first() {
    rolling_findings("+2", &["/rolling_config/expression rolling_relative_first"]);
}

#[test]
fn rolling_relative_not_last() {
    rolling_findings("1 *2 10", &["/rolling_config/expression rolling_relative_not_last"]);
}

#[test]
fn rolling_whole_not_last() {
    rolling_findings("100% 10", &["/rolling_config/expression rolling_whole_not_last"]);
}

#[test]
fn rolling_leading_zeros() {
    rolling_findings("010", &["/rolling_config/expression rolling_leading_zeros"]);
}

#[test]
fn rolling_too_many_batches() {
    let hosts = |count| format!("{{\"host_id_list\":[{}]}}", ids(1..=count));
    let rolling = ("rolling_config", r#"{"expression":"1","mode":2}"#);
    findings(&[rolling, ("execute_target", &hosts(500))], &[]);
    findings(
        &[("execute_target", &hosts(501)), rolling],
        &["/rolling_config/expression rolling_too_many_batches"],
    );
}

#[test]
fn rolling_mode_unknown() {
    for wrong in ["0", "4"] {
        findings(
            &[("rolling_config", &format!(r#"{{"expression":"1","mode":{wrong}}}"#))],
            &["/rolling_config/mode rolling_mode_unknown"],
        );
    }
}

#[test]
fn scope_type_unknown() {
    let (_, report) = fastexec_contract::check_scope("tenant", "1");
    assert_eq!(report.findings()[0].pointer, "/scopeType");
}

#[test]
fn scope_id_syntax() {
    let (_, report) = fastexec_contract::check_scope("biz", "0");
    assert_eq!(report.findings()[0].pointer, "/scopeId");
}

#[test]
fn the_documents_own_example() {
    let document = include_str!("../testdata/fast_execute_script.zh.md");
    let body = document.split("```json").nth(1).and_then(|text| text.split("```").next());
    text_findings(
        body.expect("the document has an example"),
        &["/script_content script_source_ignored", "/script_language script_language_ignored"],
    );
}

/// Clusters 1 and 2, namespace 11 of the first.
fn names() -> Names {
    let id = |id| TopoNodeId::new(id).expect("an id is at least 1");
    let uid = |number: i64| format!("BCS-K8S-{number:05}");
    Names {
        clusters: [1, 2].map(|number| (id(number), uid(number))).into(),
        namespaces: [(id(11), Namespace { cluster_uid: uid(1), name: "job".to_owned() })].into(),
        ..Names::default()
    }
}

/// The findings of a target in v4 and in v3.
#[track_caller]
fn dialect_findings(target: &str, v4: &[&str], v3: &[&str]) {
    let text = request(&[("execute_target", target)]);
    let names = names();
    for (dialect, expected) in [(Dialect::V4(&names), v4), (Dialect::V3, v3)] {
        let (submission, report) = check_for(text.as_bytes(), dialect);
        let findings = report.findings();
        let found: Vec<String> =
            findings.iter().map(|it| format!("{} {}", it.pointer, it.code.id())).collect();
        assert_eq!(found, expected, "{} {target}", dialect.name());
        assert_eq!(submission.is_some(), report.is_valid());
    }
}

/// A target of selectors for these nodes, beside other members.
fn selectors(nodes: &[(&str, i64)], others: &str) -> String {
    let selectors: Vec<String> = nodes
        .iter()
        .map(|(kind, id)| {
            format!(
                r#"{{"topo_node_type":"{kind}","topo_node_id":{id},
                    "label_selector_expr_list":[{{"label_key":"app","operator":"exists"}}]}}"#
            )
        })
        .collect();
    format!(r#"{{"container_label_selector_list":[{}]{others}}}"#, selectors.join(","))
}

const SELECTORS: &str = "/execute_target/container_label_selector_list";

#[test]
fn dialect_container_ids() {
    dialect_findings(
        r#"{"container_id_list":[10001]}"#,
        &["/execute_target/container_id_list dialect_container_ids"],
        &["/execute_target/container_id_list dialect_containers"],
    );
    let empty = "/execute_target/container_id_list target_list_empty";
    dialect_findings(r#"{"host_id_list":[1],"container_id_list":[]}"#, &[empty], &[empty]);
}

#[test]
fn dialect_containers() {
    dialect_findings(
        &selectors(&[("cluster", 1)], r#","container_id_list":[1]"#),
        &["/execute_target/container_id_list dialect_container_ids"],
        &[
            &format!("{SELECTORS} dialect_containers"),
            "/execute_target/container_id_list dialect_containers",
        ],
    );
    dialect_findings(r#"{"host_id_list":[1]}"#, &[], &[]);
}

#[test]
fn dialect_targets_mixed() {
    for hosts in [
        r#","host_id_list":[1]"#,
        r#","host_dynamic_group_list":[{"id":"a"}]"#,
        r#","host_topo_node_list":[{"id":1,"node_type":"set"}]"#,
    ] {
        dialect_findings(
            &selectors(&[("cluster", 1)], hosts),
            &["/execute_target dialect_targets_mixed"],
            &[&format!("{SELECTORS} dialect_containers")],
        );
    }
    // Taking the ids out leaves nothing mixed.
    dialect_findings(
        r#"{"host_id_list":[1],"container_id_list":[1]}"#,
        &["/execute_target/container_id_list dialect_container_ids"],
        &["/execute_target/container_id_list dialect_containers"],
    );
}

#[test]
fn dialect_biz_selector() {
    dialect_findings(
        &selectors(&[("cluster", 1), ("biz", 1)], ""),
        &[&format!("{SELECTORS}/1/topo_node_type dialect_biz_selector")],
        &[&format!("{SELECTORS} dialect_containers")],
    );
}

#[test]
fn dialect_node_unknown() {
    let v3 = format!("{SELECTORS} dialect_containers");
    dialect_findings(&selectors(&[("cluster", 2), ("namespace", 11)], ""), &[], &[&v3]);
    dialect_findings(
        &selectors(&[("cluster", 11), ("cluster", 1), ("namespace", 1)], ""),
        &[
            &format!("{SELECTORS}/0/topo_node_id dialect_node_unknown"),
            &format!("{SELECTORS}/2/topo_node_id dialect_node_unknown"),
        ],
        &[&v3],
    );
}

#[test]
fn the_limit_of_the_time_out_is_the_dialects() {
    let names = Names::default();
    for (dialect, max) in
        [(Dialect::Contract, 86_400), (Dialect::V4(&names), 259_200), (Dialect::V3, 86_400)]
    {
        let valid = |timeout: i64| {
            let text = request(&[("timeout", &timeout.to_string())]);
            check_for(text.as_bytes(), dialect).0.is_some()
        };
        assert_eq!([valid(0), valid(1), valid(max), valid(max + 1)], [false, true, true, false]);
    }
}
