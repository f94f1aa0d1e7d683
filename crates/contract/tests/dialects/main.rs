//! What the other dialects say is what the contract says.

mod choices;
mod examples;

use choices::Choices;
use expect_test::expect_file;
use fastexec_contract::dialect::{Names, Namespace, decode, encode};
use fastexec_contract::ids::{HostId, TopoNodeId};
use fastexec_contract::{Dialect, Report, Scope, check_for, check_scope};
use proptest::prelude::*;
use std::fmt::Write;

/// Clusters 1 to 3, and namespaces of the first two.
fn names() -> Names {
    let id = |id| TopoNodeId::new(id).expect("an id is at least 1");
    let uid = |number: i64| format!("BCS-K8S-{number:05}");
    let namespace =
        |cluster, name: &str| Namespace { cluster_uid: uid(cluster), name: name.to_owned() };
    Names {
        clusters: [1, 2, 3].map(|number| (id(number), uid(number))).into(),
        namespaces: [
            (id(11), namespace(1, "job")),
            (id(12), namespace(1, "cmdb")),
            (id(21), namespace(2, "job")),
            (id(i64::MAX), namespace(2, "last")),
        ]
        .into(),
        hosts: [(0, "10.0.0.1", 101), (0, "10.0.0.2", 102)]
            .map(|(cloud, ip, host)| {
                ((cloud, ip.to_owned()), HostId::new(host).expect("an id is at least 1"))
            })
            .into(),
    }
}

fn scope(kind: &str, id: &str) -> Scope {
    check_scope(kind, id).0.expect("a scope")
}

/// What the request becomes in a dialect, or what in it can't be said.
fn said(request: &str, dialect: Dialect<'_>) -> Result<String, Report> {
    let (submission, report) = check_for(request.as_bytes(), dialect);
    let submission = submission.ok_or(report)?;
    encode(&submission, scope("biz", "2"), dialect)
}

/// What was said is what was meant, and nothing in it is doubtful.
fn round_trip(request: &str, scope: Scope, dialect: Dialect<'_>) -> Result<bool, TestCaseError> {
    let Some(meant) = check_for(request.as_bytes(), dialect).0 else {
        return Ok(false);
    };
    let body = encode(&meant, scope, dialect).expect("what the check takes can be said");
    let decoded = decode(body.as_bytes(), dialect).expect("what was said can be read");
    let is_addressed = !matches!(dialect, Dialect::Contract);
    prop_assert_eq!(decoded.scope, is_addressed.then_some(scope));
    let (read, report) = check_for(decoded.text.as_bytes(), dialect);
    prop_assert!(report.is_valid(), "{:?}", report);
    prop_assert_eq!(read.as_ref(), Some(&meant), "{}", body);
    Ok(true)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]
    #[test]
    fn decoding_gives_back_what_was_encoded(choices in prop::collection::vec(any::<u16>(), 80)) {
        let mut choices = choices.into_iter().cycle();
        let request = Choices(|count| usize::from(choices.next().expect("a cycle")) % count)
            .request()
            .to_string();
        let names = names();
        for dialect in [Dialect::Contract, Dialect::V4(&names), Dialect::V3] {
            round_trip(&request, scope("biz_set", "9223372036854775807"), dialect)?;
        }
    }

    /// A submission may have been checked for another dialect than the one it is encoded for.
    #[test]
    fn what_is_checked_for_one_dialect_is_judged_by_the_other(
        choices in prop::collection::vec(any::<u16>(), 80),
    ) {
        let mut choices = choices.into_iter().cycle();
        let request = Choices(|count| usize::from(choices.next().expect("a cycle")) % count)
            .request()
            .to_string();
        let names = names();
        let dialects = [Dialect::Contract, Dialect::V4(&names), Dialect::V3];
        for from in dialects {
            let Some(submission) = check_for(request.as_bytes(), from).0 else { continue };
            for to in dialects {
                let is_sayable = check_for(request.as_bytes(), to).0.is_some();
                match encode(&submission, scope("biz", "1"), to) {
                    Ok(_) => prop_assert!(is_sayable, "{request}"),
                    Err(report) => {
                        prop_assert!(!is_sayable, "{request}");
                        prop_assert!(!report.is_valid());
                    }
                }
            }
        }
    }
}

/// How many requests of the corpus there are.
const CORPUS: usize = 200;

/// The corpus is drawn once and for all.
fn corpus() -> Vec<String> {
    let mut state = 7_u64;
    let mut choices = Choices(|count| {
        // Knuth's constants for a linear congruential generator of 64 bits.
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("31 bits") % count
    });
    (0..CORPUS).map(|_| choices.request().to_string()).collect()
}

/// Each request of the corpus, as v4 and v3 get it, or what is in the way.
#[test]
fn corpus_in_both_dialects() {
    let names = names();
    let mut text = String::new();
    let mut sayable = [0, 0];
    for request in corpus() {
        writeln!(text, "contract {request}").expect("text");
        for (index, dialect) in [Dialect::V4(&names), Dialect::V3].into_iter().enumerate() {
            let said = match said(&request, dialect) {
                Ok(body) => {
                    sayable[index] += 1;
                    body
                }
                Err(report) => {
                    let errors: Vec<String> = report
                        .errors()
                        .map(|it| format!("{} {}", it.pointer, it.code.id()))
                        .collect();
                    format!("- {}", errors.join(", "))
                }
            };
            writeln!(text, "{} {said}", dialect.name()).expect("text");
        }
        text.push('\n');
    }
    assert!(sayable.iter().all(|count| *count > CORPUS / 4), "{sayable:?}");
    expect_file!["../../testdata/dialects/corpus.txt"].assert_eq(&text);
}
