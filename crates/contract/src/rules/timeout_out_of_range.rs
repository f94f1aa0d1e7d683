//! # timeout_out_of_range
//!
//! What: timeout is below 1 or above 86,400 seconds; for JOB's v4, above 259,200.
//!
//! Why: The contract allows up to a day, v4 up to three. The time-out counts for each host and container on its own.
//!
//! Example: `{"timeout": 0}`
//!
//! Fix: Give 1 to 86400 seconds, or leave the field out for 7200.

use crate::findings::Findings;
use crate::limits;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    let range = request.dialect.timeout();
    if let Some(&found) = request.timeout.given()
        && !range.contains(&found)
    {
        findings
            .at(Code::TimeoutOutOfRange, &request.timeout)
            .with("found", found)
            .with("min", *range.start())
            .with("max", *range.end())
            .with("default", i64::from(limits::TIMEOUT_DEFAULT));
    }
}
