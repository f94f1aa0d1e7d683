//! One step through the bytes: a character, a line's end, a sequence.

use crate::width::width;

/// What bytes above 0x7F mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    #[default]
    Utf8,
    /// GBK and its superset GB 18030, which Chinese editions of Windows write.
    Gbk,
}

/// Longer ones are no sequences that anybody writes.
const SEQUENCE_MAX: usize = 64;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// Bytes of a character, and the cells that it fills.
    Character(usize, usize),
    Tab,
    LineFeed,
    /// With its line feed.
    LineEnd,
    /// Alone: a terminal would write over the line.
    CarriageReturn,
    /// A control character that is shown.
    Control(char),
    /// Length of `ESC [ … m`.
    Sgr(usize),
    /// Length of `ESC [ … K`.
    Erase(usize),
    /// More bytes are needed to tell.
    Unfinished,
}

impl Token {
    pub(crate) fn len(self) -> usize {
        match self {
            Token::Character(length, _) | Token::Sgr(length) | Token::Erase(length) => length,
            Token::LineEnd => 2,
            Token::Tab | Token::LineFeed | Token::CarriageReturn | Token::Control(_) => 1,
            Token::Unfinished => 0,
        }
    }
}

/// The token at the beginning of `bytes`, of which there is at least one. At the end of everything nothing is
/// unfinished.
pub(crate) fn token(bytes: &[u8], encoding: Encoding, is_end: bool) -> Token {
    match bytes[0] {
        b'\n' => Token::LineFeed,
        b'\t' => Token::Tab,
        b'\r' => match bytes.get(1) {
            Some(b'\n') => Token::LineEnd,
            None if !is_end => Token::Unfinished,
            _ => Token::CarriageReturn,
        },
        0x1B => sequence(bytes, is_end),
        byte @ 0..=0x1F => Token::Control(picture(byte)),
        0x20..=0x7E => Token::Character(1, 1),
        0x7F => Token::Control('␡'),
        _ if encoding == Encoding::Gbk => gbk(bytes, is_end),
        _ => utf8(bytes, is_end),
    }
}

/// U+2400 and on are pictures of the control characters.
fn picture(byte: u8) -> char {
    char::from_u32(0x2400 + u32::from(byte)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn sequence(bytes: &[u8], is_end: bool) -> Token {
    let shown = Token::Control(picture(0x1B));
    match bytes.get(1) {
        Some(b'[') => {}
        None if !is_end => return Token::Unfinished,
        _ => return shown,
    }
    for (at, byte) in bytes.iter().enumerate().take(SEQUENCE_MAX).skip(2) {
        match byte {
            b'0'..=b'9' | b';' | b':' => {}
            b'm' => return Token::Sgr(at + 1),
            b'K' => return Token::Erase(at + 1),
            _ => return shown,
        }
    }
    if bytes.len() < SEQUENCE_MAX && !is_end { Token::Unfinished } else { shown }
}

fn utf8(bytes: &[u8], is_end: bool) -> Token {
    let expected = match bytes[0] {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return Token::Character(1, 1),
    };
    let head = &bytes[..expected.min(bytes.len())];
    match std::str::from_utf8(head) {
        Ok(text) => {
            let cells = text.chars().next().map_or(1, |character| width(u32::from(character)));
            Token::Character(expected, cells)
        }
        Err(error) => match error.error_len() {
            None if !is_end => Token::Unfinished,
            // As the standard's decoder replaces it: the longest beginning of a character is one U+FFFD.
            None => Token::Character(head.len(), 1),
            Some(length) if error.valid_up_to() == 0 => Token::Character(length, 1),
            // The first character was whole, and is shorter than its first byte says: can't be.
            Some(_) => Token::Character(1, 1),
        },
    }
}

fn gbk(bytes: &[u8], is_end: bool) -> Token {
    let lead = 0x81..=0xFE;
    if !lead.contains(&bytes[0]) {
        return Token::Character(1, 1);
    }
    match (bytes.get(1), bytes.get(2), bytes.get(3)) {
        (None, ..) if !is_end => Token::Unfinished,
        (Some(0x40..=0x7E | 0x80..=0xFE), ..) => Token::Character(2, 2),
        (Some(0x30..=0x39), None, _) | (Some(0x30..=0x39), Some(0x81..=0xFE), None) if !is_end => {
            Token::Unfinished
        }
        (Some(0x30..=0x39), Some(0x81..=0xFE), Some(0x30..=0x39)) => Token::Character(4, 2),
        _ => Token::Character(1, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::{Encoding, Token, token};

    #[track_caller]
    fn is(bytes: &[u8], expected: Token) {
        assert_eq!(token(bytes, Encoding::Utf8, false), expected, "{bytes:?}");
    }

    #[test]
    fn characters() {
        is(b"ab", Token::Character(1, 1));
        is("é".as_bytes(), Token::Character(2, 1));
        is("中".as_bytes(), Token::Character(3, 2));
        is("😀".as_bytes(), Token::Character(4, 2));
        is("\u{301}".as_bytes(), Token::Character(2, 0));
        is(b"\xe4\xb8", Token::Unfinished);
        is(b"\xe4\xb8x", Token::Character(2, 1));
        is(b"\xff", Token::Character(1, 1));
        is(b"\xc0\x80", Token::Character(1, 1));
        assert_eq!(token(b"\xe4\xb8", Encoding::Utf8, true), Token::Character(2, 1));
    }

    #[test]
    fn ends_of_lines() {
        is(b"\n", Token::LineFeed);
        is(b"\r\n", Token::LineEnd);
        is(b"\rx", Token::CarriageReturn);
        is(b"\r", Token::Unfinished);
        assert_eq!(token(b"\r", Encoding::Utf8, true), Token::CarriageReturn);
    }

    #[test]
    fn sequences() {
        is(b"\x1b[31mx", Token::Sgr(5));
        is(b"\x1b[m", Token::Sgr(3));
        is(b"\x1b[2K", Token::Erase(4));
        is(b"\x1b[3", Token::Unfinished);
        is(b"\x1b", Token::Unfinished);
        is(b"\x1b]0;title\x07", Token::Control('␛'));
        is(b"\x1b[2J", Token::Control('␛'));
        is(b"\x07", Token::Control('␇'));
        is(b"\x00", Token::Control('␀'));
        let long = [b"\x1b[".to_vec(), vec![b'1'; 100]].concat();
        is(&long, Token::Control('␛'));
    }

    #[test]
    fn gbk() {
        let gbk = |bytes: &[u8]| token(bytes, Encoding::Gbk, false);
        assert_eq!(gbk(b"\xd6\xd0"), Token::Character(2, 2));
        assert_eq!(gbk(b"\xd6"), Token::Unfinished);
        assert_eq!(gbk(b"\xd6\n"), Token::Character(1, 1));
        assert_eq!(gbk(b"\x81\x30\x81\x30"), Token::Character(4, 2));
        assert_eq!(gbk(b"\x81\x30"), Token::Unfinished);
    }
}
