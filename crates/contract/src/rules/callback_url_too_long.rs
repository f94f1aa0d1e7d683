//! # callback_url_too_long
//!
//! What: callback.url is longer than 1,024 characters.
//!
//! Why: JOB's database holds no more.
//!
//! Example: `{"callback": {"url": "http://example.com/…"}}`
//!
//! Fix: Shorten the URL; keep long data at the receiver, under a short id.

use crate::callback_url::CallbackUrlError;
use crate::findings::Findings;
use crate::limits;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if let Some(callback) = request.callback.given()
        && let Some(Err(CallbackUrlError::TooLong)) = callback.url.given()
    {
        findings
            .at(Code::CallbackUrlTooLong, &callback.url)
            .with("max", limits::CALLBACK_URL_MAX_CHARS);
    }
}
