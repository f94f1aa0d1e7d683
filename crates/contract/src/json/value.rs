//! Reading the nodes of a document.

use super::{Document, Node};
use crate::report::Span;
use std::borrow::Cow;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Null,
    Boolean,
    /// An integer literal that i64 holds.
    Integer,
    /// An integer literal that i64 can't hold.
    HugeInteger,
    /// A number with a fraction or an exponent.
    Fraction,
    PlainString,
    EscapedString,
    Array,
    Object,
}

impl Kind {
    /// The word that the catalogues translate.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Kind::Null => "null",
            Kind::Boolean => "boolean",
            Kind::Integer | Kind::HugeInteger => "integer",
            Kind::Fraction => "fraction",
            Kind::PlainString | Kind::EscapedString => "string",
            Kind::Array => "array",
            Kind::Object => "object",
        }
    }
}

/// A value of a document.
#[derive(Clone, Copy, Debug)]
pub struct Value<'d> {
    document: &'d Document<'d>,
    index: u32,
}

impl<'d> Value<'d> {
    pub(super) fn new(document: &'d Document<'_>, index: u32) -> Self {
        Value { document, index }
    }

    pub fn kind(self) -> Kind {
        self.node().kind
    }

    pub fn span(self) -> Span {
        self.node().span
    }

    pub fn integer(self) -> Option<i64> {
        let node = self.node();
        (node.kind == Kind::Integer).then_some(node.integer)
    }

    /// The characters of a string, escapes resolved.
    pub fn string(self) -> Option<Cow<'d, str>> {
        let node = self.node();
        let inner =
            || &self.document.text[node.span.start as usize + 1..node.span.end as usize - 1];
        match node.kind {
            Kind::PlainString => Some(Cow::Borrowed(inner())),
            Kind::EscapedString => Some(Cow::Owned(unescape(inner()))),
            _ => None,
        }
    }

    /// As it is written.
    pub fn text(self) -> &'d str {
        let span = self.node().span;
        &self.document.text[span.start as usize..span.end as usize]
    }

    /// Values in here, at whatever depth: as many as there are items, or more.
    pub(crate) fn size(self) -> usize {
        (self.node().next - self.index - 1) as usize
    }

    /// The items of an array; nothing for any other value.
    pub fn items(self) -> impl Iterator<Item = Value<'d>> {
        let node = self.node();
        let end = if node.kind == Kind::Array { node.next } else { self.index + 1 };
        let mut index = self.index + 1;
        std::iter::from_fn(move || {
            (index < end).then(|| {
                let item = Value::new(self.document, index);
                index = item.node().next;
                item
            })
        })
    }

    /// Keys and values of an object, as often as they are given; nothing for any other value.
    pub fn members(self) -> impl Iterator<Item = (Value<'d>, Value<'d>)> {
        let node = self.node();
        let end = if node.kind == Kind::Object { node.next } else { self.index + 1 };
        let mut index = self.index + 1;
        std::iter::from_fn(move || {
            (index < end).then(|| {
                let key = Value::new(self.document, index);
                let value = Value::new(self.document, key.node().next);
                index = value.node().next;
                (key, value)
            })
        })
    }

    fn node(self) -> &'d Node {
        &self.document.nodes[self.index as usize]
    }
}

/// The parser has accepted every escape in here.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        plain.push_str(&rest[..at]);
        let escape = rest.as_bytes().get(at + 1).copied().unwrap_or_default();
        rest = rest.get(at + 2..).unwrap_or_default();
        plain.push(match escape {
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let (character, length) = unicode_escape(rest);
                rest = rest.get(length..).unwrap_or_default();
                character
            }
            other => char::from(other),
        });
    }
    plain.push_str(rest);
    plain
}

/// The character of `XXXX` or `XXXX\uXXXX`, and the length of that text.
fn unicode_escape(text: &str) -> (char, usize) {
    let hex = |at: usize| {
        let digits = text.get(at..at + 4).unwrap_or_default();
        u32::from_str_radix(digits, 16).unwrap_or_default()
    };
    let first = hex(0);
    if (0xD800..0xDC00).contains(&first) {
        let code = 0x10000 + ((first - 0xD800) << 10) + (hex(6).wrapping_sub(0xDC00) & 0x3FF);
        (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), 10)
    } else {
        (char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), 4)
    }
}
