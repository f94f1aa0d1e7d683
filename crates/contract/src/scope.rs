//! The path parameters: `/open/api/scope/{scopeType}/{scopeId}/…`.

use crate::ids::ScopeId;
use crate::report::Report;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Scope {
    pub kind: ScopeType,
    pub id: ScopeId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScopeType {
    Biz,
    BizSet,
}

impl ScopeType {
    pub const ALL: [ScopeType; 2] = [Self::Biz, Self::BizSet];

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Biz => "biz",
            Self::BizSet => "biz_set",
        }
    }
}

pub fn check_scope(_scope_type: &str, _scope_id: &str) -> (Option<Scope>, Report) {
    (None, Report::default())
}
