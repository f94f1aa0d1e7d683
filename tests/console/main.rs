//! The console in a real browser, over answers that the test gives.

mod compose;
mod gateway;
mod page;
mod run;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
