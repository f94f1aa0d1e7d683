//! Base64 of text, as JOB's decoder and this contract take it.
//!
//! JOB's decoder skips every character that is foreign to it, so that plain text sent by mistake becomes garbage
//! and runs. Here such text is an error; what decodes to the same bytes there is a warning.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Text that was decoded, and how its Base64 differs from what an encoder writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    /// In the order of [`Base64Warning`].
    pub warnings: Vec<Base64Warning>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base64Warning {
    /// Blanks, tabs or line breaks.
    Whitespace,
    MissingPadding,
    /// `-` and `_` instead of `+` and `/`.
    UrlSafeAlphabet,
}

/// Why a text is not Base64 of a text. Foreign characters are looked for first, then the length, the padding,
/// the unused bits and last the encoding of what was decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base64Error {
    /// Also `=` before other characters.
    ForeignCharacter {
        character: char,
        /// In bytes.
        offset: usize,
    },
    /// One character is left over: it carries no byte.
    Length,
    /// The wrong number of `=`.
    Padding,
    /// The last character carries bits that belong to no byte.
    TrailingBits,
    NotUtf8 {
        /// Of the first wrong byte, after decoding.
        offset: usize,
    },
}

/// Standard alphabet with padding.
pub fn encode(text: &str) -> String {
    STANDARD.encode(text)
}

pub fn decode(base64: &str) -> Result<Decoded, Base64Error> {
    let (bytes, warnings) = match STANDARD.decode(base64) {
        Ok(bytes) => (bytes, Vec::new()),
        // The engine refuses too much and says too little.
        Err(_) => decode_leniently(base64)?,
    };
    String::from_utf8(bytes)
        .map(|text| Decoded { text, warnings })
        .map_err(|error| Base64Error::NotUtf8 { offset: error.utf8_error().valid_up_to() })
}

/// Parameters that were encoded one by one and joined with blanks, put right: the Base64 of the whole.
///
/// `None` unless there are two or more pieces, each of which decodes by itself. Line breaks don't separate:
/// encoders wrap long lines.
pub fn rejoin(base64: &str) -> Option<String> {
    let pieces =
        base64.split(' ').filter(|piece| !piece.is_empty()).map(|piece| decode(piece).ok());
    let texts: Vec<String> = pieces.map(|piece| Some(piece?.text)).collect::<Option<_>>()?;
    (texts.len() > 1).then(|| encode(&texts.join(" ")))
}

fn decode_leniently(base64: &str) -> Result<(Vec<u8>, Vec<Base64Warning>), Base64Error> {
    let mut bytes = Vec::with_capacity(base64.len() / 4 * 3);
    let (mut bits, mut digits, mut padding) = (0_u32, 0_usize, 0_usize);
    let (mut has_whitespace, mut is_url_safe) = (false, false);
    for (offset, character) in base64.char_indices() {
        let digit = match character {
            ' ' | '\t' | '\r' | '\n' => {
                has_whitespace = true;
                continue;
            }
            '=' => {
                padding += 1;
                continue;
            }
            'A'..='Z' => character as u32 - 'A' as u32,
            'a'..='z' => character as u32 - 'a' as u32 + 26,
            '0'..='9' => character as u32 - '0' as u32 + 52,
            '+' => 62,
            '/' => 63,
            '-' | '_' => {
                is_url_safe = true;
                if character == '-' { 62 } else { 63 }
            }
            _ => return Err(Base64Error::ForeignCharacter { character, offset }),
        };
        if padding > 0 {
            return Err(foreign_after_padding(base64));
        }
        bits = (bits << 6) | digit;
        digits += 1;
        if digits.is_multiple_of(4) {
            bytes.extend_from_slice(&bits.to_be_bytes()[1..]);
            bits = 0;
        }
    }
    let (carried, unused) = match digits % 4 {
        1 => return Err(Base64Error::Length),
        2 => (1, 4),
        3 => (2, 2),
        _ => (0, 0),
    };
    let wanted = (4 - digits % 4) % 4;
    if padding > 0 && padding != wanted {
        return Err(Base64Error::Padding);
    }
    if bits & ((1 << unused) - 1) != 0 {
        return Err(Base64Error::TrailingBits);
    }
    let tail = (bits >> unused).to_be_bytes();
    bytes.extend_from_slice(&tail[4 - carried..]);

    let warnings = [
        (has_whitespace, Base64Warning::Whitespace),
        (padding < wanted, Base64Warning::MissingPadding),
        (is_url_safe, Base64Warning::UrlSafeAlphabet),
    ];
    Ok((bytes, warnings.into_iter().filter_map(|(is, warning)| is.then_some(warning)).collect()))
}

/// A character that is foreign at all is named rather than the `=` that merely stands too early.
fn foreign_after_padding(base64: &str) -> Base64Error {
    let is_known =
        |character: char| character.is_ascii_alphanumeric() || " \t\r\n=+/-_".contains(character);
    let (offset, character) = base64
        .char_indices()
        .find(|(_, character)| !is_known(*character))
        .unwrap_or_else(|| (base64.find('=').unwrap_or_default(), '='));
    Base64Error::ForeignCharacter { character, offset }
}

#[cfg(test)]
mod tests {
    use super::{Base64Error, decode, encode, rejoin};
    use proptest::prelude::*;

    #[test]
    fn errors_in_their_order() {
        let foreign = |character, offset| Base64Error::ForeignCharacter { character, offset };
        for (base64, error) in [
            ("QUJD;", foreign(';', 4)),
            ("=1234", foreign('=', 0)),
            ("YQ==Y!", foreign('!', 5)),
            ("YQ==Y", foreign('=', 2)),
            ("YWJjZ", Base64Error::Length),
            ("YQ=", Base64Error::Padding),
            ("====", Base64Error::Padding),
            ("YWI==", Base64Error::Padding),
            ("ABCDEF=", Base64Error::Padding),
            ("YR==", Base64Error::TrailingBits),
            ("QUR", Base64Error::TrailingBits),
            ("YWL/", Base64Error::NotUtf8 { offset: 2 }),
        ] {
            assert_eq!(decode(base64), Err(error), "{base64}");
        }
    }

    #[test]
    fn rejoining() {
        assert_eq!(rejoin("YQ== Yg=="), Some(encode("a b")));
        assert_eq!(rejoin(" cGFyYW0x  cGFyYW0y "), Some(encode("param1 param2")));
        for whole in ["", "YQ==", "YQ== ", "YQ==\nYg==", "YQ== Y", "YQ== /w=="] {
            assert_eq!(rejoin(whole), None, "{whole:?}");
        }
    }

    proptest! {
        #[test]
        fn encoding_and_back(text in any::<String>()) {
            let decoded = decode(&encode(&text)).expect("our own Base64 is good");
            prop_assert_eq!(&decoded.text, &text);
            prop_assert!(decoded.warnings.is_empty());
        }

        #[test]
        fn blanks_and_missing_padding_change_nothing(text in any::<String>(), every in 1_usize..9) {
            let bare = encode(&text).replace('=', "").replace('+', "-").replace('/', "_");
            let pieces: Vec<&str> = bare.as_bytes().chunks(every).map(|piece| std::str::from_utf8(piece).expect("ASCII")).collect();
            prop_assert_eq!(decode(&pieces.join("\n")).expect("only warnings").text, text);
        }
    }
}
