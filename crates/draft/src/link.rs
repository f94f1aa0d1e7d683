//! A request in a link. It stands in the fragment of an address, which browsers keep to themselves.

use crate::Draft;
use crate::import::from_request;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Characters. Longer addresses are cut by mail programs, chats and browsers.
pub const LINK_MAX: usize = 32_000;

/// A draft is too large for a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong {
    /// Characters that it would take.
    pub length: usize,
}

impl Draft {
    /// The request, without secrets, as text that an address can hold.
    pub fn to_link(&self) -> Result<String, TooLong> {
        let link = URL_SAFE_NO_PAD.encode(self.without_secrets().request());
        if link.len() > LINK_MAX { Err(TooLong { length: link.len() }) } else { Ok(link) }
    }
}

/// The text of the request that a link holds; `None` for a link that is none.
pub fn request_of_link(link: &str) -> Option<String> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(link).ok()?).ok()?;
    from_request(text.as_bytes()).ok().map(|_| text)
}

#[cfg(test)]
mod tests {
    use super::request_of_link;
    use crate::{Draft, Edit, from_request};

    fn opened(link: &str) -> Draft {
        let request = request_of_link(link).expect("a link");
        from_request(request.as_bytes()).expect("a request").draft
    }

    #[test]
    fn there_and_back_without_secrets() {
        let mut draft = Draft::default();
        draft.apply(Edit::Content("echo 你好".to_owned()));
        draft.apply(Edit::ScriptParam("hush".to_owned()));
        draft.apply(Edit::HostIds("101".to_owned()));
        let link = draft.to_link().expect("short");
        assert_eq!(opened(&link), draft);

        draft.apply(Edit::IsParamSensitive(true));
        let link = draft.to_link().expect("short");
        let opened = opened(&link);
        assert_eq!((opened.script_param.as_str(), opened.is_param_sensitive), ("", true));
        assert_eq!(opened.content(), "echo 你好");
    }

    #[test]
    fn too_long_and_no_link() {
        let mut draft = Draft::default();
        draft.apply(Edit::Content("x".repeat(100_000)));
        assert!(draft.to_link().expect_err("too long").length > 100_000);
        for text in ["", "?", "e30x", "bm8"] {
            assert!(request_of_link(text).is_none(), "{text}");
        }
    }
}
