use super::{Kind, Rows, Shows};
use crate::{Colour, Encoding, Style};

/// Each row: its kind and what it shows.
fn shown(rows: &Rows) -> Vec<(Kind, String)> {
    let pieces = rows.pieces(0..rows.len(), &[]);
    pieces
        .iter()
        .enumerate()
        .map(|(row, pieces)| {
            let text = pieces.iter().map(|piece| match piece.shows {
                Shows::Text => {
                    String::from_utf8_lossy(&rows.bytes()[piece.bytes.clone()]).into_owned()
                }
                Shows::Control(picture) => picture.to_string(),
            });
            (rows.kind(row), text.collect())
        })
        .collect()
}

fn rows_of(bytes: &[u8], columns: usize) -> Rows {
    let mut rows = Rows::new(columns, Encoding::Utf8);
    rows.append(bytes);
    rows.end();
    rows
}

#[track_caller]
fn shows(bytes: &[u8], expected: &[(Kind, &str)]) {
    let rows = rows_of(bytes, 10);
    let found = shown(&rows);
    let found: Vec<(Kind, &str)> =
        found.iter().map(|(kind, text)| (*kind, text.as_str())).collect();
    assert_eq!(found, expected, "{bytes:?}");
}

use Kind::{Continuation, Gap, Line};

#[test]
fn lines() {
    shows(b"", &[]);
    shows(b"a", &[(Line(1), "a")]);
    shows(b"a\n", &[(Line(1), "a")]);
    shows(b"a\n\nb", &[(Line(1), "a"), (Line(2), ""), (Line(3), "b")]);
    shows(b"a\r\nb\r\n", &[(Line(1), "a"), (Line(2), "b")]);
}

#[test]
fn long_lines_are_many_rows() {
    shows(b"0123456789", &[(Line(1), "0123456789")]);
    shows(b"0123456789\nx", &[(Line(1), "0123456789"), (Line(2), "x")]);
    shows(b"0123456789abc\nx", &[(Line(1), "0123456789"), (Continuation, "abc"), (Line(2), "x")]);
    shows("一二三四五六".as_bytes(), &[(Line(1), "一二三四五"), (Continuation, "六")]);
    shows(b"12345678\tx", &[(Line(1), "12345678"), (Continuation, "\tx")]);
}

#[test]
fn progress_bars_are_a_row_for_each_step() {
    shows(
        b"1%\r50%\r100%\r\nx",
        &[(Line(1), "1%"), (Continuation, "50%"), (Continuation, "100%"), (Line(2), "x")],
    );
}

#[test]
fn control_characters_are_shown_and_not_obeyed() {
    shows(b"\x1b]0;t\x07\x00", &[(Line(1), "␛]0;t␇␀")]);
    shows(b"\x1b[2Ja", &[(Line(1), "␛[2Ja")]);
    shows(b"\x1b[1;31ma\x1b[0m\x1b[Kb", &[(Line(1), "ab")]);
}

#[test]
fn bytes_that_are_no_text() {
    shows(b"\xff\xfe", &[(Line(1), "\u{fffd}\u{fffd}")]);
    shows(b"\xe4\xb8", &[(Line(1), "\u{fffd}")]);
    let mut rows = Rows::new(10, Encoding::Gbk);
    rows.append(b"\xd6\xd0\xce\xc4\xd6\xd0\xce\xc4\xd6\xd0\xce\xc4");
    assert_eq!((rows.range(0), rows.range(1)), (0..10, 10..12));
}

#[test]
fn styles_outlive_rows_and_blocks() {
    let mut bytes = b"\x1b[31m".to_vec();
    bytes.extend(b"x\n".repeat(1000));
    let rows = rows_of(&bytes, 10);
    let red = Style { foreground: Some(Colour::Indexed(1)), ..Style::default() };
    for row in [0, 1, 255, 256, 257, 999] {
        assert_eq!(rows.pieces(row..row + 1, &[])[0][0].style, red, "{row}");
    }
}

#[test]
fn gaps() {
    let mut rows = Rows::new(10, Encoding::Utf8);
    rows.append(b"a\nb\xe4");
    rows.gap(96);
    rows.append(b"c\nd");
    let expected =
        [(Line(1), "a"), (Line(2), "b\u{fffd}"), (Gap(96), ""), (Line(3), "c"), (Line(4), "d")];
    let expected = expected.map(|(kind, text)| (kind, text.to_owned()));
    assert_eq!(shown(&rows), expected);
    rows.lay_out(100, Encoding::Utf8);
    assert_eq!(shown(&rows), expected);
    assert!(rows.crosses_gap(&(2..6)) && !rows.crosses_gap(&(0..4)));
    assert_eq!((rows.row_of_byte(4), rows.row_of_line(3)), (3, 3));
}

#[test]
fn highlights() {
    let rows = rows_of(b"abcabc\nabc", 10);
    let ranges = [1..2, 4..5, 7..9];
    let found = rows.pieces(0..2, &ranges);
    let found: Vec<_> =
        found.iter().flatten().map(|piece| (piece.bytes.clone(), piece.highlight)).collect();
    assert_eq!(
        found,
        [
            (0..1, None),
            (1..2, Some(0)),
            (2..4, None),
            (4..5, Some(1)),
            (5..6, None),
            (7..9, Some(2)),
            (9..10, None),
        ]
    );
}

#[test]
fn plain_text() {
    let rows = rows_of(b"\x1b[31mred\x1b[m and\x1b[K\r\nmore\rx\x07", 4);
    assert_eq!(rows.plain(0..rows.bytes().len()), b"red and\r\nmore\nx\x07");
}

#[test]
fn rows_are_bounded_whatever_fills_them() {
    for unit in ["\u{301}", "\x1b[31m", "x", "\u{1b}[31mx", "中"] {
        let rows = rows_of(unit.repeat(200_000).as_bytes(), 100);
        let longest = (0..rows.len()).map(|row| rows.range(row).len()).max();
        assert!(longest <= Some(100 * 16 + 5), "{unit:?} {longest:?}");
    }
}
