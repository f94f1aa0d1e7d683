//! # too_many_findings
//!
//! What: There are more findings than a report holds.
//!
//! Why: A hostile text of many megabytes must not fill the memory. The number of findings left out is named.
//!
//! Example: `{"execute_target": {"host_id_list": ["a", "a", …]}}`
//!
//! Fix: Correct what is listed, then check again.

//! Made by [`Findings`](crate::findings::Findings), which knows when it is full.
