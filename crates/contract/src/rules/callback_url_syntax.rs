//! # callback_url_syntax
//!
//! What: callback.url is not a URL that JOB's server can parse.
//!
//! Why: The result would be sent nowhere. JOB reads URLs strictly: braces, quotes, backslashes and blanks are no part of them.
//!
//! Example: `{"callback": {"url": "http://example.com/{job_id}"}}`
//!
//! Fix: Percent-encode what doesn't belong into a URL, for example `%7B` for `{`.

use crate::callback_url::CallbackUrlError;
use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if let Some(callback) = request.callback.given()
        && let Some(Err(CallbackUrlError::Syntax)) = callback.url.given()
    {
        findings.at(Code::CallbackUrlSyntax, &callback.url);
    }
}
