//! The path parameters: `/open/api/scope/{scopeType}/{scopeId}/…`.

use crate::findings::Findings;
use crate::ids::ScopeId;
use crate::report::Report;
use crate::rules;

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

/// Checks the two path parameters; pointers are `/scopeType` and `/scopeId`.
pub fn check_scope(scope_type: &str, scope_id: &str) -> (Option<Scope>, Report) {
    let mut findings = Findings::new();
    let kind = rules::scope_type_unknown::check(scope_type, &mut findings);
    let id = rules::scope_id_syntax::check(scope_id, &mut findings);
    let scope = kind.zip(id).map(|(kind, id)| Scope { kind, id });
    (scope, findings.into_report(b""))
}

#[cfg(test)]
mod tests {
    use super::check_scope;

    #[track_caller]
    fn findings(scope_type: &str, scope_id: &str, expected: &[&str]) {
        let (scope, report) = check_scope(scope_type, scope_id);
        let found: Vec<&str> = report.findings().iter().map(|finding| finding.code.id()).collect();
        assert_eq!(found, expected);
        assert_eq!(scope.is_some(), expected.is_empty());
    }

    #[test]
    fn scopes() {
        findings("biz", "1", &[]);
        findings("biz_set", "9223372036854775807", &[]);
        findings("biz", "0007", &[]);
        for id in ["", "0", "-1", "+1", "1.0", "9223372036854775808", "１", "1 "] {
            findings("biz", id, &["scope_id_syntax"]);
        }
        for kind in ["", "Biz", "tenant_set"] {
            findings(kind, "0", &["scope_type_unknown", "scope_id_syntax"]);
        }
    }
}
