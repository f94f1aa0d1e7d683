//! The gateway of fast_execute_script: serves the console, the contract and its companions, runs scripts on this
//! machine and on what a command reaches, and keeps what happened.
//!
//! A request goes `routes` → `fastexec_contract::check` → [`inventory`] → [`store`] → [`run`] → [`store`]. The store
//! writes before the world acts.

mod answer;
mod audit;
mod auth;
mod callback;
mod clock;
pub mod commands;
mod console;
mod data_dir;
mod guard;
mod guesses;
mod inventory;
mod metrics;
mod retention;
mod routes;
mod run;
mod secret;
mod server;
mod store;
mod upstream;
mod vault;
