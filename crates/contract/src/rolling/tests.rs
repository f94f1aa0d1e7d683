use super::{Expression, NoteKind, Reason, TooManyBatches, normalise};
use crate::lang::Lang;
use crate::limits::BATCHES_MAX;
use proptest::prelude::*;

fn expression(text: &str) -> Expression {
    Expression::parse(text).expect("it should be an expression")
}

#[track_caller]
fn refused(text: &str, index: usize, reason: Reason) {
    let error = Expression::parse(text).expect_err("it should be refused");
    assert_eq!((error.index, error.reason), (index, reason), "{text:?}");
}

#[test]
fn parts_that_are_wrong() {
    refused("", 0, Reason::Empty);
    refused("   ", 0, Reason::Empty);
    refused(" 10", 0, Reason::Empty);
    refused("10  20", 1, Reason::Empty);
    refused("10 \n", 1, Reason::Empty);
    refused("10 x", 1, Reason::Unknown);
    refused("+", 0, Reason::Unknown);
    refused("%", 0, Reason::Unknown);
    refused("+5%", 0, Reason::Unknown);
    refused("１０", 0, Reason::Unknown);
    refused("0", 0, Reason::Zero);
    refused("00%", 0, Reason::Zero);
    refused("2147483648", 0, Reason::TooLarge);
    refused("101%", 0, Reason::Over100Percent);
    refused("99999999999%", 0, Reason::TooLarge);
}

#[test]
fn blanks_that_are_tolerated() {
    for text in ["10", "10 ", "10   ", "10\n", "\t10\u{1}", "010"] {
        assert_eq!(expression(text).plan(15), Ok(vec![10, 5]), "{text:?}");
    }
}

#[test]
fn plans() {
    for (text, count, batches) in [
        ("1", 0, &[][..]),
        ("10%", 31, &[4, 4, 4, 4, 4, 4, 4, 3]),
        ("5 10%", 100, &[5, 10, 10, 10, 10, 10, 10, 10, 10, 10, 5]),
        ("+2", 10, &[2, 4, 4]),
        ("1 *2", 20, &[1, 2, 4, 8, 5]),
        ("100%", u64::MAX, &[u64::MAX]),
        (
            "2147483647 *2147483647",
            u64::MAX,
            &[
                2_147_483_647,
                4_611_686_014_132_420_609,
                u64::MAX - 2_147_483_647 - 4_611_686_014_132_420_609,
            ],
        ),
    ] {
        assert_eq!(expression(text).plan(count).as_deref(), Ok(batches), "{text} {count}");
    }
}

#[test]
fn at_most_500_batches() {
    assert_eq!(expression("1").plan(500).map(|batches| batches.len()), Ok(BATCHES_MAX));
    assert_eq!(expression("1").plan(501), Err(TooManyBatches));
    assert_eq!(expression("1").plan(u64::MAX), Err(TooManyBatches));
}

#[test]
fn notes() {
    let kinds = |text| expression(text).notes().iter().map(|note| note.kind).collect::<Vec<_>>();
    assert_eq!(kinds("1 10% +2"), []);
    assert_eq!(kinds("100%"), []);
    assert_eq!(kinds("+2"), [NoteKind::RelativeFirst]);
    assert_eq!(kinds("*2 10"), [NoteKind::RelativeFirst]);
    assert_eq!(kinds("1 *2 10"), [NoteKind::RelativeNotLast]);
    assert_eq!(kinds("100% 10"), [NoteKind::WholeNotLast]);
    assert_eq!(kinds("1 +02"), [NoteKind::LeadingZeros]);
    assert_eq!(expression("1\t 10% *02").part_text(2), "*02");
}

#[test]
fn readings() {
    for (text, en, zh) in [
        ("10", "10 in each batch", "每批 10 个"),
        ("10%", "10% of all in each batch", "每批总数的 10%"),
        ("100%", "all at once", "全部一批"),
        ("5 10%", "5, then 10% of all in each batch", "5 个，然后每批总数的 10%"),
        (
            "1 *2",
            "1, then in each batch 2 times as many as before",
            "1 个，然后每批为上一批的 2 倍",
        ),
        ("1 +3", "1, then 3 more in each batch than before", "1 个，然后每批比上一批多 3 个"),
        ("+2", "2 at first, then 2 more in each batch", "首批 2 个，之后每批比上一批多 2 个"),
        ("1 100%", "1, then all the rest", "1 个，然后其余全部"),
        (
            "*2",
            "2 at first, then 2 times as many in each batch",
            "首批 2 个，之后每批为上一批的 2 倍",
        ),
        ("+2 10", "2, then 10 in each batch", "2 个，然后每批 10 个"),
        ("*2 10", "2, then 10 in each batch", "2 个，然后每批 10 个"),
        (
            "1 +2 *3 10",
            "1, then 2 more than before, then 3 times as many as before, then 10 in each batch",
            "1 个，然后比上一批多 2 个，然后上一批的 3 倍，然后每批 10 个",
        ),
    ] {
        assert_eq!(expression(text).reading(Lang::En), en);
        assert_eq!(expression(text).reading(Lang::ZhCn), zh);
    }
}

#[test]
fn expressions_stay_as_they_are_written() {
    assert_eq!(expression("1 010%\t").as_str(), "1 010%\t");
}

#[test]
fn normalising() {
    assert_eq!(normalise("  10   20% \n +3 "), "10 20% +3");
}

proptest! {
    #[test]
    fn nothing_panics(text in any::<String>(), count in any::<u64>()) {
        if let Ok(expression) = Expression::parse(&text) {
            let _ = (expression.plan(count), expression.notes(), expression.reading(Lang::En));
        }
    }

    #[test]
    fn batches_sum_up_to_the_count(text in "[+*]?[1-9][0-9]{0,3}( [+*]?[1-9][0-9]{0,2}| [1-9][0-9]?%){0,4}", count in any::<u32>()) {
        let count = u64::from(count);
        if let Ok(batches) = expression(&text).plan(count) {
            prop_assert_eq!(batches.iter().sum::<u64>(), count);
            prop_assert!(batches.iter().all(|size| *size >= 1));
            prop_assert!(batches.len() <= BATCHES_MAX);
        }
    }
}
