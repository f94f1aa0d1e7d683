//! # rolling_relative_first
//!
//! What: The first part of the rolling expression is `+n` or `*n`.
//!
//! Why: There is no batch before the first; it counts as n. JOB's own page refuses it.
//!
//! Example: `{"rolling_config": {"expression": "+2 10", "mode": 1}}`
//!
//! Fix: Write the first batch as a number or a percentage.

use crate::findings::Findings;
use crate::request::Request;
use crate::rolling::NoteKind;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    super::rolling_note(NoteKind::RelativeFirst, Code::RollingRelativeFirst, request, findings);
}
