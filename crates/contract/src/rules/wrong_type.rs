//! # wrong_type
//!
//! What: A value is of another JSON type than the contract says.
//!
//! Why: JOB's server guesses or refuses, depending on the field. A number in quotes, `1.0`, `1e3` and `true` are no longs.
//!
//! Example: `{"timeout": "60"}`
//!
//! Fix: Write the value as the type that is expected: `60` instead of `"60"`.

use crate::findings::Findings;
use crate::json::{Kind, Value};
use crate::pointer::Pointer;
use crate::rules::Code;

pub(crate) fn report(value: Value<'_>, pointer: Pointer, expected: Kind, findings: &mut Findings) {
    findings
        .add(Code::WrongType, pointer.to_string(), value.span())
        .with("expected", expected.word())
        .with("found_type", value.kind().word());
}
