//! # rolling_relative_not_last
//!
//! What: A part `+n` or `*n` of the rolling expression is not the last one.
//!
//! Why: It then makes one batch and doesn't grow on. JOB's own page refuses it.
//!
//! Example: `{"rolling_config": {"expression": "1 +2 10", "mode": 1}}`
//!
//! Fix: Put the growing part at the end, or write the sizes out.

use crate::findings::Findings;
use crate::request::Request;
use crate::rolling::NoteKind;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    super::rolling_note(NoteKind::RelativeNotLast, Code::RollingRelativeNotLast, request, findings);
}
