//! The file with the editor. It is fetched when the page has been painted, and the page does without it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::Event;

/// Made of `src/editor` by `cargo xtask editor`.
const ADDRESS: &str = "/editor.js";

/// Fetches it, unless it is there or on its way. One that failed is tried again.
pub(super) fn load() {
    if let Ok(Some(known)) = document().query_selector("script[data-editor]") {
        if !known.has_attribute("data-failed") {
            return;
        }
        known.remove();
    }
    let (Ok(script), Some(head)) = (document().create_element("script"), document().head()) else {
        return;
    };
    for (name, value) in [("type", "module"), ("data-editor", ""), ("src", ADDRESS)] {
        let _ = script.set_attribute(name, value);
    }
    let failed = Closure::once_into_js({
        let script = script.clone();
        move |_: Event| {
            let _ = script.set_attribute("data-failed", "");
        }
    });
    let _ = script.add_event_listener_with_callback("error", failed.unchecked_ref());
    let _ = head.append_child(&script);
}
