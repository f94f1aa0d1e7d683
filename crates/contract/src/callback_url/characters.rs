//! The character classes of RFC 2396, with what Java adds.

/// Characters of a class, escapes, and what Java calls "other".
pub(super) fn are_all(text: &str, is_member: fn(u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    text.char_indices().all(|(at, character)| match character {
        '%' => (1..=2).all(|after| bytes.get(at + after).is_some_and(u8::is_ascii_hexdigit)),
        _ if character.is_ascii() => is_member(bytes[at]),
        _ => !character.is_control() && !is_space(character),
    })
}

pub(super) fn is_path(byte: u8) -> bool {
    is_unreserved(byte) || b";/:@&=+$,".contains(&byte)
}

/// Query and fragment.
pub(super) fn is_uric(byte: u8) -> bool {
    is_path(byte) || b"?[]".contains(&byte)
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte)
}

/// The categories Zs, Zl and Zp of Unicode, beyond ASCII.
fn is_space(character: char) -> bool {
    matches!(
        character,
        '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}
