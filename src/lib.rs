//! The console: composes a request, checks it at each key, runs it, and shows what happens.
//!
//! Input becomes an `Edit`, the `Draft` a request text, `fastexec_contract::check` a report, and the page shows that.
//! No rule of the contract stands here.

#![expect(unreachable_pub, reason = "the macro of components writes `pub` types beside them")]

mod api;
mod app;
mod commands;
mod density;
mod lang;
mod pages;
mod parts;
mod routes;
mod storage;
mod theme;
mod ui;

pub use app::App;

#[cfg(test)]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
