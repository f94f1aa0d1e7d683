//! Where rows begin, for any number of bytes, and what one row shows.

use crate::sgr::Style;
use crate::token::{Encoding, Token, token};
use std::ops::Range;

/// Bytes as they came, and the rows that they fill.
///
/// A row ends with its line, at a carriage return, or when its cells are full: so each fits into one line of the page,
/// and a line of any length is many rows.
#[derive(Clone, Debug)]
pub struct Rows {
    bytes: Vec<u8>,
    encoding: Encoding,
    /// Cells of a row.
    columns: usize,
    /// Of each row the place of its first byte, with [`CONTINUES`].
    starts: Vec<u32>,
    /// Of each [`BLOCK`]th row.
    marks: Vec<Mark>,
    gaps: Vec<Gap>,
    /// Bytes that are in rows: those behind may be the beginning of something.
    at: usize,
    /// Of the last row, while more may come into it.
    open: Option<Open>,
    /// Whether the next row is one of the same line.
    continues: bool,
    style: Style,
    lines: u32,
    is_ended: bool,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    start: usize,
    cells: usize,
}

/// What was before a row, so that nobody has to read from the beginning.
#[derive(Clone, Copy, Debug)]
struct Mark {
    lines: u32,
    style: Style,
}

/// Bytes that are not there.
#[derive(Clone, Copy, Debug)]
struct Gap {
    at: usize,
    row: usize,
    dropped: u64,
}

/// In a start: the row goes on with the line of the row above, or is a gap.
const CONTINUES: u32 = 1 << 31;

/// Bytes that can be held: places have 31 bits.
const BYTES_MAX: usize = (1 << 31) - 1;

/// Rows for each mark.
const BLOCK: usize = 256;

/// Fewer cells would leave no room for a character.
const COLUMNS_MIN: usize = 8;

/// Bytes of a row for each of its cells: characters that fill no cell, and sequences, take room too.
const BYTES_FOR_CELL: usize = 16;

const TAB: usize = 8;

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The first of a line, counted from 1.
    Line(u32),
    /// Goes on with the row above.
    Continuation,
    /// So many bytes were dropped here.
    Gap(u64),
}

/// A part of a row that looks the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub bytes: Range<usize>,
    pub style: Style,
    pub shows: Shows,
    /// Which of the ranges that were given to [`Rows::pieces`] it is in.
    pub highlight: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// The bytes, decoded.
    Text,
    /// A picture of the control character.
    Control(char),
}

impl Rows {
    #[must_use]
    pub fn new(columns: usize, encoding: Encoding) -> Rows {
        Rows {
            bytes: Vec::new(),
            encoding,
            columns: columns.max(COLUMNS_MIN),
            starts: Vec::new(),
            marks: Vec::new(),
            gaps: Vec::new(),
            at: 0,
            open: None,
            continues: false,
            style: Style::default(),
            lines: 0,
            is_ended: false,
        }
    }

    /// Makes room at once for what will come: growing bit by bit needs room for two.
    pub fn reserve(&mut self, bytes: usize) {
        self.bytes.reserve_exact(bytes.min(BYTES_MAX));
    }

    /// Whether so many more bytes can be held.
    #[must_use]
    pub fn has_room(&self, bytes: usize) -> bool {
        self.bytes.len() + bytes <= BYTES_MAX
    }

    /// Adds bytes, which may end in the middle of a character or a sequence. More than there is room for are left out.
    pub fn append(&mut self, bytes: &[u8]) {
        let room = BYTES_MAX - self.bytes.len();
        self.bytes.extend_from_slice(&bytes[..bytes.len().min(room)]);
        self.is_ended = false;
        self.index(self.bytes.len(), false);
    }

    /// Adds a row that says how many bytes were dropped.
    pub fn gap(&mut self, dropped: u64) {
        self.index(self.bytes.len(), true);
        self.gaps.push(Gap { at: self.bytes.len(), row: 0, dropped });
        self.gap_row(self.gaps.len() - 1);
    }

    /// Nothing more will come: what is cut off is shown as it is.
    pub fn end(&mut self) {
        self.is_ended = true;
        self.index(self.bytes.len(), true);
    }

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

    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// All that came, gaps left out.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    #[must_use]
    pub fn lines(&self) -> u32 {
        self.lines
    }

    #[must_use]
    pub fn kind(&self, row: usize) -> Kind {
        if let Ok(gap) = self.gaps.binary_search_by_key(&row, |gap| gap.row) {
            return Kind::Gap(self.gaps[gap].dropped);
        }
        if self.continues(row) {
            return Kind::Continuation;
        }
        let block = row - row % BLOCK;
        let before = self.marks.get(row / BLOCK).map_or(0, |mark| mark.lines);
        let within = (block..=row).filter(|row| !self.continues(*row)).count();
        Kind::Line(before + u32::try_from(within).unwrap_or(0))
    }

    /// The first row of a line; the last one there is when there are fewer lines.
    #[must_use]
    pub fn row_of_line(&self, line: u32) -> usize {
        let block = self.marks.partition_point(|mark| mark.lines < line).saturating_sub(1);
        let mut lines = self.marks.get(block).map_or(0, |mark| mark.lines);
        for row in block * BLOCK..self.len() {
            lines += u32::from(!self.continues(row));
            if lines >= line {
                return row;
            }
        }
        self.len().saturating_sub(1)
    }

    /// The row that a byte is in.
    #[must_use]
    pub fn row_of_byte(&self, at: usize) -> usize {
        self.starts.partition_point(|start| (start & !CONTINUES) as usize <= at).saturating_sub(1)
    }

    /// With the end of its line.
    #[must_use]
    pub fn range(&self, row: usize) -> Range<usize> {
        let start = |row: usize| self.starts.get(row).map(|start| (start & !CONTINUES) as usize);
        start(row).unwrap_or(self.at)..start(row + 1).unwrap_or(self.at)
    }

    /// Whether bytes that stand side by side here were not when they were written.
    #[must_use]
    pub fn crosses_gap(&self, range: &Range<usize>) -> bool {
        self.gaps.iter().any(|gap| range.start < gap.at && gap.at < range.end)
    }

    /// What some rows show. `highlights` are in order and don't overlap.
    #[must_use]
    pub fn pieces(&self, rows: Range<usize>, highlights: &[Range<usize>]) -> Vec<Vec<Piece>> {
        let mut style = self.style_before(rows.start);
        rows.filter(|row| *row < self.len())
            .map(|row| self.row(row, highlights, &mut style))
            .collect()
    }

    /// Without sequences; a carriage return ends a line as well.
    #[must_use]
    pub fn plain(&self, range: Range<usize>) -> Vec<u8> {
        let mut plain = Vec::with_capacity(range.len());
        let bytes = &self.bytes[..range.end.min(self.bytes.len())];
        let mut at = range.start;
        while at < bytes.len() {
            let token = self.token(at, bytes.len());
            match token {
                Token::Sgr(_) | Token::Erase(_) => {}
                Token::CarriageReturn => plain.push(b'\n'),
                _ => plain.extend_from_slice(&bytes[at..at + token.len()]),
            }
            at += token.len();
        }
        plain
    }

    fn row(&self, row: usize, highlights: &[Range<usize>], style: &mut Style) -> Vec<Piece> {
        let range = self.range(row);
        let mut pieces: Vec<Piece> = Vec::new();
        let mut at = range.start;
        let mut next = highlights.partition_point(|highlight| highlight.end <= at);
        while at < range.end {
            let token = self.token(at, range.end);
            let place = at..at + token.len();
            at = place.end;
            let shows = match token {
                Token::Character(..) | Token::Tab => Shows::Text,
                Token::Control(picture) => Shows::Control(picture),
                Token::Sgr(_) => {
                    style.apply(&self.bytes[place.start + 2..place.end - 1]);
                    continue;
                }
                _ => continue,
            };
            while highlights.get(next).is_some_and(|highlight| highlight.end <= place.start) {
                next += 1;
            }
            let is_in =
                highlights.get(next).is_some_and(|highlight| highlight.contains(&place.start));
            let highlight = is_in.then_some(next);
            match pieces.last_mut() {
                Some(last)
                    if shows == Shows::Text
                        && last.shows == Shows::Text
                        && last.bytes.end == place.start
                        && (last.style, last.highlight) == (*style, highlight) =>
                {
                    last.bytes.end = place.end;
                }
                _ => pieces.push(Piece { bytes: place, style: *style, shows, highlight }),
            }
        }
        pieces
    }

    fn style_before(&self, row: usize) -> Style {
        let Some(mark) = self.marks.get(row / BLOCK) else {
            return self.style;
        };
        let mut style = mark.style;
        let mut at = self.range(row - row % BLOCK).start;
        let end = self.range(row).start;
        // An escape character is never inside of another token.
        while let Some(found) = self.bytes[at..end].iter().position(|byte| *byte == 0x1B) {
            let token = self.token(at + found, end);
            if let Token::Sgr(length) = token {
                style.apply(&self.bytes[at + found + 2..at + found + length - 1]);
            }
            at += found + token.len();
        }
        style
    }

    /// Of bytes that are in rows: nothing is unfinished there.
    fn token(&self, at: usize, end: usize) -> Token {
        token(&self.bytes[at..end], self.encoding, true)
    }

    fn continues(&self, row: usize) -> bool {
        self.starts.get(row).is_some_and(|start| start & CONTINUES != 0)
    }

    fn gap_row(&mut self, gap: usize) {
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
    fn index(&mut self, end: usize, is_end: bool) {
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

#[cfg(test)]
mod tests;
