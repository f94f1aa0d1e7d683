//! What a text of ids amounts to: each id once, neighbours together.

use crate::ids::{integer, range_ends, words};
use std::collections::BTreeMap;
use std::fmt::{self, Display};

/// Ids that follow each other, or a word that is no id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    /// From the first to the last; one id when they are equal.
    Ids {
        first: u64,
        last: u64,
    },
    Word(String),
}

/// The ids of a text in its order, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdList {
    pub runs: Vec<Run>,
    /// How many were said again.
    pub repeats: u64,
    seen: Covered,
}

impl IdList {
    pub fn read(text: &str) -> IdList {
        let mut list = IdList::default();
        for word in words(text) {
            let single = || integer(word).and_then(|digits| digits.parse().ok());
            match range_ends(word).or_else(|| single().map(|id| (id, id))) {
                Some((first, last)) => list.add(first, last),
                None => list.runs.push(Run::Word(word.to_owned())),
            }
        }
        list
    }

    /// Ids, and words that are none.
    pub fn count(&self) -> u64 {
        self.runs.iter().fold(0, |sum, run| run.count().saturating_add(sum))
    }

    /// The first ones, as they would be sent.
    pub fn first(&self, count: usize) -> Vec<String> {
        let ids = self.runs.iter().flat_map(|run| match run {
            Run::Ids { first, last } => {
                (*first..=*last).take(count).map(|id| id.to_string()).collect()
            }
            Run::Word(word) => vec![word.clone()],
        });
        ids.take(count).collect()
    }

    /// A text of the same ids without a run of them.
    pub fn without(&self, index: usize) -> String {
        let runs = self.runs.iter().enumerate().filter(|(at, _)| *at != index);
        runs.map(|(_, run)| run.to_string()).collect::<Vec<_>>().join(", ")
    }

    pub fn holds(&self, id: u64) -> bool {
        self.seen.gaps(id, id).is_empty()
    }

    fn add(&mut self, first: u64, last: u64) {
        // A list that ascends is read without looking back.
        if self.seen.end().is_none_or(|end| end < first) {
            self.add_new(first, last);
            return;
        }
        let gaps = self.seen.gaps(first, last);
        let new = gaps.iter().fold(0, |sum: u64, gap| sum.saturating_add(length(gap.0, gap.1)));
        self.repeats = self.repeats.saturating_add(length(first, last).saturating_sub(new));
        for (first, last) in gaps {
            self.add_new(first, last);
        }
    }

    fn add_new(&mut self, first: u64, last: u64) {
        self.seen.insert(first, last);
        match self.runs.last_mut() {
            Some(Run::Ids { last: end, .. }) if end.checked_add(1) == Some(first) => *end = last,
            _ => self.runs.push(Run::Ids { first, last }),
        }
    }
}

impl Run {
    pub fn count(&self) -> u64 {
        match self {
            Run::Ids { first, last } => length(*first, *last),
            Run::Word(_) => 1,
        }
    }
}

impl Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Run::Ids { first, last } if first == last => write!(f, "{first}"),
            Run::Ids { first, last } => write!(f, "{first}-{last}"),
            Run::Word(word) => f.write_str(word),
        }
    }
}

/// A text with ids added that it does not hold yet.
pub fn with_ids(text: &str, ids: &[u64]) -> String {
    let list = IdList::read(text);
    let new = ids.iter().filter(|id| !list.holds(**id)).map(u64::to_string);
    let kept = text.trim_end_matches([' ', ',', '\n']).to_owned();
    let pieces = (!kept.is_empty()).then_some(kept).into_iter().chain(new);
    pieces.collect::<Vec<_>>().join(", ")
}

fn length(first: u64, last: u64) -> u64 {
    (last - first).saturating_add(1)
}

/// Disjoint intervals, the end of each by its start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Covered(BTreeMap<u64, u64>);

impl Covered {
    /// The largest that is covered.
    fn end(&self) -> Option<u64> {
        self.0.last_key_value().map(|(_, end)| *end)
    }

    /// What is not covered of an interval.
    fn gaps(&self, first: u64, last: u64) -> Vec<(u64, u64)> {
        let mut gaps = Vec::new();
        let mut from = first;
        let before = self.0.range(..first).next_back().map(|(_, end)| *end);
        let inside = self.0.range(first..=last).map(|(start, end)| (*start, *end));
        let touching = before.filter(|end| *end >= first).map(|end| (first, end));
        for (start, end) in touching.into_iter().chain(inside) {
            if start > from {
                gaps.push((from, start - 1));
            }
            match end.checked_add(1) {
                Some(next) if end < last => from = next,
                _ => return gaps,
            }
        }
        gaps.push((from, last));
        gaps
    }

    /// An interval that is a gap.
    fn insert(&mut self, first: u64, last: u64) {
        // Pasted lists are mostly ascending: neighbours become one, and the map stays small.
        let before = self.0.range(..first).next_back().map(|(start, end)| (*start, *end));
        match before.filter(|(_, end)| end.checked_add(1) == Some(first)) {
            Some((start, _)) => self.0.insert(start, last),
            None => self.0.insert(first, last),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::{IdList, with_ids};
    use crate::items;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[track_caller]
    fn reads(text: &str, runs: &str, count: u64, repeats: u64) {
        let list = IdList::read(text);
        let words: Vec<String> = list.runs.iter().map(ToString::to_string).collect();
        assert_eq!((words.join(" ").as_str(), list.count(), list.repeats), (runs, count, repeats));
    }

    #[test]
    fn neighbours_stand_together_and_repeats_are_folded() {
        reads("", "", 0, 0);
        reads("101 102,103", "101-103", 3, 0);
        reads("103 102 101", "103 102 101", 3, 0);
        reads("101-110 105-112 101", "101-112", 12, 7);
        reads("5 1-10 7", "5 1-4 6-10", 10, 2);
        reads("7 web-1 7 8", "7 web-1 8", 3, 1);
        reads("0-18446744073709551615 5", "0-18446744073709551615", u64::MAX, 1);
        reads("99999999999999999999", "99999999999999999999", 1, 0);
    }

    #[test]
    fn a_run_can_be_taken_out() {
        let list = IdList::read("101-103 x 200, 101");
        assert_eq!(list.without(1), "101-103, 200");
        assert_eq!(list.without(0), "x, 200");
        assert_eq!(list.first(4), ["101", "102", "103", "x"]);
    }

    #[test]
    fn ids_are_added_once() {
        assert_eq!(with_ids("", &[1, 2]), "1, 2");
        assert_eq!(with_ids("101-103, ", &[102, 104]), "101-103, 104");
    }

    proptest! {
        #[test]
        fn as_many_as_the_distinct_items(text in "([0-9]{1,2}(-[0-9]{1,2})?[ ,]){0,12}") {
            let all: Vec<String> = items(&text).map(|item| match item {
                crate::Item::Integer(text) | crate::Item::Text(text) => text.to_owned(),
                crate::Item::Number(number) => number.to_string(),
            }).collect();
            let words = all.iter().filter(|it| it.contains('-')).count();
            let ids: BTreeSet<&String> = all.iter().filter(|it| !it.contains('-')).collect();
            let list = IdList::read(&text);
            prop_assert_eq!(list.count() as usize, ids.len() + words);
            prop_assert_eq!(list.repeats as usize + list.count() as usize, all.len());
        }
    }
}
