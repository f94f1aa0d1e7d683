#![no_main]

use fastexec_contract::{Code, check};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| {
    let (_, report) = check(text);
    let ours = report.findings().iter().all(|finding| finding.code != Code::JsonSyntax);
    let theirs = serde_json::from_slice::<serde_json::Value>(text);
    assert_eq!(ours, theirs.is_ok(), "{theirs:?}");
});
