//! Ids as people write them: `101-118, 120`.

/// Folds ids that follow each other. The order stays.
pub(super) fn folded<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    let mut ranges: Vec<(&str, &str)> = Vec::new();
    for id in ids {
        match ranges.last_mut() {
            Some((_, last)) if is_next(last, id) => *last = id,
            _ => ranges.push((id, id)),
        }
    }
    let texts: Vec<String> = ranges
        .into_iter()
        .map(|(first, last)| match first == last {
            true => first.to_owned(),
            // Two are shorter as they are.
            false if is_next(first, last) => format!("{first}, {last}"),
            false => format!("{first}-{last}"),
        })
        .collect();
    texts.join(", ")
}

fn is_next(id: &str, next: &str) -> bool {
    match (id.parse::<i64>(), next.parse::<i64>()) {
        (Ok(id), Ok(next)) => id.checked_add(1) == Some(next),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::folded;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn ids_are_folded() {
        for (ids, expected) in [
            (&[][..], ""),
            (&["7"], "7"),
            (&["7", "8"], "7, 8"),
            (&["101", "102", "103", "120"], "101-103, 120"),
            (&["3", "2", "1"], "3, 2, 1"),
            (
                &["9223372036854775806", "9223372036854775807"],
                "9223372036854775806, 9223372036854775807",
            ),
            (&["a", "b"], "a, b"),
        ] {
            assert_eq!(folded(ids.iter().copied()), expected);
        }
    }
}
