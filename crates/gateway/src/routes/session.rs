//! /session: how a browser gets in. A one-time link becomes a cookie that scripts can't read.

use crate::answer::{Data, Refusal, Sentence};
use crate::auth::{Operator, SESSION_COOKIE, session_cookie};
use crate::routes::json_body;
use crate::server::Gateway;
use crate::{clock, secret};
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Link {
    token: String,
}

/// Uses a one-time token up.
pub(crate) async fn post(
    State(gateway): State<Gateway>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refusal> {
    let body = json_body(&headers, body)?;
    let link: Link = serde_json::from_slice(&body).map_err(|_| {
        Refusal::BadRequest(Sentence::new(
            "Send {\"token\": \"…\"} with the token of the printed address.",
            "请发送 {\"token\": \"…\"}，其中为网关给出的地址中的令牌。",
        ))
    })?;
    let session = secret::random().map_err(|error| Refusal::internal(&error))?;
    let (link, hash) = (secret::hash(&link.token), secret::hash(&session));
    let used = gateway.store.call(move |db| db.use_link(&link, &hash, clock::now())).await;
    match used.map_err(|error| Refusal::internal(&error))? {
        Some(_) => {
            let cookie = format!(
                "{SESSION_COOKIE}={session}; HttpOnly; SameSite=Strict; Path=/; Max-Age=2592000"
            );
            Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
        }
        None => Err(Refusal::Unauthenticated(Sentence::new(
            "This token was used, has expired or never was. `fastexec link` prints a new address.",
            "令牌已使用、已过期或不存在，可用 `fastexec link` 取得新地址。",
        ))),
    }
}

/// Who is in, and what they are talking to.
pub(crate) async fn get(operator: Operator) -> Response {
    Data(json!({
        "user": operator.name,
        "gateway": "embedded",
        "inventory": "demo",
        "version": env!("CARGO_PKG_VERSION"),
    }))
    .into_response()
}

pub(crate) async fn delete(
    State(gateway): State<Gateway>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    if let Some(session) = session_cookie(&headers) {
        let hash = secret::hash(session);
        let ended = gateway.store.call(move |db| db.end_session(&hash)).await;
        ended.map_err(|error| Refusal::internal(&error))?;
    }
    let cookie = format!("{SESSION_COOKIE}=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0");
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}
