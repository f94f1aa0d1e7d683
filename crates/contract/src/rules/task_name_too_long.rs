//! # task_name_too_long
//!
//! What: task_name is longer than 512 characters.
//!
//! Why: JOB's database holds no more.
//!
//! Example: `{"task_name": "…"}`
//!
//! Fix: Shorten the name.

use crate::findings::Findings;
use crate::limits;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if let Some(name) = request.task_name.given() {
        let found = name.chars().count();
        if found > limits::TASK_NAME_MAX_CHARS {
            findings
                .at(Code::TaskNameTooLong, &request.task_name)
                .with("found", found)
                .with("max", limits::TASK_NAME_MAX_CHARS);
        }
    }
}
