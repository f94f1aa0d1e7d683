//! # rolling_leading_zeros
//!
//! What: A number of the rolling expression has leading zeros.
//!
//! Why: It runs, but JOB's own page refuses it.
//!
//! Example: `{"rolling_config": {"expression": "010", "mode": 1}}`
//!
//! Fix: Delete the zeros.

use crate::findings::Findings;
use crate::request::Request;
use crate::rolling::NoteKind;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    super::rolling_note(NoteKind::LeadingZeros, Code::RollingLeadingZeros, request, findings);
}
