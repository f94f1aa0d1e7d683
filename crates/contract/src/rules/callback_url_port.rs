//! # callback_url_port
//!
//! What: The port of callback.url is no number up to 65535.
//!
//! Why: There is no such port.
//!
//! Example: `{"callback": {"url": "http://example.com:99999/"}}`
//!
//! Fix: Correct the port, or leave it out.

use crate::callback_url::CallbackUrlError;
use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if let Some(callback) = request.callback.given()
        && let Some(Err(CallbackUrlError::Port)) = callback.url.given()
    {
        findings.at(Code::CallbackUrlPort, &callback.url);
    }
}
