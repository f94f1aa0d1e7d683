//! Rows as elements. What is drawn already and has not changed is left alone, so that a selection stays.

use super::Log;
use fastexec_ansi::{Colours, Encoding, Kind, Piece, Rgb, Shows, Style, THEMES, colours};
use leptos::prelude::*;
use std::collections::HashMap;
use std::ops::Range;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Elements within rows, for all rows that are drawn. What has more colours than that loses them.
const SPANS_MAX: usize = 1000;

/// A row that is in the document.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    pub(super) look: Look,
    pub(super) element: Element,
}

/// All that makes a row look as it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) row: usize,
    kind: Kind,
    pub(super) pieces: Vec<Piece>,
    /// Of the pieces that are found, the one that the reader is at.
    current: Option<usize>,
    ends_line: bool,
    is_marked: bool,
    encoding: Encoding,
}

impl Log {
    /// Brings the document to these rows.
    pub(super) fn draw_rows(self, rows: Range<usize>) {
        let Some(layer) = self.layer.get_untracked() else {
            return;
        };
        let looks = self.looks(rows);
        let old = self.screen.try_update_value(|screen| std::mem::take(&mut screen.drawn));
        let mut old: HashMap<usize, Drawn> =
            old.into_iter().flatten().map(|drawn| (drawn.look.row, drawn)).collect();
        let kept: Vec<Option<Drawn>> = looks
            .iter()
            .map(|look| old.remove(&look.row).filter(|drawn| drawn.look == *look))
            .collect();
        // Only what is in the way goes, and only what is new comes: what is kept is not touched.
        let stays: Vec<&Element> = kept.iter().flatten().map(|drawn| &drawn.element).collect();
        let mut child = layer.first_element_child();
        let mut at = 0;
        while let Some(element) = child {
            child = element.next_element_sibling();
            if stays.get(at) == Some(&&element) {
                at += 1;
            } else {
                element.remove();
            }
        }
        let mut spans = 0;
        let mut before = layer.first_element_child();
        let mut drawn = Vec::with_capacity(looks.len());
        for (look, kept) in looks.into_iter().zip(kept) {
            match kept {
                Some(kept) => {
                    spans += kept.look.pieces.len();
                    before = kept.element.next_element_sibling();
                    drawn.push(kept);
                }
                None => {
                    spans += look.pieces.len();
                    if let Some(element) = self.element(&look, spans <= SPANS_MAX) {
                        let _ = layer.insert_before(&element, before.as_deref());
                        drawn.push(Drawn { look, element });
                    }
                }
            }
        }
        self.screen.update_value(|screen| screen.drawn = drawn);
    }

    fn looks(self, range: Range<usize>) -> Vec<Look> {
        let marked = self.marked.get_untracked();
        let current = self.search.current.get_untracked();
        self.rows.with_value(|rows| {
            let bytes = rows.range(range.start).start..rows.range(range.end).start;
            let (highlights, first) = self.search.found.with_value(|found| {
                let first = found.partition_point(|range| range.end <= bytes.start);
                let last = found.partition_point(|range| range.start < bytes.end);
                (found[first..last.max(first)].to_vec(), first)
            });
            // Of a row that goes on with a line above, the number is not its own.
            let mut line = None;
            let pieces = rows.pieces(range.clone(), &highlights).into_iter();
            range
                .zip(pieces)
                .map(|(row, pieces)| {
                    let kind = rows.kind(row);
                    if let Kind::Line(number) = kind {
                        line = Some(number);
                    }
                    let current = current.checked_sub(first);
                    let ends_line = matches!(kind, Kind::Gap(_))
                        || matches!(rows.bytes()[rows.range(row)].last(), Some(b'\n' | b'\r'));
                    Look {
                        row,
                        kind,
                        current: current.filter(|current| {
                            pieces.iter().any(|piece| piece.highlight == Some(*current))
                        }),
                        pieces,
                        ends_line,
                        is_marked: marked
                            .zip(line)
                            .is_some_and(|((first, last), line)| (first..=last).contains(&line)),
                        encoding: rows.encoding(),
                    }
                })
                .collect()
        })
    }

    fn element(self, look: &Look, has_colours: bool) -> Option<Element> {
        let element = document().create_element("div").ok()?;
        let class = match look.kind {
            Kind::Gap(_) => "log-row is-gap",
            Kind::Continuation => "log-row is-continued",
            Kind::Line(_) if look.is_marked => "log-row is-marked",
            Kind::Line(_) => "log-row",
        };
        element.set_class_name(class);
        element.set_attribute("data-row", &look.row.to_string()).ok()?;
        match look.kind {
            Kind::Line(line) => element.set_attribute("data-line", &line.to_string()).ok()?,
            Kind::Continuation => {}
            Kind::Gap(dropped) => {
                let text = (self.words.get_untracked().dropped)(dropped);
                element.set_text_content(Some(&text));
            }
        }
        for piece in &look.pieces {
            let text = self.text(piece, look.encoding);
            let is_plain = piece.style == Style::default() && piece.shows == Shows::Text;
            if piece.highlight.is_none() && (is_plain || !has_colours) {
                element.append_child(&document().create_text_node(&text)).ok()?;
            } else {
                let is_current = look.current.is_some() && piece.highlight == look.current;
                let span = span(piece, &text, is_current)?;
                element.append_child(&span).ok()?;
            }
        }
        if look.ends_line {
            element.append_child(&document().create_text_node("\n")).ok()?;
        }
        Some(element)
    }

    pub(super) fn text(self, piece: &Piece, encoding: Encoding) -> String {
        if let Shows::Control(picture) = piece.shows {
            return picture.to_string();
        }
        let text = self.rows.with_value(|rows| {
            self.decoder.try_update_value(|decoder| {
                decoder.decode(&rows.bytes()[piece.bytes.clone()], encoding).into_owned()
            })
        });
        text.unwrap_or_default()
    }
}

fn span(piece: &Piece, text: &str, is_current: bool) -> Option<Element> {
    let name = if piece.highlight.is_some() { "mark" } else { "span" };
    let element: HtmlElement = document().create_element(name).ok()?.unchecked_into();
    let style = piece.style;
    let classes = [
        (piece.shows != Shows::Text, "is-control"),
        (is_current, "is-current"),
        (style.is_bold, "is-bold"),
        (style.is_dim, "is-dim"),
        (style.is_italic, "is-italic"),
        (style.is_underlined, "is-underlined"),
        (style.is_struck, "is-struck"),
    ];
    let classes: Vec<&str> =
        classes.into_iter().filter(|(is_on, _)| *is_on).map(|(_, name)| name).collect();
    if !classes.is_empty() {
        element.set_class_name(&classes.join(" "));
    }
    // What is found has colours of its own.
    if piece.highlight.is_none() {
        let [light, dark] = THEMES.map(|theme| colours(style, theme));
        set_colour(&element, "color", light, dark, |it| it.foreground);
        set_colour(&element, "background-color", light, dark, |it| it.background);
    }
    element.set_text_content(Some(text));
    Some(element.unchecked_into())
}

/// Both themes in one value: another theme needs no other elements.
fn set_colour(
    element: &HtmlElement,
    property: &str,
    light: Colours,
    dark: Colours,
    of: fn(Colours) -> Option<Rgb>,
) {
    if let (Some(light), Some(dark)) = (of(light), of(dark)) {
        let hex = |Rgb(red, green, blue)| format!("#{red:02x}{green:02x}{blue:02x}");
        let value = format!("light-dark({}, {})", hex(light), hex(dark));
        let _ = element.style().set_property(property, &value);
    }
}
