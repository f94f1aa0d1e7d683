//! # rolling_whole_not_last
//!
//! What: `100%` is not the last part of the rolling expression.
//!
//! Why: Nothing is left for the parts after it. JOB's own page refuses it.
//!
//! Example: `{"rolling_config": {"expression": "100% 10", "mode": 1}}`
//!
//! Fix: Delete what follows.

use crate::findings::Findings;
use crate::request::Request;
use crate::rolling::NoteKind;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    super::rolling_note(NoteKind::WholeNotLast, Code::RollingWholeNotLast, request, findings);
}
