//! Whatever the bytes, and however they are cut.

use fastexec_ansi::{Encoding, Kind, Rows, Shows};
use proptest::prelude::*;

/// Bytes that mean something, beside any.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"\x1b[1;31m".to_vec()),
        Just(b"\x1b[".to_vec()),
        Just(b"\x1b]0;title\x07".to_vec()),
        Just(b"\r".to_vec()),
        Just(b"\r\n".to_vec()),
        Just(b"\n".to_vec()),
        Just(b"\t".to_vec()),
        Just("中文".as_bytes().to_vec()),
        Just(b"\xd6\xd0".to_vec()),
        "[ -~]{0,12}".prop_map(String::into_bytes),
        prop::collection::vec(any::<u8>(), 0..6),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn encoding() -> impl Strategy<Value = Encoding> {
    prop_oneof![Just(Encoding::Utf8), Just(Encoding::Gbk)]
}

/// Everything that can be seen of rows.
fn seen(rows: &Rows) -> Vec<(Kind, std::ops::Range<usize>, String)> {
    let pieces = rows.pieces(0..rows.len(), &[]);
    pieces
        .iter()
        .enumerate()
        .map(|(row, pieces)| (rows.kind(row), rows.range(row), format!("{pieces:?}")))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn chunks_make_no_difference(
        bytes in bytes(), cuts in prop::collection::vec(0_usize..400, 0..8), columns in 8_usize..40, encoding in encoding(),
    ) {
        let mut whole = Rows::new(columns, encoding);
        whole.append(&bytes);
        whole.end();
        let mut parts = Rows::new(columns, encoding);
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
        cuts.sort_unstable();
        let mut at = 0;
        for cut in cuts {
            parts.append(&bytes[at..cut]);
            at = cut;
        }
        parts.append(&bytes[at..]);
        parts.end();
        prop_assert_eq!(seen(&whole), seen(&parts));
        // So does cutting anew.
        parts.lay_out(columns + 9, encoding);
        parts.lay_out(columns, encoding);
        prop_assert_eq!(seen(&whole), seen(&parts));
    }

    #[test]
    fn rows_hold_every_byte_once(bytes in bytes(), columns in 8_usize..40, encoding in encoding()) {
        let mut rows = Rows::new(columns, encoding);
        rows.append(&bytes);
        rows.end();
        let mut at = 0;
        for row in 0..rows.len() {
            let range = rows.range(row);
            prop_assert_eq!(range.start, at);
            prop_assert!(range.end > range.start);
            prop_assert_eq!(rows.row_of_byte(range.start), row);
            prop_assert_eq!(rows.row_of_byte(range.end - 1), row);
            if let Kind::Line(line) = rows.kind(row) {
                prop_assert_eq!(rows.row_of_line(line), row);
            }
            at = range.end;
        }
        prop_assert_eq!(at, bytes.len());
        let feeds = bytes.iter().filter(|byte| **byte == b'\n').count();
        let lines = feeds + usize::from(bytes.last().is_some_and(|byte| *byte != b'\n'));
        prop_assert_eq!(rows.lines() as usize, lines);
    }

    #[test]
    fn no_row_shows_a_control_character(bytes in bytes(), encoding in encoding()) {
        let mut rows = Rows::new(20, encoding);
        rows.append(&bytes);
        rows.end();
        for piece in rows.pieces(0..rows.len(), &[]).into_iter().flatten() {
            if piece.shows == Shows::Text {
                let text = &rows.bytes()[piece.bytes];
                prop_assert!(text.iter().all(|byte| *byte >= 0x20 && *byte != 0x7F || *byte == b'\t'), "{text:?}");
            }
        }
    }

    #[test]
    fn text_is_decoded_as_the_standard_does(bytes in prop::collection::vec(0x20_u8.., 0..80), columns in 8_usize..40) {
        let mut rows = Rows::new(columns, Encoding::Utf8);
        rows.append(&bytes);
        rows.end();
        let pieces = rows.pieces(0..rows.len(), &[]).into_iter().flatten();
        let text: String = pieces
            .map(|piece| match piece.shows {
                Shows::Text => String::from_utf8_lossy(&rows.bytes()[piece.bytes]).into_owned(),
                Shows::Control(picture) => picture.to_string(),
            })
            .collect();
        prop_assert_eq!(text, String::from_utf8_lossy(&bytes).replace('\u{7f}', "␡"));
    }
}
