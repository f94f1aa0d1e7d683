//! A mounted console, and hands and eyes for it.

use crate::gateway::signed_in;
use fastexec_console::App;
use gloo_timers::future::sleep;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{
    ClipboardEvent, ClipboardEventInit, DataTransfer, Element, Event, EventInit, HtmlElement,
    HtmlInputElement, HtmlTextAreaElement, KeyboardEvent, KeyboardEventInit,
};

pub(crate) struct Page {
    root: HtmlElement,
    _mounted: Box<dyn std::any::Any>,
}

impl Page {
    /// The console at an address, in English.
    pub(crate) fn open(path: &str) -> Page {
        let history = window().history().expect("a history");
        history
            .replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(path))
            .expect("an address of this origin");
        let root: HtmlElement = document().create_element("div").expect("a div").unchecked_into();
        document().body().expect("a body").append_child(&root).expect("appended");
        let mounted: UnmountHandle<_> = mount_to(root.clone(), App);
        let page = Page { root, _mounted: Box::new(mounted) };
        page.choose_language("en");
        page
    }

    pub(crate) fn find(&self, css: &str) -> Option<Element> {
        self.root.query_selector(css).expect("CSS")
    }

    /// As soon as it is there.
    pub(crate) async fn wait(&self, css: &str) -> Element {
        self.until(css, || self.find(css)).await
    }

    /// As soon as it is there no more.
    pub(crate) async fn wait_until_gone(&self, css: &str) {
        self.until(&format!("the end of {css}"), || self.find(css).is_none().then_some(())).await;
    }

    pub(crate) fn text(&self, css: &str) -> String {
        self.find(css).and_then(|element| element.text_content()).unwrap_or_default()
    }

    pub(crate) async fn wait_for_text(&self, css: &str, text: &str) {
        let what = format!("{css} with {text:?}");
        self.until(&what, || self.text(css).contains(text).then_some(())).await;
    }

    pub(crate) async fn wait_for_value(&self, id: &str, text: &str) {
        let what = format!("{id} with the value {text:?}");
        self.until(&what, || (self.value(id) == text).then_some(())).await;
    }

    pub(crate) async fn wait_for_stored(&self, text: &str) {
        self.until(&format!("{text:?} in the storage"), || stored().contains(text).then_some(()))
            .await;
    }

    pub(crate) async fn wait_for_focus(&self, id: &str) {
        self.until(&format!("the focus on {id}"), || (focused() == id).then_some(())).await;
    }

    pub(crate) async fn until<T>(&self, what: &str, look: impl Fn() -> Option<T>) -> T {
        for _ in 0..1000 {
            if let Some(seen) = look() {
                return seen;
            }
            sleep(Duration::from_millis(10)).await;
        }
        panic!("waited in vain for {what} in {}", self.root.inner_html())
    }

    /// Opens a part of the form that is closed.
    pub(crate) async fn open_part(&self, title: &str) {
        let summary = || {
            let all = self.root.query_selector_all("summary").expect("a selector");
            let mut all = (0..all.length()).filter_map(|index| all.item(index));
            all.find(|it| it.text_content().is_some_and(|text| text.starts_with(title)))
        };
        self.until(title, summary).await.unchecked_ref::<HtmlElement>().click();
    }

    /// Types into a field.
    pub(crate) fn fill(&self, id: &str, text: &str) {
        let field = self.find(&format!("#{id}")).expect("the field is there");
        // As a browser does for a person: what is typed into is what has the focus.
        field.unchecked_ref::<HtmlElement>().focus().expect("focused");
        if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            input.set_value(text);
        } else {
            field.unchecked_ref::<HtmlTextAreaElement>().set_value(text);
        }
        dispatch(&field, "input");
    }

    /// Chooses an option of a select by its value.
    pub(crate) fn choose(&self, id: &str, value: &str) {
        let select = self.find(&format!("#{id}")).expect("the select is there");
        select.unchecked_ref::<web_sys::HtmlSelectElement>().set_value(value);
        dispatch(&select, "change");
    }

    /// Pastes a text into a field: first the event, and then, unless it was taken, the text.
    pub(crate) fn paste(&self, id: &str, text: &str) {
        let field = self.find(&format!("#{id}")).expect("the field is there");
        let data = DataTransfer::new().expect("data");
        data.set_data("text/plain", text).expect("set");
        let options = ClipboardEventInit::new();
        options.set_clipboard_data(Some(&data));
        options.set_bubbles(true);
        options.set_cancelable(true);
        let event = ClipboardEvent::new_with_event_init_dict("paste", &options).expect("an event");
        if field.dispatch_event(&event).expect("dispatched") {
            self.fill(id, text);
        }
    }

    /// A key that is pressed where an element has the focus.
    pub(crate) fn key(&self, id: &str, key: &str) {
        let element = self.find(&format!("#{id}")).expect("the element is there");
        let options = KeyboardEventInit::new();
        options.set_key(key);
        options.set_bubbles(true);
        options.set_cancelable(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &options)
            .expect("an event");
        element.dispatch_event(&event).expect("dispatched");
    }

    /// Goes away from a field.
    pub(crate) fn leave(&self, id: &str) {
        dispatch(&self.find(&format!("#{id}")).expect("the field is there"), "blur");
    }

    pub(crate) fn value(&self, id: &str) -> String {
        let field = self.find(&format!("#{id}")).expect("the field is there");
        match field.dyn_ref::<HtmlInputElement>() {
            Some(input) => input.value(),
            None => field.unchecked_into::<HtmlTextAreaElement>().value(),
        }
    }

    /// What has a role, given or by its nature, and a name.
    pub(crate) fn by_role(&self, role: &str, name: &str) -> Option<HtmlElement> {
        let css = match role {
            "button" => "button",
            "checkbox" => "input[type=checkbox]",
            "combobox" => "select, [role=combobox]",
            "dialog" => "dialog[open]",
            "group" => "details",
            "link" => "a",
            "region" => "section[aria-labelledby]",
            "listitem" => "li",
            "option" => "[role=option]",
            "status" => "[role=status]",
            "tab" => "[role=tab]",
            "tabpanel" => "[role=tabpanel]",
            "textbox" => {
                "input:not([type]), input[type=text], input[type=password], input[type=search], textarea"
            }
            other => panic!("no way to find the role {other}"),
        };
        let found = self.root.query_selector_all(css).expect("CSS");
        let elements = (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok());
        elements.into_iter().find(|element: &HtmlElement| self.name_of(element) == name)
    }

    /// As soon as it is there.
    pub(crate) async fn wait_by_role(&self, role: &str, name: &str) -> HtmlElement {
        self.until(&format!("the {role} {name:?}"), || self.by_role(role, name)).await
    }

    pub(crate) async fn press(&self, role: &str, name: &str) {
        self.wait_by_role(role, name).await.click();
    }

    /// Types into the field of a label.
    pub(crate) async fn type_into(&self, label: &str, text: &str) {
        let field = self.wait_by_role("textbox", label).await;
        self.fill(&field.id(), text);
    }

    /// As assistive technology computes it, as far as this page needs it.
    fn name_of(&self, element: &HtmlElement) -> String {
        if let Some(label) = element.get_attribute("aria-label") {
            return label;
        }
        if let Some(id) = element.get_attribute("aria-labelledby") {
            return self.text(&format!("#{id}")).trim().to_owned();
        }
        let tag = element.tag_name();
        if matches!(tag.as_str(), "INPUT" | "TEXTAREA" | "SELECT") {
            let of_id = format!("label[for='{}']", element.id());
            let label = self.find(&of_id).or_else(|| element.closest("label").ok().flatten());
            let own = label.and_then(|label| {
                label.query_selector(".field-label").ok().flatten().or(Some(label))
            });
            return own.and_then(|it| it.text_content()).unwrap_or_default().trim().to_owned();
        }
        if tag == "DETAILS" {
            let title = element.query_selector(".disclosure-title").ok().flatten();
            return title.and_then(|it| it.text_content()).unwrap_or_default();
        }
        element.text_content().unwrap_or_default().trim().to_owned()
    }

    pub(crate) fn click(&self, css: &str) {
        let element = self.find(css).unwrap_or_else(|| panic!("{css} is not there"));
        element.unchecked_into::<HtmlElement>().click();
    }

    pub(crate) fn choose_language(&self, tag: &str) {
        let select = self.find(".top-bar-choice select").expect("the bar is there");
        select.unchecked_ref::<web_sys::HtmlSelectElement>().set_value(tag);
        dispatch(&select, "change");
    }

    /// Compose, of a gateway that somebody is signed in to.
    pub(crate) async fn composing() -> Page {
        signed_in();
        let page = Page::open("/");
        page.wait("#script_content").await;
        page
    }

    /// A request that may run, on so many hosts.
    pub(crate) async fn compose(&self, hosts: &str) {
        self.wait("#script_content").await;
        self.fill("script_content", "echo");
        self.fill("account_id", "1000");
        self.fill("host_ids", hosts);
        self.wait(".verdict-summary.is-good").await;
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.root.remove();
    }
}

fn dispatch(element: &Element, name: &str) {
    let options = EventInit::new();
    options.set_bubbles(name != "blur");
    let event = Event::new_with_event_init_dict(name, &options).expect("an event");
    element.dispatch_event(&event).expect("dispatched");
}

/// The id of what has the focus.
pub(crate) fn focused() -> String {
    document().active_element().map(|element| element.id()).unwrap_or_default()
}

/// Everything that outlives the page.
pub(crate) fn stored() -> String {
    let window = window();
    let storages = [window.local_storage(), window.session_storage()];
    storages
        .into_iter()
        .flat_map(|storage| {
            let storage = storage.expect("allowed").expect("there");
            let keys = (0..storage.length().expect("counted")).filter_map(move |index| {
                let key = storage.key(index).ok()??;
                Some(format!("{key}={}\n", storage.get_item(&key).ok()??))
            });
            keys.collect::<Vec<_>>()
        })
        .collect()
}
