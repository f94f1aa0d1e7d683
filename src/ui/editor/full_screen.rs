//! A frame that can fill the window.

use crate::lang::word;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use web_sys::Element;

/// The button comes after the children. Escape leaves, unless it meant something to what is inside.
#[component]
pub(super) fn FullScreen(children: Children) -> impl IntoView {
    let frame = NodeRef::<html::Div>::new();
    let is_full = RwSignal::new(false);
    let covered = StoredValue::new_local(Vec::<Element>::new());
    let uncover = move || {
        covered.try_update_value(|covered| {
            for element in covered.drain(..) {
                let _ = element.remove_attribute("inert");
            }
        });
    };
    let set_full = move |full: bool| {
        uncover();
        is_full.set(full);
        if let Some(frame) = frame.get_untracked().filter(|_| full) {
            covered.set_value(cover(&frame));
        }
    };
    on_cleanup(uncover);
    let label = move || {
        if is_full.get() {
            word(|w| w.leave_full_screen).get()
        } else {
            word(|w| w.full_screen).get()
        }
    };
    let leave = move |event: KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() && is_full.get_untracked() {
            set_full(false);
        }
    };
    view! {
        <div class="editor" class:is-full=is_full node_ref=frame on:keydown=leave>
            {children()}
            <button
                type="button"
                class="link-button editor-full-screen"
                on:click=move |_: MouseEvent| set_full(!is_full.get_untracked())
            >
                {label}
            </button>
        </div>
    }
}

/// Takes everything beside the frame out of the way of keys and screen readers; what that was.
fn cover(frame: &Element) -> Vec<Element> {
    let mut covered = Vec::new();
    let mut inside = frame.clone();
    while let Some(parent) = inside.parent_element().filter(|it| it.tag_name() != "HTML") {
        let children = parent.children();
        for index in 0..children.length() {
            let beside = children.item(index).filter(|it| *it != inside);
            if let Some(beside) = beside.filter(|it| !it.has_attribute("inert")) {
                let _ = beside.set_attribute("inert", "");
                covered.push(beside);
            }
        }
        inside = parent;
    }
    covered
}
