//! Time-outs, accounts, names and scopes.

use crate::findings;

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
fn scope_type_unknown() {
    let (_, report) = fastexec_contract::check_scope("tenant", "1");
    assert_eq!(report.findings()[0].pointer, "/scopeType");
}

#[test]
fn scope_id_syntax() {
    let (_, report) = fastexec_contract::check_scope("biz", "0");
    assert_eq!(report.findings()[0].pointer, "/scopeId");
}
