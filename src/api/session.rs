//! /session

use super::answer::{ApiError, data, json, nothing};
use gloo_net::http::Request;
use serde::Deserialize;
use web_sys::AbortSignal;

/// Who is signed in, and to what.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Session {
    pub(crate) user: String,
    /// `demo` for an inventory that is made up.
    pub(crate) inventory: String,
}

pub(crate) async fn session(signal: AbortSignal) -> Result<Session, ApiError> {
    let request = Request::get("/session").abort_signal(Some(&signal)).build();
    data(request.map_err(|_| ApiError::unreachable())?).await
}

/// Uses a one-time token up; the cookie that comes back is the browser's business.
pub(crate) async fn sign_in(token: String, signal: AbortSignal) -> Result<Session, ApiError> {
    let request = Request::post("/session").abort_signal(Some(&signal));
    let body = serde_json::json!({ "token": token }).to_string();
    nothing(json(request, body)?).await?;
    session(signal).await
}
