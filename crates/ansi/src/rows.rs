//! Where rows begin, for any number of bytes, and what one row shows.

mod cut;
mod pieces;

pub use pieces::{Piece, Shows};

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

    /// Of bytes that are in rows: nothing is unfinished there.
    fn token(&self, at: usize, end: usize) -> Token {
        token(&self.bytes[at..end], self.encoding, true)
    }

    fn continues(&self, row: usize) -> bool {
        self.starts.get(row).is_some_and(|start| start & CONTINUES != 0)
    }
}

#[cfg(test)]
mod tests;
