//! # authorization_user_missing
//!
//! What: The header names no user: bk_token, bk_username or access_token.
//!
//! Why: A run needs somebody who is answerable for it.
//!
//! Example: `{"bk_app_code":"x","bk_app_secret":"y"}`
//!
//! Fix: Add bk_token or bk_username.

//! Checked by [`check_authorization`](crate::check_authorization).
