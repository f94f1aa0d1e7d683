//! Ids as people paste them: separated by anything, with ranges.

use fastexec_contract::limits::EXPLICIT_IDS_MAX;

/// One id of a list, or what could not be read as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item<'a> {
    /// Digits, without leading zeros; any length.
    Integer(&'a str),
    /// Of a range.
    Number(u64),
    Text(&'a str),
}

/// The ids of a text: `101, 102 105-107` are five. A range gives at most one id more than a request may hold:
/// that is enough to be refused.
pub fn items(text: &str) -> impl Iterator<Item = Item<'_>> {
    words(text).flat_map(|word| {
        let range = range(word);
        let single = range.is_none().then(|| integer(word).map_or(Item::Text(word), Item::Integer));
        range.into_iter().flatten().map(Item::Number).chain(single)
    })
}

/// What stands between separators.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|character: char| {
        character.is_whitespace() || matches!(character, ',' | ';' | '，' | '；' | '、')
    });
    words.filter(|word| !word.is_empty())
}

fn range(word: &str) -> Option<impl Iterator<Item = u64> + use<>> {
    let (first, last) = range_ends(word)?;
    Some((first..=last).take(EXPLICIT_IDS_MAX + 1))
}

/// `101-120`; a range that runs backwards is none.
pub(crate) fn range_ends(word: &str) -> Option<(u64, u64)> {
    let (first, last) = word.split_once('-')?;
    let (first, last): (u64, u64) = (integer(first)?.parse().ok()?, integer(last)?.parse().ok()?);
    (first <= last).then_some((first, last))
}

/// Digits without leading zeros.
pub(crate) fn integer(word: &str) -> Option<&str> {
    if word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = word.trim_start_matches('0');
    Some(if digits.is_empty() { "0" } else { digits })
}

#[cfg(test)]
mod tests {
    use super::{Item, items};
    use fastexec_contract::limits::EXPLICIT_IDS_MAX;

    #[track_caller]
    fn reads(text: &str, expected: &[Item<'_>]) {
        assert_eq!(items(text).collect::<Vec<_>>(), expected, "{text:?}");
    }

    #[test]
    fn separators_and_ranges() {
        reads("", &[]);
        reads(" ,;\n", &[]);
        reads(
            "101, 102；0103",
            &[Item::Integer("101"), Item::Integer("102"), Item::Integer("103")],
        );
        reads("5-7、9", &[Item::Number(5), Item::Number(6), Item::Number(7), Item::Integer("9")]);
        reads("7-7", &[Item::Number(7)]);
        reads(
            "7-5 a -1 1.0",
            &[Item::Text("7-5"), Item::Text("a"), Item::Text("-1"), Item::Text("1.0")],
        );
        reads("99999999999999999999", &[Item::Integer("99999999999999999999")]);
    }

    #[test]
    fn a_range_ends_where_a_request_does() {
        assert_eq!(items("1-18446744073709551615").count(), EXPLICIT_IDS_MAX + 1);
    }
}
