//! What the contract says of a draft, sorted for the form.

use super::field_name::FieldName;
use crate::api::check;
use fastexec_contract::{Code, Finding, Report, Severity, Submission};
use fastexec_draft::{Draft, Targets};
use std::collections::BTreeMap;

/// A request, and everything that is known of it without asking anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Judged {
    /// What is sent.
    pub(super) request: String,
    /// The same, with sensitive parameters masked.
    pub(super) shown: String,
    pub(super) submission: Option<Submission>,
    pub(super) report: Report,
    pub(super) targets: Targets,
    /// Indices of findings by field.
    fields: BTreeMap<FieldName, Vec<usize>>,
}

impl Judged {
    pub(super) fn of(draft: &Draft) -> Judged {
        let request = draft.request();
        let (submission, report) = check(request.as_bytes());
        let mut fields: BTreeMap<FieldName, Vec<usize>> = BTreeMap::new();
        for (index, finding) in report.findings().iter().enumerate() {
            fields.entry(FieldName::of_pointer(&finding.pointer)).or_default().push(index);
        }
        Judged {
            // Mostly the same text, which with many ids is long to write.
            shown: if draft.is_param_sensitive { draft.shown_request() } else { request.clone() },
            targets: draft.targets(),
            request,
            submission,
            report,
            fields,
        }
    }

    pub(super) fn is_valid(&self) -> bool {
        self.submission.is_some()
    }

    pub(super) fn at(&self, field: FieldName) -> impl Iterator<Item = &Finding> {
        let indices = self.fields.get(&field).into_iter().flatten();
        indices.filter_map(|index| self.report.findings().get(*index))
    }

    /// Fields with findings.
    pub(super) fn fields(&self) -> impl Iterator<Item = FieldName> {
        self.fields.keys().copied()
    }

    pub(super) fn is_ignored(&self, field: FieldName) -> bool {
        self.at(field).any(|finding| {
            matches!(
                finding.code,
                Code::ScriptSourceIgnored
                    | Code::ScriptLanguageIgnored
                    | Code::AccountAliasIgnored
                    | Code::LabelValueIgnored
            )
        })
    }

    /// The first findings in the order of the form, errors and warnings as they stand there.
    pub(super) fn in_form_order(&self, most: usize) -> Vec<&Finding> {
        let mut fields: Vec<_> = self.fields.iter().collect();
        // Within a part the order of the text is the order of its rows.
        fields.sort_unstable_by_key(|(field, indices)| (field.rank(), indices[0]));
        let mut indices: Vec<(u8, usize)> = Vec::new();
        for (field, of_field) in fields {
            indices.extend(of_field.iter().take(most).map(|index| (field.rank(), *index)));
        }
        indices.sort_unstable();
        let findings = indices.into_iter().take(most);
        findings.filter_map(|(_, index)| self.report.findings().get(index)).collect()
    }

    pub(super) fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    pub(super) fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> usize {
        self.report.findings().iter().filter(|it| it.severity() == severity).count()
    }
}
