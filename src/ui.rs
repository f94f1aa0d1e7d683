//! Primitives: no word of the domain stands here.

mod button;
mod clipboard;
mod dialog;
mod disclosure;
mod editor;
mod error_box;
mod field;
mod file_drop;
mod palette;
mod tabs;

pub(crate) use button::Button;
pub(crate) use clipboard::{CopyButton, copy, copy_text};
pub(crate) use dialog::{Dialog, open_while_some};
pub(crate) use disclosure::Disclosure;
pub(crate) use editor::{CodeEditor, Mark, show_text};
pub(crate) use error_box::ErrorBox;
pub(crate) use field::{Field, Message, described_by};
pub(crate) use file_drop::{FileDrop, OpenedFile};
pub(crate) use palette::{Entry, Palette};
pub(crate) use tabs::Tabs;

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDetailsElement, HtmlElement};

/// Moves the focus to an element by its id, and opens what hides it.
pub(crate) fn focus(id: &str) {
    let Some(element) = document().get_element_by_id(id) else {
        return;
    };
    let mut above = element.parent_element();
    while let Some(closed) = above.as_ref().and_then(|it| it.closest("details").ok().flatten()) {
        closed.unchecked_ref::<HtmlDetailsElement>().set_open(true);
        above = closed.parent_element();
    }
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Whether single keys are letters here, and no commands.
pub(crate) fn is_typed_into(element: &Element) -> bool {
    matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
        || element.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable)
}
