//! A text area shows one kind of line end, LF. The text behind it keeps its own.

/// `exact` after it was changed into `shown` by hand. Only what differs is taken over; its new lines end with CRLF if
/// all lines of `exact` do.
pub(super) fn retype(exact: &str, shown: String) -> String {
    if !exact.contains('\r') {
        return shown;
    }
    let (mut rest, mut typed) = (exact, shown.as_str());
    while let (Some(unit), Some(character)) = (first_unit(rest), typed.chars().next())
        && shown_as(unit) == Some(character)
    {
        rest = &rest[unit.len()..];
        typed = &typed[character.len_utf8()..];
    }
    let start = &exact[..exact.len() - rest.len()];
    let after_start = rest;
    while let (Some(unit), Some(character)) = (last_unit(rest), typed.chars().next_back())
        && shown_as(unit) == Some(character)
    {
        rest = &rest[..rest.len() - unit.len()];
        typed = &typed[..typed.len() - character.len_utf8()];
    }
    let end = &after_start[rest.len()..];
    let typed = if is_crlf(exact) { typed.replace('\n', "\r\n") } else { typed.to_owned() };
    let after = [&typed, end].concat();
    if !after.starts_with('\n') {
        return [start, &after].concat();
    }
    // A CR before it would become one line end with it.
    let kept = start.trim_end_matches('\r');
    [kept, &"\n".repeat(start.len() - kept.len()), &after].concat()
}

/// As a text area shows it.
pub(super) fn to_line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// A character, or the two of CRLF.
fn first_unit(text: &str) -> Option<&str> {
    let length = if text.starts_with("\r\n") { 2 } else { text.chars().next()?.len_utf8() };
    text.get(..length)
}

fn last_unit(text: &str) -> Option<&str> {
    let length = if text.ends_with("\r\n") { 2 } else { text.chars().next_back()?.len_utf8() };
    text.get(text.len() - length..)
}

fn shown_as(unit: &str) -> Option<char> {
    unit.chars().next().map(|character| if character == '\r' { '\n' } else { character })
}

fn is_crlf(text: &str) -> bool {
    let crlf = text.matches("\r\n").count();
    crlf == text.matches('\n').count() && crlf == text.matches('\r').count()
}

#[cfg(test)]
mod tests {
    use super::{retype, to_line_feeds};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    fn check(exact: &str, shown: &str, expected: &str) {
        assert_eq!(retype(exact, shown.to_owned()), expected);
    }

    #[wasm_bindgen_test]
    fn only_what_was_typed_changes() {
        check("a\nb", "a\nbc", "a\nbc");
        check("a\r\nb\r\n", "a\nb\nc\n", "a\r\nb\r\nc\r\n");
        check("a\r\nb\nc\rd", "a\nb!\nc\nd", "a\r\nb!\nc\rd");
        check("a\r\nb\nc", "a\nb\nc\nd", "a\r\nb\nc\nd");
        check("a\r\nb", "ab", "ab");
        check("a\r\n", "a\n\n", "a\r\n\r\n");
        check("a\r\nb", "", "");
        check("a\r", "a\n\n", "a\n\n");
        check("x\r\né", "x\nè", "x\r\nè");
        check("脚\r\n本", "脚\n文本", "脚\r\n文本");
    }

    /// Every text of three units, changed into every other one.
    #[wasm_bindgen_test]
    fn what_is_shown_is_what_was_typed() {
        let units = ["", "a", "é", "\r\n", "\n", "\r"];
        let texts: Vec<String> = units
            .iter()
            .flat_map(|one| units.iter().map(move |two| [*one, *two]))
            .flat_map(|[one, two]| units.iter().map(move |three| [one, two, three].concat()))
            .collect();
        for exact in &texts {
            for other in &texts {
                let shown = to_line_feeds(other);
                assert_eq!(to_line_feeds(&retype(exact, shown.clone())), shown, "{exact:?}");
            }
            assert_eq!(retype(exact, to_line_feeds(exact)), *exact);
        }
    }
}
