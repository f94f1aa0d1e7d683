//! # duplicate_key
//!
//! What: An object has the same key twice.
//!
//! Why: Which of the two counts depends on the reader. The finding points to the later one; the earlier one is checked.
//!
//! Example: `{"timeout": 60, "timeout": 600}`
//!
//! Fix: Delete one of the two.

use crate::findings::Findings;
use crate::pointer::Pointer;
use crate::report::Span;
use crate::rules::Code;

pub(crate) fn report(key: Span, name: &str, object: Pointer, findings: &mut Findings) {
    findings
        .add(Code::DuplicateKey, object.foreign_key(name), key)
        .with("key", super::excerpt(name));
}
