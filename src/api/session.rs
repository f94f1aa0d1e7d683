//! /session

use super::answer::{ApiError, data, json, nothing};
use super::upstream::{self, Upstream};
use gloo_net::http::Request;
use serde::Deserialize;
use web_sys::AbortSignal;

/// Who is signed in, and to what.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Session {
    pub(crate) user: String,
    /// `demo` for an inventory that is made up.
    pub(crate) inventory: String,
    /// In which requests can be made.
    #[serde(default)]
    pub(crate) scope_list: Vec<Scope>,
    /// What scripts are handed to, when that is not the gateway itself.
    #[serde(default)]
    pub(crate) upstream: Option<Upstream>,
}

/// A business, or a set of them.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Scope {
    #[serde(rename = "bk_scope_type")]
    pub(crate) kind: String,
    #[serde(rename = "bk_scope_id")]
    pub(crate) id: String,
}

impl Scope {
    /// As addresses have it.
    pub(crate) fn name(&self) -> String {
        format!("{}/{}", self.kind, self.id)
    }
}

pub(crate) async fn session(signal: AbortSignal) -> Result<Session, ApiError> {
    let request = Request::get("/session").abort_signal(Some(&signal)).build();
    let session: Session = data(request.map_err(|_| ApiError::unreachable())?).await?;
    upstream::set(session.upstream.clone());
    Ok(session)
}

/// Uses a one-time token up; the cookie that comes back is the browser's business.
pub(crate) async fn sign_in(token: String, signal: AbortSignal) -> Result<Session, ApiError> {
    let request = Request::post("/session").abort_signal(Some(&signal));
    let body = serde_json::json!({ "token": token }).to_string();
    nothing(json(request, body)?).await?;
    session(signal).await
}

/// Ends the session of this browser.
pub(crate) async fn sign_out(signal: AbortSignal) -> Result<(), ApiError> {
    let request = Request::delete("/session").abort_signal(Some(&signal)).build();
    nothing(request.map_err(|_| ApiError::unreachable())?).await
}
