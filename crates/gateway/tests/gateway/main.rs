//! The real binary, as its users meet it: started as a process, spoken to over HTTP, killed and started again.

mod check_and_plan;
mod client;
mod durability;
mod example;
mod guards;
mod idempotency;
mod refusals;
mod running;
mod secrets;
mod served;
mod sessions;
mod starting;
