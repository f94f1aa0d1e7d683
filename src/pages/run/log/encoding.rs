//! From bytes to text. UTF-8 is read here, GBK by the browser.

use fastexec_ansi::Encoding;
use std::borrow::Cow;
use web_sys::TextDecoder;

#[derive(Debug, Default)]
pub(super) struct Decoder {
    gbk: Option<TextDecoder>,
}

impl Decoder {
    pub(super) fn decode<'a>(&mut self, bytes: &'a [u8], encoding: Encoding) -> Cow<'a, str> {
        if encoding == Encoding::Utf8 || bytes.is_ascii() {
            return String::from_utf8_lossy(bytes);
        }
        if self.gbk.is_none() {
            self.gbk = TextDecoder::new_with_label("gb18030").ok();
        }
        let decoded = self.gbk.as_ref().and_then(|gbk| gbk.decode_with_u8_array(bytes).ok());
        decoded.map_or_else(|| String::from_utf8_lossy(bytes), Cow::Owned)
    }

    /// The bytes to look for. Browsers encode UTF-8 only: what a character is in GBK is found by decoding all there
    /// are. A character that GBK lacks is in no such output.
    pub(super) fn encode(&mut self, text: &str, encoding: Encoding) -> Option<Vec<u8>> {
        if encoding == Encoding::Utf8 || text.is_ascii() {
            return Some(text.as_bytes().to_vec());
        }
        let mut bytes = Vec::new();
        for character in text.chars() {
            if character.is_ascii() {
                bytes.push(character as u8);
            } else {
                bytes.extend(self.gbk_of(character)?);
            }
        }
        Some(bytes)
    }

    fn gbk_of(&mut self, character: char) -> Option<[u8; 2]> {
        for lead in 0x81..=0xFE_u8 {
            let trails = (0x40..=0xFE_u8).filter(|trail| *trail != 0x7F);
            let pairs: Vec<u8> = trails.clone().flat_map(|trail| [lead, trail]).collect();
            let row = self.decode(&pairs, Encoding::Gbk);
            if row.contains(character) {
                return trails
                    .map(|trail| [lead, trail])
                    .find(|pair| self.decode(pair, Encoding::Gbk).starts_with(character));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Decoder;
    use fastexec_ansi::Encoding;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn gbk_there_and_back() {
        let mut decoder = Decoder::default();
        let bytes = b"\xd6\xd0\xce\xc4 ok";
        assert_eq!(decoder.decode(bytes, Encoding::Gbk), "中文 ok");
        assert_eq!(decoder.encode("中文 ok", Encoding::Gbk).as_deref(), Some(&bytes[..]));
        assert_eq!(decoder.encode("😀", Encoding::Gbk), None);
        assert_eq!(decoder.decode(b"\xff", Encoding::Utf8), "\u{fffd}");
    }
}
