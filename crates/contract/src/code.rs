use crate::report::Severity;
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code { JsonSyntax }
impl Code {
    pub const ALL: &[Code] = &[Code::JsonSyntax];
    pub fn id(self) -> &'static str { "json_syntax" }
    pub fn severity(self) -> Severity { Severity::Error }
    pub fn is_precondition(self) -> bool { false }
}
