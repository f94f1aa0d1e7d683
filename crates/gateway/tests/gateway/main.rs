//! The real binary, as its users meet it: started as a process, spoken to over HTTP, killed and started again.

mod accounts;
mod callbacks;
mod check_and_plan;
mod client;
mod connections;
mod containers;
mod crash;
mod documents;
mod durability;
mod example;
#[path = "../upstream/front.rs"]
#[expect(dead_code, reason = "shared with the tests in front of JOB, which need more of it")]
mod front;
mod guards;
mod history;
mod idempotency;
mod inventory;
mod keeping;
mod limits;
mod operations;
mod outputs;
mod proxy;
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
#[path = "../upstream/terminate.rs"]
mod terminate;
