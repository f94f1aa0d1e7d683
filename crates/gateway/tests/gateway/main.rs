//! The real binary, as its users meet it: started as a process, spoken to over HTTP, killed and started again.

mod accounts;
mod callbacks;
mod check_and_plan;
mod client;
mod crash;
mod documents;
mod durability;
mod example;
mod guards;
mod history;
mod idempotency;
mod inventory;
mod limits;
mod operations;
mod outputs;
mod refusals;
mod rolling;
mod running;
mod secrets;
mod served;
mod sessions;
mod soak;
mod ssh;
mod starting;
mod stopping;
mod store_failures;
