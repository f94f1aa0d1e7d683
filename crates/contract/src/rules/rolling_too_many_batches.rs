//! # rolling_too_many_batches
//!
//! What: The rolling expression makes more than 500 batches of the targets.
//!
//! Why: JOB refuses it, after the job exists. The number of targets is known here because hosts and containers are given by id.
//!
//! Example: `{"rolling_config": {"expression": "1", "mode": 2}, "execute_target": {"host_id_list": [1, 2, …]}}`
//!
//! Fix: Make the batches larger, for example with a percentage or `+n`.

use crate::findings::Findings;
use crate::limits;
use crate::request::Request;
use crate::request::Target;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if let Some(rolling) = request.rolling_config.given()
        && let Some(Ok(expression)) = rolling.expression.given()
        && let Some(count) = request.target().and_then(Target::explicit_count)
        && expression.plan(count as u64).is_err()
    {
        findings
            .at(Code::RollingTooManyBatches, &rolling.expression)
            .with("count", count)
            .with("max", limits::BATCHES_MAX);
    }
}
