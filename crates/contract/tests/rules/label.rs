//! Label expressions of selectors.

use crate::target_findings;

/// The label expressions of one selector.
#[track_caller]
pub(crate) fn label_findings(expressions: &str, expected: &[&str]) {
    const LIST: &str = "/execute_target/container_label_selector_list/0/label_selector_expr_list";
    let target = format!(
        r#"{{"container_label_selector_list":[{{"topo_node_id":1,"topo_node_type":"biz",
            "label_selector_expr_list":{expressions}}}]}}"#
    );
    let expected: Vec<String> = expected.iter().map(|tail| format!("{LIST}{tail}")).collect();
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    target_findings(&target, &expected);
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
