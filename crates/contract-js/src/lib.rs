//! What the JavaScript package calls. `cargo xtask js` builds the package from this and from `js/`.

use fastexec_contract::Lang;
use fastexec_contract::rolling::Expression;
use js_sys::WebAssembly;
use serde_json::json;
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    /// Where JavaScript writes the text. Kept, because a megabyte that is allocated anew each time costs more than the
    /// check.
    static TEXT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// The memory that addresses are of. It is another object after it has grown.
#[wasm_bindgen]
pub fn buffer() -> JsValue {
    let memory: WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    memory.buffer()
}

/// Makes room for so many bytes: their address in the memory.
#[wasm_bindgen]
pub fn room(length: usize) -> *const u8 {
    TEXT.with_borrow_mut(|text| {
        if text.len() < length {
            text.resize(length, 0);
        }
        text.as_ptr()
    })
}

/// The report about the first bytes of the room, as JSON.
#[wasm_bindgen]
pub fn check(length: usize, lang: &str) -> String {
    TEXT.with_borrow_mut(|text| {
        let report = fastexec_contract::report(text.get(..length).unwrap_or_default());
        if text.len() > KEPT_MAX {
            *text = Vec::new();
        }
        report.to_json(Lang::from_tag(lang).unwrap_or_default())
    })
}

/// Bytes of room that are kept.
const KEPT_MAX: usize = 4 << 20;

/// Batches as JSON.
#[wasm_bindgen]
pub fn plan(expression: &str, count: u64) -> String {
    let answer = match Expression::parse(expression).map(|expression| expression.plan(count)) {
        Ok(Ok(batches)) => json!({ "batches": batches }),
        Ok(Err(_)) => json!({ "error": "too_many_batches" }),
        Err(_) => json!({ "error": "syntax" }),
    };
    answer.to_string()
}

/// One sentence about an expression; empty when it is none.
#[wasm_bindgen]
pub fn reading(expression: &str, lang: &str) -> String {
    let lang = Lang::from_tag(lang).unwrap_or_default();
    Expression::parse(expression).map(|expression| expression.reading(lang)).unwrap_or_default()
}

/// The JSON Schema as JSON.
#[wasm_bindgen]
pub fn schema() -> String {
    fastexec_contract::schema().to_string()
}

/// A form, for `cargo xtask bench core`.
#[cfg(feature = "bench")]
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Form(fastexec_draft::Draft);

#[cfg(feature = "bench")]
#[wasm_bindgen]
impl Form {
    #[wasm_bindgen(constructor)]
    pub fn new(host_ids: String) -> Form {
        let mut form = Form::default();
        form.0.apply(fastexec_draft::Edit::HostIds(host_ids));
        form
    }

    /// One edit, the request it makes, and the report about that: how many findings.
    pub fn type_key(&mut self, timeout: String) -> usize {
        self.0.apply(fastexec_draft::Edit::Timeout(timeout));
        fastexec_contract::report(self.0.request().as_bytes()).findings().len()
    }
}
