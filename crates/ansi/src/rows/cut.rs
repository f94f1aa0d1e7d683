//! Where rows begin.

use super::{BLOCK, BYTES_FOR_CELL, COLUMNS_MIN, CONTINUES, Mark, Open, Rows, TAB};
use crate::sgr::Style;
use crate::token::{Encoding, Token, token};

impl Rows {
    /// Cuts rows anew.
    pub fn lay_out(&mut self, columns: usize, encoding: Encoding) {
        let columns = columns.max(COLUMNS_MIN);
        if (columns, encoding) == (self.columns, self.encoding) {
            return;
        }
        (self.columns, self.encoding) = (columns, encoding);
        self.starts.clear();
        self.marks.clear();
        (self.at, self.open, self.continues, self.style, self.lines) =
            (0, None, false, Style::default(), 0);
        for gap in 0..self.gaps.len() {
            self.index(self.gaps[gap].at, true);
            self.gap_row(gap);
        }
        self.index(self.bytes.len(), self.is_ended);
    }

    pub(super) fn gap_row(&mut self, gap: usize) {
        self.open = None;
        self.continues = true;
        self.gaps[gap].row = self.starts.len();
        self.start_row();
        self.open = None;
        self.continues = false;
    }

    fn start_row(&mut self) {
        if self.starts.len().is_multiple_of(BLOCK) {
            self.marks.push(Mark { lines: self.lines, style: self.style });
        }
        let start = u32::try_from(self.at).unwrap_or(u32::MAX) & !CONTINUES;
        self.starts.push(if self.continues { start | CONTINUES } else { start });
        self.lines += u32::from(!self.continues);
        self.open = Some(Open { start: self.at, cells: 0 });
        self.continues = true;
    }

    /// Finds the rows of the bytes before `end`.
    pub(super) fn index(&mut self, end: usize, is_end: bool) {
        while self.at < end {
            if let Some(open) = &mut self.open {
                // Most of most logs.
                let room = self.columns.saturating_sub(open.cells).min(end - self.at);
                let plain = &self.bytes[self.at..self.at + room];
                let plain = plain.iter().take_while(|byte| matches!(byte, 0x20..=0x7E)).count();
                open.cells += plain;
                self.at += plain;
                if self.at == end {
                    return;
                }
            }
            let token = token(&self.bytes[self.at..end], self.encoding, is_end);
            if token == Token::Unfinished {
                return;
            }
            let cells = match (token, self.open) {
                (Token::Character(_, cells), _) => cells,
                (Token::Tab, open) => TAB - open.map_or(0, |open| open.cells) % TAB,
                (Token::Control(_), _) => 1,
                _ => 0,
            };
            let is_full = self.open.is_some_and(|open| {
                cells > 0 && open.cells + cells > self.columns
                    || self.at - open.start >= self.columns * BYTES_FOR_CELL
            });
            let ends_line = matches!(token, Token::LineFeed | Token::LineEnd);
            if self.open.is_none() || is_full && !ends_line {
                self.start_row();
            }
            if let Token::Sgr(length) = token {
                self.style.apply(&self.bytes[self.at + 2..self.at + length - 1]);
            }
            if let Some(open) = &mut self.open {
                open.cells += cells;
            }
            self.at += token.len();
            if ends_line || token == Token::CarriageReturn {
                self.open = None;
                self.continues = !ends_line;
            }
        }
    }
}
