//! One table for each rule, under the rule's own name.

mod callback;
mod dialect;
mod job;
mod label;
mod rolling;
mod script;
mod target;
mod text;

use fastexec_contract::{Code, Lang, check};

/// What a small good request holds, then changed: a new value for a field, or none to take it out.
pub(crate) fn request(changes: &[(&str, &str)]) -> String {
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
pub(crate) fn found(text: &str) -> Vec<String> {
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
pub(crate) fn findings(changes: &[(&str, &str)], expected: &[&str]) {
    assert_eq!(found(&request(changes)), expected, "{}", request(changes));
}

#[track_caller]
pub(crate) fn text_findings(text: &str, expected: &[&str]) {
    assert_eq!(found(text), expected, "{text}");
}

/// These are FAILED_PRECONDITION, all others INVALID_ARGUMENT.
#[test]
fn well_formed_but_cannot_run() {
    let found: Vec<&str> =
        Code::ALL.iter().filter(|code| code.is_precondition()).map(|code| code.id()).collect();
    assert_eq!(found, ["rolling_too_many_batches", "dialect_node_unknown"]);
}

#[track_caller]
pub(crate) fn target_findings(target: &str, expected: &[&str]) {
    findings(&[("execute_target", target)], expected);
}

pub(crate) fn ids(range: std::ops::RangeInclusive<i64>) -> String {
    range.map(|id| id.to_string()).collect::<Vec<_>>().join(",")
}

/// Where the tables stand.
const SOURCES: [&str; 8] = [
    include_str!("callback.rs"),
    include_str!("dialect.rs"),
    include_str!("job.rs"),
    include_str!("label.rs"),
    include_str!("rolling.rs"),
    include_str!("script.rs"),
    include_str!("target.rs"),
    include_str!("text.rs"),
];

#[test]
fn every_rule_has_a_table() {
    for code in Code::ALL.iter().filter(|code| !code.id().starts_with("authorization_")) {
        assert!(
            SOURCES.iter().any(|it| it.contains(&format!("\nfn {}() {{", code.id()))),
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
