//! # authorization_missing
//!
//! What: The header X-Bkapi-Authorization is missing.
//!
//! Why: Nobody knows then who calls.
//!
//! Example: `(no header)`
//!
//! Fix: Send the header; `fastexec header` prints its value for this gateway.

//! Checked by [`check_authorization`](crate::check_authorization).
