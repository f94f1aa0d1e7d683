//! Lines and columns of findings, in one walk over the text.

use crate::report::Finding;

/// The findings are in the order of the text.
pub(super) fn place(findings: &mut [Finding], text: &[u8]) {
    let (mut at, mut line, mut column) = (0, 1, 1);
    for finding in findings {
        let start = text.len().min(finding.span.start as usize);
        let passed = &text[at..start];
        // Nearly all of a text of megabytes may stand in one line.
        let last_line = if passed.contains(&b'\n') {
            line += count(passed, line_ends);
            column = 1;
            passed.rsplit(|&byte| byte == b'\n').next().unwrap_or_default()
        } else {
            passed
        };
        column += last_line.len() as u32 - count(last_line, continuations);
        at = start;
        (finding.line, finding.column) = (line, column);
    }
}

const ONES: u64 = 0x0101_0101_0101_0101;

/// How many bytes are marked by a one in their place. Eight at a step: there may be megabytes between two findings.
fn count(bytes: &[u8], marks: impl Fn(u64) -> u64) -> u32 {
    let (words, rest) = bytes.as_chunks();
    let mut last = [b' '; 8];
    last[..rest.len()].copy_from_slice(rest);
    let words = words.iter().chain(std::iter::once(&last));
    // Multiplied by ones, the bytes of a word are summed up in its highest. Texts are addressed by u32.
    words.map(|word| (marks(u64::from_le_bytes(*word)).wrapping_mul(ONES) >> 56) as u32).sum()
}

/// `\n`.
fn line_ends(word: u64) -> u64 {
    const LOW: u64 = 0x7F * ONES;
    let others = word ^ (u64::from(b'\n') * ONES);
    !((((others & LOW) + LOW) | others) >> 7) & ONES
}

/// Bytes of UTF-8 that continue a character.
fn continuations(word: u64) -> u64 {
    (word >> 7) & !(word >> 6) & ONES
}

#[cfg(test)]
mod tests {
    use super::place;
    use crate::findings::finding;
    use crate::pointer::Pointer;
    use crate::report::Span;
    use crate::rules::Code;
    use proptest::prelude::*;

    fn placed(text: &str, starts: &[usize]) -> Vec<(u32, u32)> {
        let at = |start: usize| u32::try_from(start).expect("short");
        let mut findings: Vec<_> = starts
            .iter()
            .map(|&start| {
                let span = Span { start: at(start), end: at(start) };
                finding(Code::JsonSyntax, Pointer::ROOT.to_string(), span)
            })
            .collect();
        place(&mut findings, text.as_bytes());
        findings.iter().map(|finding| (finding.line, finding.column)).collect()
    }

    #[test]
    fn lines_and_columns() {
        assert_eq!(placed("", &[0]), [(1, 1)]);
        assert_eq!(placed("ab\n\ncd", &[0, 2, 3, 4, 6]), [(1, 1), (1, 3), (2, 1), (3, 1), (3, 3)]);
        assert_eq!(placed("中文é😀x", &[0, 3, 6, 8, 12]), [(1, 1), (1, 2), (1, 3), (1, 4), (1, 5)]);
        assert_eq!(placed("a", &[7]), [(1, 2)]);
    }

    proptest! {
        #[test]
        fn as_character_by_character(text in "[\na中é😀\u{0a80}]{0,60}", picks in prop::collection::vec(any::<prop::sample::Index>(), 1..4)) {
            let all: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let mut starts: Vec<usize> = picks.iter().map(|pick| all[pick.index(all.len())]).collect();
            starts.sort_unstable();
            let expected: Vec<(u32, u32)> = starts.iter().map(|&start| {
                let before = &text[..start];
                let line = before.matches('\n').count() + 1;
                let column = before.chars().rev().take_while(|&it| it != '\n').count() + 1;
                (u32::try_from(line).expect("few"), u32::try_from(column).expect("few"))
            }).collect();
            prop_assert_eq!(placed(&text, &starts), expected);
        }
    }
}
