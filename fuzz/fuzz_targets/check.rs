#![no_main]

use fastexec_contract::{Lang, check};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| {
    let (submission, report) = check(text);
    assert_eq!(submission.is_some(), report.is_valid());
    let mut before = 0;
    for finding in report.findings() {
        for lang in Lang::ALL {
            assert!(!finding.message(lang).is_empty());
        }
        assert!(finding.span.start <= finding.span.end && finding.span.end as usize <= text.len());
        assert!(finding.line >= 1 && finding.column >= 1);
        assert!(finding.pointer.is_empty() || finding.pointer.starts_with('/'));
        // Findings are in the order of the text.
        assert!(before <= finding.span.start);
        before = finding.span.start;
    }
});
