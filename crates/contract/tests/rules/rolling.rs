//! Rolling expressions and modes.

use crate::{findings, ids};

#[track_caller]
fn rolling_findings(expression: &str, expected: &[&str]) {
    let rolling = format!(r#"{{"expression":"{expression}","mode":1}}"#);
    findings(&[("rolling_config", &rolling)], expected);
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
