//! The console in a real browser, over answers that the test gives.

mod compose;
mod compose_fields;
mod compose_lists;
mod compose_request;
mod compose_run;
mod fetches;
mod gateway;
mod history;
mod page;
mod run;
mod settings;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
