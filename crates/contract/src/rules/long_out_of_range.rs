//! # long_out_of_range
//!
//! What: An integer doesn't fit a signed 64-bit integer.
//!
//! Why: The contract's longs are 64 bits wide. A larger number would be cut to another one on its way.
//!
//! Example: `{"account_id": 9223372036854775808}`
//!
//! Fix: Use the id that the inventory shows: at most 9223372036854775807.

use crate::findings::Findings;
use crate::json::Value;
use crate::pointer::Pointer;
use crate::rules::Code;

pub(crate) fn report(value: Value<'_>, pointer: Pointer, findings: &mut Findings) {
    findings
        .add(Code::LongOutOfRange, pointer.to_string(), value.span())
        .with("min", i64::MIN)
        .with("max", i64::MAX);
}
