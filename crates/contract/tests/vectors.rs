//! Every observed verdict of a real JOB server.

use fastexec_contract::base64_text::{self, Base64Error, Base64Warning};
use fastexec_contract::callback_url::CallbackUrl;
use fastexec_contract::rolling::Expression;
use serde::Deserialize;
use serde::de::DeserializeOwned;

fn lines<T: DeserializeOwned>(text: &str) -> Vec<T> {
    text.lines().map(|line| serde_json::from_str(line).expect("a line is a JSON object")).collect()
}

#[derive(Deserialize)]
struct RollingLine {
    expression: String,
    count: u64,
    batches: Option<Vec<u64>>,
    error: Option<String>,
}

#[test]
fn rolling() {
    let lines: Vec<RollingLine> = lines(include_str!("../testdata/rolling.jsonl"));
    assert!(lines.len() > 3_000);
    for line in lines {
        let ours = match Expression::parse(&line.expression).map(|it| it.plan(line.count)) {
            Ok(Ok(batches)) => Ok(batches),
            Ok(Err(_)) => Err("too_many_batches".to_owned()),
            Err(_) => Err("syntax".to_owned()),
        };
        let theirs = line.batches.ok_or(line.error.unwrap_or_default());
        assert_eq!(ours, theirs, "{:?} on {}", line.expression, line.count);
    }
}

#[derive(Deserialize)]
struct Base64Line {
    input: String,
    verdict: String,
    why: String,
    decoded_hex: Option<String>,
}

#[test]
fn base64() {
    let lines: Vec<Base64Line> = lines(include_str!("../testdata/base64.jsonl"));
    assert!(lines.len() > 300);
    for line in lines {
        let (verdict, why, hex) = match base64_text::decode(&line.input) {
            Ok(decoded) => {
                let verdict = if decoded.warnings.is_empty() { "ok" } else { "warning" };
                let why: Vec<&str> = decoded.warnings.iter().map(warning_name).collect();
                let hex = decoded.text.bytes().map(|byte| format!("{byte:02x}")).collect();
                (verdict, why.join(","), Some(hex))
            }
            Err(error) => ("error", error_name(error).to_owned(), None),
        };
        let theirs = (line.verdict.as_str(), line.why, line.decoded_hex);
        assert_eq!((verdict, why, hex), theirs, "{:?}", line.input);
    }
}

fn warning_name(warning: &Base64Warning) -> &'static str {
    match warning {
        Base64Warning::Whitespace => "whitespace",
        Base64Warning::MissingPadding => "padding",
        Base64Warning::UrlSafeAlphabet => "url_safe_alphabet",
    }
}

fn error_name(error: Base64Error) -> &'static str {
    match error {
        Base64Error::ForeignCharacter { .. } => "foreign_character",
        Base64Error::Length => "length",
        Base64Error::Padding => "padding",
        Base64Error::TrailingBits => "trailing_bits",
        Base64Error::NotUtf8 { .. } => "not_utf8",
    }
}

#[derive(Deserialize)]
struct CallbackUrlLine {
    url: String,
    valid: bool,
}

#[test]
fn callback_url() {
    let lines: Vec<CallbackUrlLine> = lines(include_str!("../testdata/callback_url.jsonl"));
    assert!(lines.len() > 500);
    for line in lines {
        assert_eq!(CallbackUrl::parse(&line.url).is_ok(), line.valid, "{:?}", line.url);
    }
}
