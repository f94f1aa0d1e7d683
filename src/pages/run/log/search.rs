//! Finding in all lines, drawn or not.

use super::Log;
use fastexec_ansi::Finder;
use leptos::prelude::*;
use std::ops::Range;

/// Places that are remembered: more help nobody, and cost memory.
const FOUND_MAX: usize = 100_000;

#[derive(Clone, Copy, Debug)]
pub(super) struct Search {
    pub(super) is_open: RwSignal<bool>,
    pub(super) text: RwSignal<String>,
    pub(super) minds_case: RwSignal<bool>,
    pub(super) found: StoredValue<Vec<Range<usize>>>,
    pub(super) count: RwSignal<usize>,
    /// Into `found`.
    pub(super) current: RwSignal<usize>,
    finder: StoredValue<Option<Finder>>,
    /// Bytes that have been looked at.
    seen: StoredValue<usize>,
}

impl Search {
    pub(super) fn new() -> Search {
        Search {
            is_open: RwSignal::new(false),
            text: RwSignal::new(String::new()),
            minds_case: RwSignal::new(false),
            found: StoredValue::new(Vec::new()),
            count: RwSignal::new(0),
            current: RwSignal::new(0),
            finder: StoredValue::new(None),
            seen: StoredValue::new(0),
        }
    }

    pub(super) fn close(self) {
        self.is_open.set(false);
        self.finder.set_value(None);
        self.found.set_value(Vec::new());
        self.count.set(0);
    }

    pub(super) fn is_capped(self) -> bool {
        self.count.get() >= FOUND_MAX
    }
}

impl Log {
    /// Looks for another text, and goes to the first place at or below what is seen.
    pub(super) fn search(self) {
        let search = self.search;
        let text = search.text.get_untracked();
        let encoding = self.encoding.get_untracked();
        let bytes =
            self.decoder.try_update_value(|decoder| decoder.encode(&text, encoding)).flatten();
        let finder =
            bytes.and_then(|bytes| Finder::new(&bytes, !search.minds_case.get_untracked()));
        search.finder.set_value(finder);
        search.found.set_value(Vec::new());
        search.seen.set_value(0);
        self.search_on();
        let top = self.top_byte();
        let first =
            search.found.with_value(|found| found.partition_point(|range| range.start < top));
        search.current.set(if first < search.count.get_untracked() { first } else { 0 });
        self.show_found();
    }

    /// Looks through what has come since.
    pub(super) fn search_on(self) {
        let search = self.search;
        search.finder.with_value(|finder| {
            let Some(finder) = finder else {
                return;
            };
            search.found.update_value(|found| {
                self.rows.with_value(|rows| {
                    let mut at = search.seen.get_value();
                    while found.len() < FOUND_MAX
                        && let Some(range) = finder.next(rows.bytes(), at)
                    {
                        at = range.end;
                        if !rows.crosses_gap(&range) {
                            found.push(range);
                        }
                    }
                    // What stands at the end may go on.
                    let rest = rows.bytes().len().saturating_sub(finder.len() - 1);
                    search.seen.set_value(at.max(rest));
                });
            });
        });
        let count = search.found.with_value(Vec::len);
        if search.count.get_untracked() != count {
            search.count.set(count);
        }
    }

    /// The next match, or the one before; from the end to the beginning and back.
    pub(super) fn step(self, by: isize) {
        let count = self.search.count.get_untracked();
        if count == 0 {
            return;
        }
        let current = self.search.current.get_untracked();
        self.search.current.set(if by > 0 {
            (current + 1) % count
        } else {
            (current + count - 1) % count
        });
        self.show_found();
    }

    fn show_found(self) {
        let current = self.search.current.get_untracked();
        let place = self.search.found.with_value(|found| found.get(current).cloned());
        if let Some(place) = place {
            let row = self.rows.with_value(|rows| rows.row_of_byte(place.start));
            self.go_to_row(row);
        }
        self.redraw();
    }
}
