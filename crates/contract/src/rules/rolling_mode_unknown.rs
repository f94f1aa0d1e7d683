//! # rolling_mode_unknown
//!
//! What: rolling_config.mode is none of 1, 2 and 3.
//!
//! Why: The mode decides what happens when a batch fails; there is none for this number.
//!
//! Example: `{"rolling_config": {"expression": "10%", "mode": 0}}`
//!
//! Fix: Use 1 pause on failure, 2 ignore failure or 3 confirm by hand.

use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;
use crate::submission::RollingMode;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if let Some(rolling) = request.rolling_config.given()
        && let Some(&found) = rolling.mode.given()
        && RollingMode::from_code(found).is_none()
    {
        findings.at(Code::RollingModeUnknown, &rolling.mode).with("found", found);
    }
}
