//! Text to nodes. RFC 8259, as strict as serde_json.

use super::digits::leading_digits;
use super::value::Kind;
use super::{DEPTH_MAX, Node, Reason, SyntaxError};
use crate::limits::EXPLICIT_IDS_MAX;
use crate::report::Span;

pub(super) fn nodes(text: &str) -> Result<Vec<Node>, SyntaxError> {
    let nodes = Vec::with_capacity(nodes_about(text));
    let mut parser = Parser { text, bytes: text.as_bytes(), at: 0, nodes };
    parser.skip_blanks();
    if parser.bytes.starts_with(b"\xEF\xBB\xBF") {
        return parser.fail(Reason::ByteOrderMark);
    }
    if parser.at == parser.bytes.len() {
        return parser.fail(Reason::Empty);
    }
    parser.value(DEPTH_MAX)?;
    parser.skip_blanks();
    if parser.at < parser.bytes.len() {
        return parser.fail(Reason::TextAfterEnd);
    }
    Ok(parser.nodes)
}

/// Enough nodes for most texts: growing in steps would copy them all again and again. Never more than the largest good
/// text needs; what is not used costs nothing.
fn nodes_about(text: &str) -> usize {
    (text.len() / BYTES_OF_A_SHORT_ID + 16).min(2 * EXPLICIT_IDS_MAX)
}

/// With its comma.
const BYTES_OF_A_SHORT_ID: usize = 6;

/// [`Document::parse`](super::Document::parse) refuses texts that u32 can't address.
pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

struct Parser<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    nodes: Vec<Node>,
}

impl Parser<'_> {
    fn value(&mut self, depth_left: u32) -> Result<(), SyntaxError> {
        match self.peek() {
            Some(b'"') => self.string(),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'[') => self.array(depth_left),
            Some(b'{') => self.object(depth_left),
            Some(b't') => self.word("true", Kind::Boolean),
            Some(b'f') => self.word("false", Kind::Boolean),
            Some(b'n') => self.word("null", Kind::Null),
            _ => self.fail_here(),
        }
    }

    fn array(&mut self, depth_left: u32) -> Result<(), SyntaxError> {
        let container = self.open(Kind::Array, depth_left)?;
        self.skip_blanks();
        if self.peek() == Some(b']') {
            return self.close(container);
        }
        loop {
            if !self.short_integer() {
                self.value(depth_left - 1)?;
            }
            self.skip_blanks();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => return self.close(container),
                _ => return self.fail_here(),
            }
            self.skip_blanks();
        }
    }

    fn object(&mut self, depth_left: u32) -> Result<(), SyntaxError> {
        let container = self.open(Kind::Object, depth_left)?;
        self.skip_blanks();
        if self.peek() == Some(b'}') {
            return self.close(container);
        }
        loop {
            if self.peek() != Some(b'"') {
                return self.fail_here();
            }
            self.string()?;
            self.skip_blanks();
            if self.peek() != Some(b':') {
                return self.fail_here();
            }
            self.at += 1;
            self.skip_blanks();
            self.value(depth_left - 1)?;
            self.skip_blanks();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => return self.close(container),
                _ => return self.fail_here(),
            }
            self.skip_blanks();
        }
    }

    fn open(&mut self, kind: Kind, depth_left: u32) -> Result<usize, SyntaxError> {
        if depth_left == 0 {
            return self.fail(Reason::TooDeep);
        }
        let container = self.nodes.len();
        self.push(kind, self.at, self.at, 0);
        self.at += 1;
        Ok(container)
    }

    fn close(&mut self, container: usize) -> Result<(), SyntaxError> {
        self.at += 1;
        let next = offset(self.nodes.len());
        let node = &mut self.nodes[container];
        node.span.end = offset(self.at);
        node.next = next;
        Ok(())
    }

    fn word(&mut self, word: &str, kind: Kind) -> Result<(), SyntaxError> {
        let start = self.at;
        for expected in word.bytes() {
            if self.peek() != Some(expected) {
                return self.fail_here();
            }
            self.at += 1;
        }
        self.push(kind, start, self.at, 0);
        Ok(())
    }

    fn string(&mut self) -> Result<(), SyntaxError> {
        let start = self.at;
        let mut kind = Kind::PlainString;
        self.at += 1;
        loop {
            self.skip_plain_characters();
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    self.push(kind, start, self.at, 0);
                    return Ok(());
                }
                Some(b'\\') => {
                    kind = Kind::EscapedString;
                    self.escape()?;
                }
                Some(_) => return self.fail(Reason::ControlCharacter),
                None => return self.fail(Reason::UnexpectedEnd),
            }
        }
    }

    /// The hot loop of long strings.
    fn skip_plain_characters(&mut self) {
        let rest = &self.bytes[self.at..];
        let (words, _) = rest.as_chunks::<8>();
        let plain = words.iter().position(|word| !is_plain(u64::from_le_bytes(*word)));
        let whole = plain.unwrap_or(words.len()) * 8;
        let length = rest[whole..].iter().position(|&byte| !IS_PLAIN[usize::from(byte)]);
        self.at += length.map_or(rest.len(), |length| whole + length);
    }

    fn escape(&mut self) -> Result<(), SyntaxError> {
        let start = self.at;
        self.at += 1;
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
            Some(b'u') => {
                self.at += 1;
                match self.hex4()? {
                    0xD800..=0xDBFF => {
                        let is_escape = self.bytes[self.at..].starts_with(b"\\u");
                        if is_escape {
                            self.at += 2;
                        }
                        if !is_escape || !matches!(self.hex4()?, 0xDC00..=0xDFFF) {
                            self.at = start;
                            return self.fail(Reason::LoneSurrogate);
                        }
                    }
                    0xDC00..=0xDFFF => {
                        self.at = start;
                        return self.fail(Reason::LoneSurrogate);
                    }
                    _ => {}
                }
            }
            Some(_) => return self.fail(Reason::BadEscape),
            None => return self.fail(Reason::UnexpectedEnd),
        }
        Ok(())
    }

    fn hex4(&mut self) -> Result<u32, SyntaxError> {
        let mut code = 0;
        for _ in 0..4 {
            match self.peek().map(|byte| char::from(byte).to_digit(16)) {
                Some(Some(digit)) => code = code * 16 + digit,
                Some(None) => return self.fail(Reason::BadEscape),
                None => return self.fail(Reason::UnexpectedEnd),
            }
            self.at += 1;
        }
        Ok(code)
    }

    fn number(&mut self) -> Result<(), SyntaxError> {
        if self.short_integer() {
            return Ok(());
        }
        let start = self.at;
        let is_negative = self.peek() == Some(b'-');
        self.at += usize::from(is_negative);
        let integer = self.integer_part(is_negative)?;
        let has_fraction = self.fraction()?;
        let has_exponent = self.exponent()?;
        let kind = match integer {
            _ if has_fraction || has_exponent => Kind::Fraction,
            Some(_) => Kind::Integer,
            None => Kind::HugeInteger,
        };
        let token = &self.text[start..self.at];
        if (has_exponent || token.len() > DIGITS_ALWAYS_FINITE)
            && serde_json::from_str::<f64>(token).is_err()
        {
            self.at = start;
            return self.fail(Reason::NumberTooLarge);
        }
        self.push(kind, start, self.at, integer.unwrap_or_default());
        Ok(())
    }

    /// Most numbers are ids, tens of thousands of them: up to 16 digits, and nothing else.
    fn short_integer(&mut self) -> bool {
        let rest = &self.bytes[self.at..];
        let Some((integer, length)) = leading_digits(rest) else {
            return false;
        };
        let has_leading_zero = length > 1 && rest[0] == b'0';
        let goes_on = matches!(rest.get(length), Some(b'0'..=b'9' | b'.' | b'e' | b'E'));
        if has_leading_zero || goes_on {
            return false;
        }
        let start = self.at;
        self.at += length;
        self.push(Kind::Integer, start, self.at, integer);
        true
    }

    /// `None` when i64 can't hold it.
    fn integer_part(&mut self, is_negative: bool) -> Result<Option<i64>, SyntaxError> {
        let start = self.at;
        let mut integer = Some(0_i64);
        while let Some(byte @ b'0'..=b'9') = self.peek() {
            let digit = i64::from(byte - b'0');
            integer = integer.and_then(|value| value.checked_mul(10)).and_then(|value| {
                if is_negative { value.checked_sub(digit) } else { value.checked_add(digit) }
            });
            self.at += 1;
        }
        match self.at - start {
            0 => self.fail_number(),
            1 => Ok(integer),
            _ if self.bytes[start] == b'0' => {
                self.at = start + 1;
                self.fail(Reason::BadNumber)
            }
            _ => Ok(integer),
        }
    }

    fn fraction(&mut self) -> Result<bool, SyntaxError> {
        if self.peek() != Some(b'.') {
            return Ok(false);
        }
        self.at += 1;
        self.digits()?;
        Ok(true)
    }

    fn exponent(&mut self) -> Result<bool, SyntaxError> {
        if !matches!(self.peek(), Some(b'e' | b'E')) {
            return Ok(false);
        }
        self.at += 1;
        if matches!(self.peek(), Some(b'+' | b'-')) {
            self.at += 1;
        }
        self.digits()?;
        Ok(true)
    }

    fn digits(&mut self) -> Result<(), SyntaxError> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { self.fail_number() } else { Ok(()) }
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize, integer: i64) {
        let next = offset(self.nodes.len() + 1);
        let span = Span { start: offset(start), end: offset(end) };
        self.nodes.push(Node { kind, span, next, integer });
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn fail_number<T>(&self) -> Result<T, SyntaxError> {
        self.fail(if self.peek().is_some() { Reason::BadNumber } else { Reason::UnexpectedEnd })
    }

    fn fail_here<T>(&self) -> Result<T, SyntaxError> {
        self.fail(if self.peek().is_some() {
            Reason::UnexpectedCharacter
        } else {
            Reason::UnexpectedEnd
        })
    }

    fn fail<T>(&self, reason: Reason) -> Result<T, SyntaxError> {
        Err(SyntaxError { reason, at: offset(self.at) })
    }
}

/// Characters of a number that is finite as f64 whatever they are, when it has no exponent.
const DIGITS_ALWAYS_FINITE: usize = 300;

/// Whether all eight bytes stand for themselves in a string. Each test sets the highest bit of a byte that is zero
/// after it, and now and then of a byte above such a one, which does no harm: there is a byte to stop at anyway.
const fn is_plain(word: u64) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHEST: u64 = 0x8080_8080_8080_8080;
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    let found = (quote.wrapping_sub(ONES) & !quote)
        | (backslash.wrapping_sub(ONES) & !backslash)
        | (word.wrapping_sub(ONES * 0x20) & !word);
    found & HIGHEST == 0
}

/// Bytes that stand for themselves in a string.
static IS_PLAIN: [bool; 256] = {
    let mut plain = [true; 256];
    let mut byte = 0;
    while byte < 0x20 {
        plain[byte] = false;
        byte += 1;
    }
    plain[b'"' as usize] = false;
    plain[b'\\' as usize] = false;
    plain
};
