//! A field that carries Base64, decoded once.

use crate::base64_text::{self, Base64Error, Decoded};

#[derive(Debug)]
pub(crate) struct Encoded {
    pub(crate) decoded: Result<Decoded, Base64Error>,
    /// When the pieces were encoded one by one: the Base64 of the whole.
    pub(crate) rejoined: Option<String>,
}

impl Encoded {
    pub(crate) fn whole(text: &str) -> Encoded {
        Encoded { decoded: base64_text::decode(text), rejoined: None }
    }

    /// Parameters are sometimes encoded one by one.
    pub(crate) fn parameters(text: &str) -> Encoded {
        Encoded { decoded: base64_text::decode(text), rejoined: base64_text::rejoin(text) }
    }

    /// The text, unless it doesn't decode.
    pub(crate) fn text(&self) -> Option<&str> {
        self.decoded.as_ref().ok().map(|decoded| decoded.text.as_str())
    }
}
