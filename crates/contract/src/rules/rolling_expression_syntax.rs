//! # rolling_expression_syntax
//!
//! What: A part of the rolling expression is none of n, n%, +n and *n.
//!
//! Why: JOB notices only when the job exists already, and leaves it behind without a run.
//!
//! Example: `{"rolling_config": {"expression": "10  20", "mode": 1}}`
//!
//! Fix: Separate parts by one blank each; n is 1 to 2147483647, a percentage 1 to 100.

use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if let Some(rolling) = request.rolling_config.given()
        && let Some(Err(error)) = rolling.expression.given()
    {
        let finding = findings.at(Code::RollingExpressionSyntax, &rolling.expression);
        // Nothing can't be quoted.
        if !error.text.is_empty() {
            finding.with("part", super::excerpt(&error.text));
        }
        finding.with("number", error.index + 1).with("reason", error.reason.word());
    }
}
