//! Members of an object: the known ones by name, the others reported.

use super::field::{Field, Slot};
use crate::findings::Findings;
use crate::json::{Kind, Value};
use crate::pointer::Pointer;
use crate::report::Span;
use crate::rules;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What the contract knows of an object.
#[derive(Debug)]
pub(crate) struct Shape {
    /// The fields, in the order of the contract's table.
    pub(crate) keys: &'static [&'static str],
    /// What JOB's other APIs call things that belong here.
    pub(crate) elsewhere: &'static [Elsewhere],
}

/// A name that another API of JOB uses.
#[derive(Debug)]
pub(crate) struct Elsewhere {
    pub(crate) name: &'static str,
    /// `v3`, `v4`, `CMDB`; empty for a name of this contract that stands in the wrong object.
    pub(crate) api: &'static str,
    /// The name here; `None` when nothing here does the same.
    pub(crate) here: Option<&'static str>,
}

#[derive(Debug)]
pub(crate) struct Members<'d> {
    shape: &'static Shape,
    pointer: Pointer,
    span: Span,
    /// One for each known key.
    values: Vec<Option<Value<'d>>>,
}

/// Reads an object; `None` when it is something else.
pub(crate) fn members<'d>(
    value: Value<'d>,
    pointer: Pointer,
    shape: &'static Shape,
    findings: &mut Findings,
) -> Option<Members<'d>> {
    if value.kind() != Kind::Object {
        rules::wrong_type::report(value, pointer, Kind::Object, findings);
        return None;
    }
    let mut values = vec![None; shape.keys.len()];
    let mut unknown: BTreeSet<Cow<'d, str>> = BTreeSet::new();
    for (key, value) in value.members() {
        let name = key.string().unwrap_or_default();
        let is_repeated = match shape.keys.iter().position(|known| *known == name) {
            Some(index) if values[index].is_some() => true,
            Some(index) => {
                values[index] = Some(value);
                false
            }
            None if unknown.contains(&name) => true,
            None => {
                rules::unknown_key::report(key.span(), &name, pointer, shape, findings);
                unknown.insert(name.clone());
                false
            }
        };
        if is_repeated {
            rules::duplicate_key::report(key.span(), &name, pointer, findings);
        }
    }
    Some(Members { shape, pointer, span: value.span(), values })
}

impl<'d> Members<'d> {
    /// The field of a name of the shape.
    pub(crate) fn field(&self, name: &'static str) -> Field<Value<'d>> {
        let rank = self.shape.keys.iter().position(|known| *known == name);
        let value = rank.and_then(|rank| self.values[rank]);
        let (span, slot) = match value {
            Some(value) if value.kind() == Kind::Null => (value.span(), Slot::Absent),
            Some(value) => (value.span(), Slot::Given(value)),
            None => (self.place(rank.unwrap_or_default()), Slot::Absent),
        };
        Field { pointer: self.pointer.key(name), span, slot }
    }

    /// Where a missing field would be written: behind what stands before it in the contract's table.
    fn place(&self, rank: usize) -> Span {
        let before = self.values[..rank].iter().rev().flatten().next();
        let at = before.map_or(self.span.start + 1, |value| value.span().end);
        Span { start: at, end: at }
    }
}
