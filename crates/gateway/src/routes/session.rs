//! /session: how a browser gets in. A one-time link becomes a cookie that scripts can't read.

use crate::answer::{Data, Refusal, Sentence};
use crate::auth::{Operator, SESSION_COOKIE, peer, session_cookie};
use crate::inventory::Inventory;
use crate::routes::JsonBody;
use crate::server::Gateway;
use crate::store::{Audit, SESSION_AGE};
use crate::{clock, secret};
use axum::extract::State;
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use fastexec_contract::Scope;
use serde::Deserialize;
use serde_json::{Value, json};
use std::net::SocketAddr;

#[derive(Deserialize)]
struct Link {
    token: String,
}

/// Uses a one-time token up.
pub(crate) async fn post(
    State(gateway): State<Gateway>,
    extensions: Extensions,
    headers: HeaderMap,
    JsonBody(body): JsonBody,
) -> Result<Response, Refusal> {
    let link: Link = serde_json::from_slice(&body).map_err(|_| {
        Refusal::BadRequest(Sentence::new(
            "Send {\"token\": \"…\"} with the token of the printed address.",
            "请发送 {\"token\": \"…\"}，其中为网关给出的地址中的令牌。",
        ))
    })?;
    let peer = peer(&extensions);
    let session = secret::random().map_err(|error| Refusal::internal(&error))?;
    let (link, hash) = (secret::hash(&link.token), secret::hash(&session));
    gateway.guesses.admit(peer.ip())?;
    let used = gateway.store.write(move |db| {
        let now = clock::now();
        let user = db.use_link(&link, &hash, now)?;
        if let Some(user) = &user {
            db.add_audit(&audit(now, user, peer, "sign_in"))?;
        }
        Ok(user)
    });
    match used.await? {
        Some(_) => {
            // A page that came by https, through a proxy: its session is for https alone.
            let origin = headers.get(header::ORIGIN).map(HeaderValue::as_bytes);
            let secure = origin.filter(|it| it.starts_with(b"https://")).map_or("", |_| "; Secure");
            let cookie = format!(
                "{SESSION_COOKIE}={session}; HttpOnly; SameSite=Strict; Path=/; Max-Age={}{secure}",
                SESSION_AGE / 1000
            );
            Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
        }
        None => {
            gateway.guesses.failed(peer.ip());
            Err(Refusal::Unauthenticated(Sentence::new(
                "This token was used, has expired or never was. `fastexec link` prints a new address.",
                "令牌已使用、已过期或不存在，可用 `fastexec link` 取得新地址。",
            )))
        }
    }
}

/// Who is in, and what they are talking to.
pub(crate) async fn get(
    State(gateway): State<Gateway>,
    headers: HeaderMap,
    operator: Operator,
) -> Response {
    let upstream = gateway.upstream.as_ref();
    let inventory = gateway.inventory.now();
    let mut scope_list = scopes(&inventory);
    if let (Some(upstream), true) = (upstream, scope_list.is_empty()) {
        scope_list = upstream.scopes(&operator, &headers).await;
    }
    Data(json!({
        "user": operator.name,
        "gateway": if upstream.is_some() { "upstream" } else { "embedded" },
        "upstream": upstream.map(|it| it.session(&inventory, it.identity_kind(&headers))),
        "inventory": match (gateway.inventory.is_demo(), upstream) {
            (true, Some(_)) => "none",
            (true, None) => "demo",
            (false, _) => "file",
        },
        "scope_list": scope_list,
        "version": env!("CARGO_PKG_VERSION"),
    }))
    .into_response()
}

fn audit(time: i64, user: &str, peer: SocketAddr, what: &'static str) -> Audit {
    Audit {
        time,
        who: user.to_owned(),
        origin: peer.to_string(),
        what,
        target: "session".to_owned(),
        outcome: "done".to_owned(),
    }
}

/// In which a request can be made.
fn scopes(inventory: &Inventory) -> Vec<Value> {
    let scope = |scope: &Scope| json!({ "bk_scope_type": scope.kind.name(), "bk_scope_id": scope.id.to_string() });
    inventory.scopes.iter().map(scope).collect()
}

pub(crate) async fn delete(
    State(gateway): State<Gateway>,
    extensions: Extensions,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    if let Some(session) = session_cookie(&headers) {
        let hash = secret::hash(session);
        let peer = peer(&extensions);
        let ended = gateway.store.write(move |db| {
            if let Some(user) = db.session_user(&hash)? {
                db.add_audit(&audit(clock::now(), &user, peer, "sign_out"))?;
            }
            db.end_session(&hash)
        });
        ended.await?;
    }
    let cookie = format!("{SESSION_COOKIE}=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0");
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}
