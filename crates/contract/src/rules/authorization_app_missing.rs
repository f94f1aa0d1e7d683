//! # authorization_app_missing
//!
//! What: The header names no app: bk_app_code with bk_app_secret, or access_token.
//!
//! Why: Apps are what permissions are granted to.
//!
//! Example: `{"bk_username":"admin"}`
//!
//! Fix: Add bk_app_code and bk_app_secret, or access_token.

//! Checked by [`check_authorization`](crate::check_authorization).
