//! Every observed verdict of a real JOB server, natively and, with `cargo xtask test browser`, as WebAssembly.

use fastexec_contract::base64_text::{self, Base64Error, Base64Warning};
use fastexec_contract::callback_url::CallbackUrl;
use fastexec_contract::rolling::Expression;
use fastexec_contract::{Lang, check};
use serde::Deserialize;
use serde::de::DeserializeOwned;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const ROLLING: &str = include_str!("../testdata/rolling.jsonl");
const BASE64: &str = include_str!("../testdata/base64.jsonl");
const CALLBACK_URL: &str = include_str!("../testdata/callback_url.jsonl");
const CALLBACK_URL_JAVA: &str = include_str!("../testdata/callback_url_java.jsonl");

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
    let lines: Vec<RollingLine> = lines(ROLLING);
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
    let lines: Vec<Base64Line> = lines(BASE64);
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
    for (text, count) in [(CALLBACK_URL, 552), (CALLBACK_URL_JAVA, 500)] {
        let lines: Vec<CallbackUrlLine> = lines(text);
        assert_eq!(lines.len(), count);
        for line in lines {
            assert_eq!(CallbackUrl::parse(&line.url).is_ok(), line.valid, "{:?}", line.url);
        }
    }
}

/// One line for each line of the vectors: the hash of its whole report in both languages. Written natively and compared
/// everywhere, so that reports are the same bytes in a browser.
const REPORTS: &str = include_str!("../testdata/reports.txt");

#[test]
fn reports_are_the_same_everywhere() {
    let reports: Vec<String> = requests().iter().map(|request| report(request)).collect();
    let hashes: Vec<String> = reports.iter().map(|it| format!("{:016x}", hash(it))).collect();
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/reports.txt");
        std::fs::write(path, hashes.join("\n") + "\n").expect("writable");
        return;
    }
    let expected: Vec<&str> = REPORTS.lines().collect();
    assert_eq!(hashes.len(), expected.len(), "renew testdata/reports.txt with UPDATE_EXPECT=1");
    for ((hash, expected), report) in hashes.iter().zip(expected).zip(reports) {
        assert_eq!(hash, expected, "if this is meant, UPDATE_EXPECT=1 renews the file: {report}");
    }
}

/// A request for each line, which has what is observed in its place.
fn requests() -> Vec<String> {
    let field = |name: &str, value: serde_json::Value| {
        let mut request = serde_json::json!({
            "script_content": "ZWNobw==",
            "script_language": 1,
            "account_id": 1000,
            "execute_target": { "host_id_list": [101, 102, 103] },
        });
        request[name] = value;
        request.to_string()
    };
    let rolling = lines::<RollingLine>(ROLLING).into_iter().map(|line| {
        field("rolling_config", serde_json::json!({ "expression": line.expression, "mode": 1 }))
    });
    let base64 = lines::<Base64Line>(BASE64).into_iter().flat_map(|line| {
        let param = field("script_param", line.input.clone().into());
        [field("script_content", line.input.into()), param]
    });
    let callback = lines::<CallbackUrlLine>(CALLBACK_URL)
        .into_iter()
        .map(|line| field("callback", serde_json::json!({ "url": line.url })));
    rolling.chain(base64).chain(callback).collect()
}

fn report(request: &str) -> String {
    let (submission, report) = check(request.as_bytes());
    let in_lang = |lang| serde_json::to_string(&report.in_lang(lang)).expect("a report is JSON");
    format!("{}\n{}\n{submission:?}", in_lang(Lang::ZhCn), in_lang(Lang::En))
}

/// FNV-1a, 64 bits: nobody attacks this, and it is the same everywhere.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
