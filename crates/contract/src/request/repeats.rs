//! Items of a list that stand for the same.

use super::field::{Entry, Repeat};

/// `key` is what an item stands for; `None` when that is not known.
pub(super) fn repeats<'a, T, K: Ord>(
    entries: &'a [Entry<T>],
    key: impl Fn(&'a T) -> Option<K>,
) -> Vec<Repeat> {
    // Lists of ids are mostly sorted, and then nothing needs to be stored.
    let is_ascending = entries.windows(2).all(|pair| {
        matches!((key(&pair[0].value), key(&pair[1].value)), (Some(left), Some(right)) if left < right)
    });
    if is_ascending {
        return Vec::new();
    }
    // Sorting, not hashing: no choice of ids makes it slow. Stable, so that the first stays first; and fast on lists
    // that are nearly sorted, as most are.
    let mut keyed: Vec<(K, &Entry<T>)> = Vec::with_capacity(entries.len());
    keyed.extend(entries.iter().filter_map(|entry| Some((key(&entry.value)?, entry))));
    keyed.sort_by(|(left, _), (right, _)| left.cmp(right));
    let mut repeats: Vec<Repeat> = keyed
        .chunk_by(|(left, _), (right, _)| left == right)
        .flat_map(|same| {
            let first = same[0].1.index;
            same[1..].iter().map(move |(_, entry)| Repeat {
                index: entry.index,
                span: entry.span,
                first,
            })
        })
        .collect();
    repeats.sort_unstable_by_key(|repeat| repeat.index);
    repeats
}

#[cfg(test)]
mod tests {
    use super::{Entry, repeats};
    use crate::report::Span;

    #[track_caller]
    fn found(values: &[i64], expected: &[(u32, u32)]) {
        let entries: Vec<Entry<i64>> = (0..)
            .zip(values)
            .map(|(index, value)| Entry { index, span: Span::default(), value: *value })
            .collect();
        let repeats = repeats(&entries, |value| (*value > 0).then_some(*value));
        let pairs: Vec<_> = repeats.iter().map(|repeat| (repeat.index, repeat.first)).collect();
        assert_eq!(pairs, expected);
    }

    #[test]
    fn later_ones_are_repeats_of_the_first() {
        found(&[], &[]);
        found(&[1, 2, 3], &[]);
        found(&[3, 2, 1], &[]);
        found(&[5, 1, 5, 2, 1, 5], &[(2, 0), (4, 1), (5, 0)]);
        found(&[7, 7], &[(1, 0)]);
        found(&[0, 0], &[]);
    }
}
