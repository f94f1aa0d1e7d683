//! The contract of BlueKing JOB's `fast_execute_script`: types and rules.
//!
//! [`check`] reads the text of a request and answers with everything that is wrong or doubtful in it, at
//! once, and, when nothing is wrong, with what would run.
//!
//! ```
//! let (submission, report) = fastexec_contract::check(br#"{"timeout": 0}"#);
//! assert!(submission.is_none());
//! let codes: Vec<_> = report.findings().iter().map(|finding| finding.code.id()).collect();
//! assert!(codes.contains(&"timeout_out_of_range"));
//! ```
//!
//! # Scope
//!
//! This crate knows the one API, word for word, and nothing around it: no I/O, no clock, no browser, no
//! inventory, no regular expressions. It never panics, whatever the input, and gives the same answer
//! natively and as WebAssembly.

mod authorization;
pub mod base64_text;
pub mod callback_url;
mod catalogue;
pub mod dialect;
mod findings;
pub mod ids;
pub mod json;
pub mod label;
mod lang;
pub mod limits;
mod pointer;
mod report;
mod request;
pub mod rolling;
mod rules;
mod schema;
mod scope;
mod submission;
mod submit;

pub use authorization::{App, Authorization, User, check_authorization};
pub use dialect::Dialect;
pub use lang::Lang;
pub use report::{Finding, FindingInLang, Param, Report, Severity, Span};
pub use rules::Code;
pub use schema::schema;
pub use scope::{Scope, ScopeType, check_scope};
pub use submission::{
    Account, ContainerLabelSelector, ExecuteTarget, LabelExpression, LabelOperator,
    LabelRequirement, Rolling, RollingMode, Script, ScriptLanguage, Submission, TopoNode,
    TopoNodeType,
};

/// What stands where a secret would.
pub const MASK: &str = "******";

/// Checks the text of a request body.
///
/// Total: any bytes are an answer. There is a [`Submission`] exactly when the report holds no error.
pub fn check(text: &[u8]) -> (Option<Submission>, Report) {
    check_for(text, Dialect::Contract)
}

/// [`check`] for a request that another API of JOB is going to get: by its limits, and with an error for whatever
/// it can't say.
pub fn check_for(text: &[u8], dialect: Dialect<'_>) -> (Option<Submission>, Report) {
    judge(text, dialect, submit::submission)
}

/// The report of [`check`] alone, for those who run nothing: it spares a copy of the whole request.
pub fn report(text: &[u8]) -> Report {
    report_for(text, Dialect::Contract)
}

/// The report of [`check_for`] alone.
pub fn report_for(text: &[u8], dialect: Dialect<'_>) -> Report {
    judge(text, dialect, |_| None::<()>).1
}

fn judge<T>(
    text: &[u8],
    dialect: Dialect<'_>,
    take: impl FnOnce(&request::Request<'_>) -> Option<T>,
) -> (Option<T>, Report) {
    let mut findings = findings::Findings::new();
    let taken = match json::Document::parse(text) {
        Err(error) => {
            rules::json_syntax::report(error, &mut findings);
            None
        }
        Ok(document) => {
            request::read(document.root(), dialect, &mut findings).and_then(|request| {
                rules::check(&request, &mut findings);
                take(&request)
            })
        }
    };
    let report = findings.into_report(text);
    (taken.filter(|_| report.is_valid()), report)
}
