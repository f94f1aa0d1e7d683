//! # dialect_containers
//!
//! What: Containers are given, and the request is for JOB's v3.
//!
//! Why: v3 runs scripts on hosts only.
//!
//! Example: `{"execute_target": {"container_id_list": [10001]}}`
//!
//! Fix: Take the containers out, or use a gateway that speaks v4.

use crate::dialect::Dialect;
use crate::findings::Findings;
use crate::request::{Field, List, Request};
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if let Dialect::V3 = request.dialect
        && let Some(target) = request.target()
    {
        judge(&target.container_id_list, request, findings);
        judge(&target.container_label_selector_list, request, findings);
    }
}

fn judge<T>(list: &Field<List<T>>, request: &Request<'_>, findings: &mut Findings) {
    if list.has_items() {
        findings.at(Code::DialectContainers, list).with("dialect", request.dialect.name());
    }
}
