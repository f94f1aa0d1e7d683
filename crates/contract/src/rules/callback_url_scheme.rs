//! # callback_url_scheme
//!
//! What: callback.url is neither http nor https.
//!
//! Why: JOB calls back by HTTP only.
//!
//! Example: `{"callback": {"url": "ftp://example.com/"}}`
//!
//! Fix: Start the URL with `http://` or `https://`.

use crate::callback_url::CallbackUrlError;
use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if let Some(callback) = request.callback.given()
        && let Some(Err(CallbackUrlError::Scheme)) = callback.url.given()
    {
        findings.at(Code::CallbackUrlScheme, &callback.url);
    }
}
