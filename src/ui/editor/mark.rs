//! Ranges that are underlined.

use std::ops::Range;

/// A part of the text and what is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Bytes of the text.
    pub(crate) range: Range<usize>,
    pub(crate) message: String,
}

/// `[[start, end, message], …]` in UTF-16 units of the text as it is shown, which is how the editor counts.
pub(super) fn json(marks: &[Mark], text: &str) -> String {
    let place = |byte| text.get(..byte).map(shown_length).unwrap_or_default();
    let marks: Vec<_> = marks
        .iter()
        .map(|mark| (place(mark.range.start), place(mark.range.end), &mark.message))
        .collect();
    serde_json::to_string(&marks).unwrap_or_default()
}

fn shown_length(text: &str) -> usize {
    text.encode_utf16().count() - text.matches("\r\n").count()
}

#[cfg(test)]
mod tests {
    use super::{Mark, json};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn places_are_those_of_the_editor() {
        let text = "é😀\r\nreboot";
        let mark = |range| Mark { range, message: "!".to_owned() };
        assert_eq!(json(&[mark(8..14)], text), r#"[[4,10,"!"]]"#);
        // Not at a character, and beyond the end: nothing that could be underlined.
        assert_eq!(json(&[mark(1..3), mark(90..99)], text), r#"[[0,0,"!"],[0,0,"!"]]"#);
        assert_eq!(json(&[], text), "[]");
    }
}
