//! # callback_url_private
//!
//! What: callback.url names a host that is loopback, link-local or private.
//!
//! Why: The server that calls back may not reach it, or reach another machine than you mean. A gateway may refuse it.
//!
//! Example: `{"callback": {"url": "http://192.168.1.1/"}}`
//!
//! Fix: Make sure that the server that runs the job can reach this host.

use crate::callback_url::Reach;
use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if let Some(callback) = request.callback.given()
        && let Some(Ok(url)) = callback.url.given()
        && url.reach() != Reach::Public
    {
        findings.at(Code::CallbackUrlPrivate, &callback.url).with("host", url.host());
    }
}
