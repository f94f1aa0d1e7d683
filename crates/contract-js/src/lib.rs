//! What the JavaScript package calls. `cargo xtask js` builds the package from this and from `js/`.

use fastexec_contract::rolling::Expression;
use fastexec_contract::{Lang, Report};
use serde_json::json;
use wasm_bindgen::prelude::wasm_bindgen;

/// The report as JSON.
#[wasm_bindgen]
pub fn check_text(text: &str, lang: &str) -> String {
    report(fastexec_contract::check(text.as_bytes()).1, lang)
}

/// Text that may not be UTF-8.
#[wasm_bindgen]
pub fn check_bytes(text: &[u8], lang: &str) -> String {
    report(fastexec_contract::check(text).1, lang)
}

fn report(report: Report, lang: &str) -> String {
    let lang = Lang::from_tag(lang).unwrap_or_default();
    report.to_json(lang)
}

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
        fastexec_contract::check(self.0.request().as_bytes()).1.findings().len()
    }
}
