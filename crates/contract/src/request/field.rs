//! One field: where it is, and what it holds.

use crate::pointer::Pointer;
use crate::report::Span;

#[derive(Debug)]
pub(crate) struct Field<T> {
    pub(crate) pointer: Pointer,
    /// The value, or the place where a missing field would be written.
    pub(crate) span: Span,
    pub(crate) slot: Slot<T>,
}

#[derive(Debug)]
pub(crate) enum Slot<T> {
    /// Not given, or null.
    Absent,
    /// Given, but not of its type: there is a finding already.
    Wrong,
    Given(T),
}

#[derive(Debug)]
pub(crate) struct List<T> {
    /// Items of the right type.
    pub(crate) entries: Vec<Entry<T>>,
    /// All items.
    pub(crate) length: usize,
    /// Items that stand for the same as an earlier one, in the order of the list.
    pub(crate) repeats: Vec<Repeat>,
}

/// An item that was given before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Repeat {
    pub(crate) index: u32,
    pub(crate) span: Span,
    /// The place of the earlier one.
    pub(crate) first: u32,
}

#[derive(Debug)]
pub(crate) struct Entry<T> {
    /// The place in the list.
    pub(crate) index: u32,
    pub(crate) span: Span,
    pub(crate) value: T,
}

impl<T> Field<T> {
    /// Of the right type.
    pub(crate) fn given(&self) -> Option<&T> {
        match &self.slot {
            Slot::Given(value) => Some(value),
            Slot::Absent | Slot::Wrong => None,
        }
    }

    pub(crate) fn is_absent(&self) -> bool {
        matches!(self.slot, Slot::Absent)
    }

    /// Given in whatever type.
    pub(crate) fn is_present(&self) -> bool {
        !self.is_absent()
    }

    /// Reads the value further; `None` when it is of a wrong type, and that is reported.
    pub(crate) fn read<U>(self, read: impl FnOnce(T) -> Option<U>) -> Field<U> {
        let slot = match self.slot {
            Slot::Absent => Slot::Absent,
            Slot::Wrong => Slot::Wrong,
            Slot::Given(value) => read(value).map_or(Slot::Wrong, Slot::Given),
        };
        Field { pointer: self.pointer, span: self.span, slot }
    }
}

impl<T> Field<List<T>> {
    pub(crate) fn has_no_items(&self) -> bool {
        match &self.slot {
            Slot::Absent => true,
            Slot::Wrong => false,
            Slot::Given(list) => list.length == 0,
        }
    }

    /// A list of a wrong type has none.
    pub(crate) fn has_items(&self) -> bool {
        self.given().is_some_and(|list| list.length > 0)
    }

    /// Where a list stands that is given without an item.
    pub(crate) fn empty_list(&self) -> Option<(Pointer, Span)> {
        let is_empty = self.is_present() && self.has_no_items();
        is_empty.then_some((self.pointer, self.span))
    }
}

impl<T> List<T> {
    /// Items, each counted once.
    pub(crate) fn distinct_length(&self) -> usize {
        self.length - self.repeats.len()
    }

    /// Items of the right type, without repeats.
    pub(crate) fn distinct(&self) -> impl Iterator<Item = &T> {
        let mut repeats = self.repeats.iter().peekable();
        self.entries.iter().filter_map(move |entry| {
            let is_repeat = repeats.next_if(|repeat| repeat.index == entry.index).is_some();
            (!is_repeat).then_some(&entry.value)
        })
    }
}
