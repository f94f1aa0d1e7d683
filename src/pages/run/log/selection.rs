//! Lines that are marked and linked to, and text that is copied: from the output itself, not from what is drawn.

use super::Log;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use std::ops::Range;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ClipboardEvent, Element, Node};

/// `#L3` and `#L3-L5`
pub(super) fn marked_in_address() -> Option<(u32, u32)> {
    let fragment = window().location().hash().ok()?;
    let lines = fragment.strip_prefix("#L")?;
    let (first, last) = lines.split_once("-L").unwrap_or((lines, lines));
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (first <= last && first > 0).then_some((first, last))
}

impl Log {
    /// Marks lines, and puts them into the address.
    pub(super) fn mark(self, first: u32, last: u32) {
        self.marked.set(Some((first, last)));
        let fragment =
            if first == last { format!("#L{first}") } else { format!("#L{first}-L{last}") };
        let location = window().location();
        let (path, query) = (location.pathname(), location.search());
        let address =
            format!("{}{}{fragment}", path.unwrap_or_default(), query.unwrap_or_default());
        if let Ok(history) = window().history() {
            let state = history.state().unwrap_or(JsValue::NULL);
            let _ = history.replace_state_with_url(&state, "", Some(&address));
        }
    }

    /// A press on the number of a line marks it; with Shift, all from the marked one on.
    pub(super) fn number_pressed(self, event: &MouseEvent) {
        let Some(row) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
            return;
        };
        // Numbers are drawn by the style sheet, before the text.
        let is_number = f64::from(event.client_x()) < row.get_bounding_client_rect().left() + 72.0;
        let line = row.get_attribute("data-line").and_then(|line| line.parse::<u32>().ok());
        let Some(line) = line.filter(|_| is_number && event.button() == 0) else {
            return;
        };
        event.prevent_default();
        let first = match self.marked.get_untracked() {
            Some((first, _)) if event.shift_key() => first,
            _ => line,
        };
        self.mark(first.min(line), first.max(line));
    }

    /// Gives the clipboard what is selected, or marked when nothing is.
    pub(super) fn copy(self, event: &ClipboardEvent) {
        let Some(text) =
            self.selected().map(|range| self.plain(range)).or_else(|| self.marked_text())
        else {
            return;
        };
        if let Some(data) = event.clipboard_data()
            && data.set_data("text/plain", &text).is_ok()
        {
            event.prevent_default();
        }
    }

    /// The marked lines, or everything.
    pub(super) fn text_to_copy(self) -> String {
        self.marked_text().unwrap_or_else(|| {
            let length = self.rows.with_value(|rows| rows.bytes().len());
            self.plain(0..length)
        })
    }

    fn marked_text(self) -> Option<String> {
        let (first, last) = self.marked.get_untracked()?;
        let range = self.rows.with_value(|rows| {
            let start = rows.range(rows.row_of_line(first)).start;
            let end = match last < rows.lines() {
                true => rows.range(rows.row_of_line(last + 1)).start,
                false => rows.bytes().len(),
            };
            start..end
        });
        Some(self.plain(range))
    }

    fn plain(self, range: Range<usize>) -> String {
        let encoding = self.encoding.get_untracked();
        let plain = self.rows.with_value(|rows| rows.plain(range));
        let text =
            self.decoder.try_update_value(|decoder| decoder.decode(&plain, encoding).into_owned());
        text.unwrap_or_default()
    }

    /// The bytes of what is selected in the document.
    fn selected(self) -> Option<Range<usize>> {
        let selection = window().get_selection().ok()??;
        if selection.is_collapsed() || selection.range_count() == 0 {
            return None;
        }
        let range = selection.get_range_at(0).ok()?;
        let start = self.byte_at(&range.start_container().ok()?, range.start_offset().ok()?)?;
        let end = self.byte_at(&range.end_container().ok()?, range.end_offset().ok()?)?;
        (start < end).then_some(start..end)
    }

    /// The byte at a place in the document.
    fn byte_at(self, node: &Node, offset: u32) -> Option<usize> {
        let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
        let row = element.closest(".log-row").ok()??;
        let index: usize = row.get_attribute("data-row")?.parse().ok()?;
        let before = document().create_range().ok()?;
        before.set_start(&row, 0).ok()?;
        before.set_end(node, offset).ok()?;
        let mut left = String::from(before.to_string()).encode_utf16().count();
        let pieces = self.screen.with_value(|screen| {
            let drawn = screen.drawn.iter().find(|drawn| drawn.look.row == index);
            drawn.map(|drawn| drawn.look.pieces.clone())
        })?;
        let encoding = self.encoding.get_untracked();
        for piece in &pieces {
            let text = self.text(piece, encoding);
            let units = text.encode_utf16().count();
            if left <= units {
                return Some(piece.bytes.start + self.bytes_of_units(piece.bytes.clone(), left));
            }
            left -= units;
        }
        self.rows.with_value(|rows| Some(rows.range(index).end))
    }

    /// How many bytes of a piece make so many UTF-16 units of its text.
    fn bytes_of_units(self, range: Range<usize>, units: usize) -> usize {
        let encoding = self.encoding.get_untracked();
        let lengths = |length: usize| {
            self.rows.with_value(|rows| {
                let bytes = &rows.bytes()[range.start..range.start + length];
                let text = self.decoder.try_update_value(|decoder| {
                    decoder.decode(bytes, encoding).encode_utf16().count()
                });
                text.unwrap_or(0)
            })
        };
        // Pieces are rows at most: short enough to try.
        let mut length = units.min(range.len());
        while length < range.len() && lengths(length) < units {
            length += 1;
        }
        // A character that is cut counts as one, too: take all of it.
        let is_whole = |length: usize| {
            self.rows.with_value(|rows| {
                length == range.len() || rows.bytes()[range.start + length] & 0xC0 != 0x80
            })
        };
        while !is_whole(length) {
            length += 1;
        }
        length
    }
}
