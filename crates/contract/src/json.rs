//! JSON as a flat list of nodes that knows where each value stands in the text.
//!
//! serde_json would lose what a verdict needs: spans, keys given twice, and whether `1` was written as
//! `1.0`. It stays the judge of what is JSON: acceptance is the same on every input (see `fuzz/`).

mod digits;
mod parse;
mod value;

pub use value::{Kind, Value};

use crate::report::Span;

/// Containers within containers: serde_json's own limit, so that no text overflows a stack.
const DEPTH_MAX: u32 = 127;

/// A text that is JSON.
#[derive(Debug)]
pub struct Document<'t> {
    text: &'t str,
    nodes: Vec<Node>,
}

/// One value. A container is followed by what it holds: items, or keys and values in turn.
#[derive(Clone, Copy, Debug)]
struct Node {
    kind: Kind,
    span: Span,
    /// The node after this value and all it holds.
    next: u32,
    /// The value of an `Integer`.
    integer: i64,
}

/// Why and where a text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub reason: Reason,
    /// Byte offset.
    pub at: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    Empty,
    UnexpectedEnd,
    UnexpectedCharacter,
    TextAfterEnd,
    ControlCharacter,
    BadEscape,
    LoneSurrogate,
    BadNumber,
    NumberTooLarge,
    TooDeep,
    NotUtf8,
    ByteOrderMark,
    TooLong,
}

impl Reason {
    /// The word that the catalogues explain.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Reason::Empty => "empty",
            Reason::UnexpectedEnd => "unexpected_end",
            Reason::UnexpectedCharacter => "unexpected_character",
            Reason::TextAfterEnd => "text_after_end",
            Reason::ControlCharacter => "control_character",
            Reason::BadEscape => "bad_escape",
            Reason::LoneSurrogate => "lone_surrogate",
            Reason::BadNumber => "bad_number",
            Reason::NumberTooLarge => "number_too_large",
            Reason::TooDeep => "too_deep",
            Reason::NotUtf8 => "not_utf8",
            Reason::ByteOrderMark => "byte_order_mark",
            Reason::TooLong => "too_long",
        }
    }
}

impl<'t> Document<'t> {
    pub fn parse(text: &'t [u8]) -> Result<Document<'t>, SyntaxError> {
        if u32::try_from(text.len()).is_err() {
            return Err(SyntaxError { reason: Reason::TooLong, at: 0 });
        }
        let text = std::str::from_utf8(text).map_err(|error| SyntaxError {
            reason: Reason::NotUtf8,
            at: parse::offset(error.valid_up_to()),
        })?;
        let nodes = parse::nodes(text)?;
        Ok(Document { text, nodes })
    }

    pub fn root(&self) -> Value<'_> {
        Value::new(self, 0)
    }
}

#[cfg(test)]
mod tests;
