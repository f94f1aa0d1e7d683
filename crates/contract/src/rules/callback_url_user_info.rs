//! # callback_url_user_info
//!
//! What: callback.url carries a user name or password.
//!
//! Why: It would stand in logs and histories, and what looks like a host before the `@` is none.
//!
//! Example: `{"callback": {"url": "http://user:secret@example.com/"}}`
//!
//! Fix: Delete everything up to and including the `@`.

use crate::callback_url::CallbackUrlError;
use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if let Some(callback) = request.callback.given()
        && let Some(Err(CallbackUrlError::UserInfo)) = callback.url.given()
    {
        findings.at(Code::CallbackUrlUserInfo, &callback.url);
    }
}
