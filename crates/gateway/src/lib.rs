//! The gateway of fast_execute_script: serves the console, the contract and its companions, runs scripts on this
//! machine, and keeps what happened.
//!
//! A request goes `routes` → `fastexec_contract::check` → [`inventory`] → [`store`] → [`run`] → [`store`]. The store
//! writes before the world acts.

mod answer;
mod auth;
mod clock;
pub mod commands;
mod console;
mod data_dir;
mod guard;
mod inventory;
mod routes;
mod run;
mod secret;
mod server;
mod store;
