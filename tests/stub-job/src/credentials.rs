//! X-Bkapi-Authorization, as the API gateway judges it.

use crate::answer::gateway;
use crate::{Seen, Shared};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;
use serde_json::{Map, Value};
use std::time::Instant;

pub const APP_CODE: &str = "fastexec-test";
/// A word that is found wherever it leaks.
pub const APP_SECRET: &str = "canary-app-secret-4f1c";
pub const BK_TOKEN: &str = "canary-bk-token-77aa";
pub const ACCESS_TOKEN: &str = "canary-access-token-90be";

/// Larger bodies than any that JOB takes.
const BODY_MAX: usize = 64 << 20;

/// Notes a request, and lets it through when it may.
pub(crate) async fn check(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(bytes) = to_bytes(body, BODY_MAX).await else {
        return gateway(413, 1_641_301, "BODY_TOO_LARGE", "Request body size too large");
    };
    let is_expired = {
        let mut state = shared.lock();
        state.seen.push(Seen {
            at: Instant::now(),
            method: parts.method.to_string(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            body: serde_json::from_slice(&bytes).unwrap_or_default(),
        });
        state.tokens_are_expired
    };
    if let Err(reason) = judge(&parts.headers, is_expired) {
        let message = format!("Parameters error [reason=\"{reason}\"]");
        return gateway(400, 1_640_001, "INVALID_ARGS", &message);
    }
    if header(&parts.headers, "accept") != Some("application/json") {
        return gateway(400, 1_640_001, "INVALID_ARGS", "Accept is not application/json");
    }
    let is_json = header(&parts.headers, "content-type") == Some("application/json");
    if parts.method == "POST" && !is_json {
        return gateway(415, 1_641_501, "UNSUPPORTED", "Content-Type is not application/json");
    }
    next.run(Request::from_parts(parts, Body::from(bytes))).await
}

fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn judge(headers: &HeaderMap, is_expired: bool) -> Result<(), &'static str> {
    const NOBODY: &str = "user authentication failed, please provide a valid user identity, such as bk_username, \
                          bk_token, access_token";
    let value = header(headers, "x-bkapi-authorization").ok_or("app code cannot be empty")?;
    let said: Map<String, Value> = serde_json::from_str(value)
        .map_err(|_| "request header X-Bkapi-Authorization is not a valid JSON")?;
    let text = |name: &str| said.get(name).and_then(Value::as_str);
    const KNOWN: [&str; 5] =
        ["bk_app_code", "bk_app_secret", "bk_token", "access_token", "bk_username"];
    if said.keys().any(|key| !KNOWN.contains(&key.as_str()))
        || said.values().any(|it| !it.is_string())
    {
        return Err("an unknown member");
    }
    if let Some(token) = text("access_token") {
        return if token == ACCESS_TOKEN && !is_expired { Ok(()) } else { Err(NOBODY) };
    }
    match (text("bk_app_code"), text("bk_app_secret")) {
        (None, _) => return Err("app code cannot be empty"),
        (Some(_), None) => {
            return Err("please provide bk_app_secret or bk_signature to verify app");
        }
        (Some(code), _) if code != APP_CODE => return Err("app not found"),
        (_, Some(secret)) if secret != APP_SECRET => {
            return Err("bk_app_code or bk_app_secret is incorrect");
        }
        _ => {}
    }
    let is_known = text("bk_token").is_some_and(|token| token == BK_TOKEN && !is_expired)
        || text("bk_username").is_some_and(|name| !name.is_empty());
    if is_known { Ok(()) } else { Err(NOBODY) }
}
