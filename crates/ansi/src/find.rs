//! Finding bytes in many bytes, in one pass that skips ahead (Horspool's algorithm).

use std::ops::Range;

/// Something to look for.
#[derive(Clone, Debug)]
pub struct Finder {
    /// In small letters when their case doesn't matter.
    needle: Vec<u8>,
    ignores_case: bool,
    /// How far a byte under the needle's end lets it move on.
    skips: Box<[u32; 256]>,
}

impl Finder {
    /// `None` when there is nothing to look for. Case is ignored in ASCII only.
    #[must_use]
    pub fn new(needle: &[u8], ignores_case: bool) -> Option<Finder> {
        let needle = if ignores_case { needle.to_ascii_lowercase() } else { needle.to_vec() };
        let length = u32::try_from(needle.len()).ok().filter(|length| *length > 0)?;
        let mut skips = Box::new([length; 256]);
        for (skip, byte) in (1..length).rev().zip(&needle) {
            skips[usize::from(*byte)] = skip;
            if ignores_case {
                skips[usize::from(byte.to_ascii_uppercase())] = skip;
            }
        }
        Some(Finder { needle, ignores_case, skips })
    }

    /// Bytes of what is looked for.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "it is never empty")]
    pub fn len(&self) -> usize {
        self.needle.len()
    }

    /// Where it stands next, beginning at `from` or later, outside of SGR sequences.
    #[must_use]
    pub fn next(&self, bytes: &[u8], from: usize) -> Option<Range<usize>> {
        let length = self.needle.len();
        let last = length - 1;
        let mut at = from;
        while let Some(end) = bytes.get(at + last) {
            if self.same(*end, self.needle[last])
                && self.needle.iter().zip(&bytes[at..]).all(|(it, byte)| self.same(*byte, *it))
                && !is_in_sequence(bytes, at)
            {
                return Some(at..at + length);
            }
            at += self.skips[usize::from(*end)] as usize;
        }
        None
    }

    fn same(&self, byte: u8, needle: u8) -> bool {
        byte == needle || self.ignores_case && byte.to_ascii_lowercase() == needle
    }
}

/// Whether `at` is behind an `ESC [` that has not ended.
fn is_in_sequence(bytes: &[u8], at: usize) -> bool {
    let before = bytes[..at].iter().rev().take(64);
    let parameters = before.take_while(|byte| matches!(byte, b'0'..=b'9' | b';' | b':')).count();
    at.checked_sub(parameters + 2).is_some_and(|start| bytes[start..].starts_with(b"\x1b["))
        // Of a sequence that is shown, the text counts.
        && bytes[at..]
            .iter()
            .take(64)
            .find(|byte| !matches!(byte, b'0'..=b'9' | b';' | b':'))
            .is_some_and(|byte| matches!(byte, b'm' | b'K'))
}

#[cfg(test)]
mod tests {
    use super::Finder;

    fn all(text: &str, needle: &str, ignores_case: bool) -> Vec<usize> {
        let finder = Finder::new(needle.as_bytes(), ignores_case).expect("something to find");
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(range) = finder.next(text.as_bytes(), from) {
            found.push(range.start);
            from = range.end;
        }
        found
    }

    #[test]
    fn finds() {
        assert_eq!(all("abcabc", "abc", false), [0, 3]);
        assert_eq!(all("abcabc", "ABC", false), [0; 0]);
        assert_eq!(all("aBcAbC", "ABC", true), [0, 3]);
        assert_eq!(all("aaaa", "aa", false), [0, 2]);
        assert_eq!(all("a", "aa", false), [0; 0]);
        assert_eq!(all("中文中", "中", false), [0, 6]);
        assert!(Finder::new(b"", false).is_none());
    }

    #[test]
    fn not_in_sequences() {
        assert_eq!(all("\u{1b}[31mred 31", "31", false), [9]);
        assert_eq!(all("\u{1b}[31mm", "m", false), [5]);
        assert_eq!(all("\u{1b}[31J 31", "31", false), [2, 6]);
        assert_eq!(all("[31m", "31", false), [1]);
    }
}
