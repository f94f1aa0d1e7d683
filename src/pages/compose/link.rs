//! A composed request in the fragment of an address. Opening one fills the form, and never runs.

use fastexec_draft::{Draft, TooLong, request_of_link};
use leptos::prelude::window;
use wasm_bindgen::JsValue;

const PREFIX: &str = "#request=";

pub(super) fn link_of(draft: &Draft) -> Result<String, TooLong> {
    let origin = window().location().origin().unwrap_or_default();
    Ok(format!("{origin}/{PREFIX}{}", draft.to_link()?))
}

/// The request that the address of the page holds; it is taken out, so that a reload keeps what is typed after.
pub(crate) fn take_linked_request() -> Option<String> {
    let location = window().location();
    let fragment = location.hash().ok()?;
    let text = fragment.strip_prefix(PREFIX)?;
    let path = location.pathname().ok()?;
    let request = request_of_link(text);
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    }
    request
}
