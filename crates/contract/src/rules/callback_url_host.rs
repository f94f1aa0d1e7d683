//! # callback_url_host
//!
//! What: callback.url has no host that JOB's server understands.
//!
//! Why: Host names are letters, digits and `-` in ASCII, their last label starts with a letter; IPv4 addresses have four parts; IPv6 addresses stand in brackets.
//!
//! Example: `{"callback": {"url": "http://my_host/cb"}}`
//!
//! Fix: Correct the host. Write names of other alphabets in their ASCII form (`xn--…`).

use crate::callback_url::CallbackUrlError;
use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if let Some(callback) = request.callback.given()
        && let Some(Err(CallbackUrlError::Host)) = callback.url.given()
    {
        findings.at(Code::CallbackUrlHost, &callback.url);
    }
}
