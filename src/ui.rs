//! Primitives: no word of the domain stands here.

mod button;
mod dialog;
mod editor;
mod error_box;
mod field;
mod file_drop;

pub(crate) use button::Button;
pub(crate) use dialog::Dialog;
pub(crate) use editor::CodeEditor;
pub(crate) use error_box::ErrorBox;
pub(crate) use field::{Field, Message, described_by};
pub(crate) use file_drop::{FileDrop, OpenedFile};

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Moves the focus to an element by its id.
pub(crate) fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
