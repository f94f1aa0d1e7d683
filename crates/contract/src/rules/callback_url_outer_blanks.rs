//! # callback_url_outer_blanks
//!
//! What: callback.url starts or ends with a blank.
//!
//! Why: JOB refuses it. Blanks at the ends come from copying.
//!
//! Example: `{"callback": {"url": " http://example.com/"}}`
//!
//! Fix: Delete the blank.

use crate::callback_url::CallbackUrlError;
use crate::findings::Findings;
use crate::request::Request;
use crate::rules::Code;

pub(super) fn check(request: &Request<'_>, findings: &mut Findings) {
    if let Some(callback) = request.callback.given()
        && let Some(Err(CallbackUrlError::OuterBlanks)) = callback.url.given()
    {
        findings.at(Code::CallbackUrlOuterBlanks, &callback.url);
    }
}
