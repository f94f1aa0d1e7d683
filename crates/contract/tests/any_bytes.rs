//! Whatever comes in, an answer comes out: the same each time, and a submission exactly when nothing is wrong.

use fastexec_contract::dialect::Names;
use fastexec_contract::{Dialect, check_for, report_for};
use proptest::prelude::*;

const GOOD: &str = include_str!("../../contract-js/bench/example.json");

/// Bytes of any kind, pieces of JSON, and a good request of which some bytes were overwritten, left out or doubled.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let pieces = r#"[\[\]{}:,"0-9eE.+\-tfnulrase \\u%*]{0,64}"#;
    let change = (any::<prop::sample::Index>(), 0..4_u8, any::<u8>());
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..256),
        pieces.prop_map(String::into_bytes),
        prop::collection::vec(change, 0..6).prop_map(|changes| {
            let mut text = GOOD.as_bytes().to_vec();
            for (place, kind, byte) in changes {
                let at = place.index(text.len());
                match kind {
                    0 => text[at] = byte,
                    1 => drop(text.remove(at)),
                    2 => text.insert(at, text[at]),
                    // What is a number or a name stays one.
                    _ => text[at] = text[at].wrapping_add(1),
                }
            }
            text
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_an_answer(text in bytes()) {
        let names = Names::default();
        for dialect in [Dialect::Contract, Dialect::V3, Dialect::V4(&names)] {
            let (submission, report) = check_for(&text, dialect);
            prop_assert_eq!(submission.is_some(), report.is_valid());
            prop_assert_eq!(&check_for(&text, dialect), &(submission, report.clone()));
            prop_assert_eq!(report_for(&text, dialect), report);
        }
    }
}
