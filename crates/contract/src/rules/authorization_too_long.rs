//! # authorization_too_long
//!
//! What: bk_app_code is longer than 32 characters, or bk_app_secret than 128.
//!
//! Why: BlueKing's API gateway knows no such app.
//!
//! Example: `{"bk_app_code":"…"}`
//!
//! Fix: Copy the app code and secret again.

//! Checked by [`check_authorization`](crate::check_authorization).
