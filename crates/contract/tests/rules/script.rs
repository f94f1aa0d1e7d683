//! Scripts, their Base64, language and parameters.

use crate::{findings, request};
use fastexec_contract::{Code, Lang, base64_text, check};

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
