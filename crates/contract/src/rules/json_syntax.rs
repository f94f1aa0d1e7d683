//! # json_syntax
//!
//! What: The text is not JSON (RFC 8259).
//!
//! Why: Nothing can be said about a text that can't be read. The reason, the line and the column are named.
//!
//! Example: `{"timeout": 60,}`
//!
//! Fix: Correct the text at the line and column named.

use crate::findings::Findings;
use crate::json::SyntaxError;
use crate::pointer::Pointer;
use crate::report::Span;
use crate::rules::Code;

pub(crate) fn report(error: SyntaxError, findings: &mut Findings) {
    let span = Span { start: error.at, end: error.at };
    findings
        .add(Code::JsonSyntax, Pointer::ROOT.to_string(), span)
        .with("reason", error.reason.word());
}
