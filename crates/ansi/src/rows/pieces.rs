//! What rows show.

use super::{BLOCK, Rows};
use crate::sgr::Style;
use crate::token::Token;
use std::ops::Range;

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
    /// What some rows show. `highlights` are in order and don't overlap.
    #[must_use]
    pub fn pieces(&self, rows: Range<usize>, highlights: &[Range<usize>]) -> Vec<Vec<Piece>> {
        let mut style = self.style_before(rows.start);
        rows.filter(|row| *row < self.len())
            .map(|row| self.row(row, highlights, &mut style))
            .collect()
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
}
