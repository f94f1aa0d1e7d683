//! # authorization_syntax
//!
//! What: The header X-Bkapi-Authorization is not a JSON object of strings.
//!
//! Why: Its value is one JSON object, as text.
//!
//! Example: `X-Bkapi-Authorization: bk_app_code=x`
//!
//! Fix: Send `{"bk_app_code":"…","bk_app_secret":"…","bk_username":"…"}`.

//! Checked by [`check_authorization`](crate::check_authorization).
