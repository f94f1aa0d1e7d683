#![no_main]

use fastexec_ansi::{Encoding, Rows, THEMES, colours};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, bool, Vec<Vec<u8>>)| {
    let (columns, is_gbk, pieces) = input;
    let encoding = if is_gbk { Encoding::Gbk } else { Encoding::Utf8 };
    let bytes: Vec<u8> = pieces.concat();
    let mut rows = Rows::new(columns.into(), encoding);
    for piece in &pieces {
        rows.append(piece);
    }
    rows.end();
    let mut whole = Rows::new(columns.into(), encoding);
    whole.append(&bytes);
    whole.end();
    assert_eq!(rows.len(), whole.len());
    let mut at = 0;
    for (row, pieces) in rows.pieces(0..rows.len(), &[]).into_iter().enumerate() {
        let range = rows.range(row);
        assert_eq!((range.start, &range), (at, &whole.range(row)));
        assert_eq!(rows.kind(row), whole.kind(row));
        at = range.end;
        for piece in pieces {
            assert!(range.start <= piece.bytes.start && piece.bytes.end <= range.end);
            let _any_style_has = colours(piece.style, THEMES[0]);
        }
    }
    assert_eq!(at, bytes.len());
    assert!(rows.plain(0..at).len() <= at);
});
