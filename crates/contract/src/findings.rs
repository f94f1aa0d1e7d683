//! Collecting findings while a request is read and judged.

mod place;

use crate::pointer::Pointer;
use crate::report::{Finding, Report, Span};
use crate::request::{Entry, Field};
use crate::rules::Code;

/// Findings that a report holds at most, so that a hostile text can't fill the memory. Twice the explicit
/// ids of the largest request: every one of them may be wrong.
pub(crate) const FINDINGS_MAX: usize = 2 * crate::limits::EXPLICIT_IDS_MAX;

#[derive(Debug)]
pub(crate) struct Findings {
    list: Vec<Finding>,
    /// Written over by whatever is beyond [`FINDINGS_MAX`].
    spill: Finding,
    spilled: usize,
}

impl Findings {
    pub(crate) fn new() -> Self {
        let spill = finding(Code::TooManyFindings, Pointer::ROOT.to_string(), Span::default());
        Findings { list: Vec::new(), spill, spilled: 0 }
    }

    /// A finding at the value of a field, or where a missing field would stand.
    pub(crate) fn at<T>(&mut self, code: Code, field: &Field<T>) -> &mut Finding {
        self.add(code, field.pointer.to_string(), field.span)
    }

    /// A finding at an item of a list.
    pub(crate) fn at_item<T, U>(
        &mut self,
        code: Code,
        list: &Field<T>,
        item: &Entry<U>,
    ) -> &mut Finding {
        self.add(code, list.pointer.index(item.index).to_string(), item.span)
    }

    pub(crate) fn add(&mut self, code: Code, pointer: String, span: Span) -> &mut Finding {
        let finding = finding(code, pointer, span);
        if self.list.len() < FINDINGS_MAX {
            self.list.push(finding);
            let last = self.list.len() - 1;
            &mut self.list[last]
        } else {
            self.spilled += 1;
            self.spill = finding;
            &mut self.spill
        }
    }

    /// In the order of the text; what stands at one place, in the order of the rules.
    pub(crate) fn into_report(mut self, text: &[u8]) -> Report {
        self.list.sort_by_key(|finding| finding.span.start);
        if self.spilled > 0 {
            let mut rest = finding(Code::TooManyFindings, String::new(), Span::default());
            rest.with("count", self.spilled);
            self.list.insert(0, rest);
        }
        place::place(&mut self.list, text);
        Report { findings: self.list }
    }
}

fn finding(code: Code, pointer: String, span: Span) -> Finding {
    Finding { pointer, code, params: Vec::new(), span, line: 1, column: 1 }
}
