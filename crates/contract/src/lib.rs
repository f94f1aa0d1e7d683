//! The contract of BlueKing JOB's `fast_execute_script`: types and rules.

mod authorization;
pub mod base64_text;
pub mod callback_url;
mod catalogue;
mod code;
pub mod ids;
mod lang;
pub mod limits;
mod report;
pub mod rolling;
mod scope;
mod submission;

pub use authorization::{App, Authorization, User, check_authorization};
pub use code::Code;
pub use lang::Lang;
pub use report::{Finding, FindingInLang, Param, Report, Severity, Span};
pub use scope::{Scope, ScopeType, check_scope};
pub use submission::{
    Account, ContainerLabelSelector, ExecuteTarget, LabelExpression, LabelRequirement, Rolling,
    RollingMode, Script, ScriptLanguage, Submission, TopoNode, TopoNodeType,
};

/// What stands where a secret would.
pub const MASK: &str = "******";

/// Checks the text of a request body.
pub fn check(_text: &[u8]) -> (Option<Submission>, Report) {
    (None, Report::default())
}
