//! Who asks: an app with its secret in the contract's header, or a browser with a session.

use crate::answer::{Refusal, Sentence};
use crate::server::Gateway;
use crate::{audit, secret};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, header};
use fastexec_contract::{App, Lang, User, check_authorization};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// The app that this gateway knows.
pub(crate) const APP_CODE: &str = "fastexec";

pub(crate) const SESSION_COOKIE: &str = "fastexec_session";

/// A person who is let in.
#[derive(Clone, Debug)]
pub(crate) struct Operator {
    pub(crate) name: String,
    /// The address of the other side.
    pub(crate) origin: String,
}

impl FromRequestParts<Gateway> for Operator {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, gateway: &Gateway) -> Result<Self, Refusal> {
        let peer = peer(&parts.extensions);
        // The header counts alone when it is there, as in BlueKing's API gateway.
        let name = match parts.headers.get("x-bkapi-authorization") {
            Some(value) => by_header(value.to_str().unwrap_or_default(), gateway, peer.ip())?,
            None => by_session(&parts.headers, gateway).await?,
        };
        audit::name(&parts.extensions, &name);
        Ok(Operator { name, origin: peer.to_string() })
    }
}

/// The other side of the connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) SocketAddr);

pub(crate) fn peer(extensions: &Extensions) -> SocketAddr {
    let unknown = SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0));
    extensions.get::<Peer>().map_or(unknown, |peer| peer.0)
}

/// Who the header says it is, when it knows the secret.
fn by_header(value: &str, gateway: &Gateway, from: IpAddr) -> Result<String, Refusal> {
    match user_of_header(value, gateway, from)? {
        User::Name(name) => Ok(name),
        User::Token(_) | User::AccessToken(_) => Err(Refusal::Unauthenticated(Sentence::new(
            "This gateway knows no bk_token: give bk_username.",
            "本网关不支持 bk_token：请填写 bk_username。",
        ))),
    }
}

/// Whom an app speaks for, when it knows the secret.
pub(crate) fn user_of_header(
    value: &str,
    gateway: &Gateway,
    from: IpAddr,
) -> Result<User, Refusal> {
    let (authorization, report) = check_authorization(Some(value));
    let Some(authorization) = authorization else {
        let sentences = |lang| {
            let sentences: Vec<String> =
                report.errors().map(|finding| finding.message(lang)).collect();
            sentences.join(" ")
        };
        let sentence = Sentence::new(sentences(Lang::En), sentences(Lang::ZhCn));
        return Err(Refusal::Unauthenticated(sentence));
    };
    let App::Secret { code, secret } = authorization.app else {
        return Err(Refusal::Unauthenticated(Sentence::new(
            "This gateway knows no access tokens: give bk_app_code and bk_app_secret.",
            "本网关不支持 access_token：请填写 bk_app_code 和 bk_app_secret。",
        )));
    };
    gateway.guesses.admit(from)?;
    if code != APP_CODE || !secret::is_equal(&secret, &gateway.app_secret) {
        gateway.guesses.failed(from);
        return Err(Refusal::Unauthenticated(Sentence::new(
            "bk_app_code or bk_app_secret is wrong. `fastexec header` prints the right value.",
            "bk_app_code 或 bk_app_secret 不正确，可用 `fastexec header` 取得正确的值。",
        )));
    }
    Ok(authorization.user)
}

async fn by_session(headers: &HeaderMap, gateway: &Gateway) -> Result<String, Refusal> {
    if let Some(session) = session_cookie(headers) {
        let hash = secret::hash(session);
        if let Some(name) = gateway.store.read(move |db| db.session_user(&hash)).await? {
            return Ok(name);
        }
    }
    Err(Refusal::Unauthenticated(Sentence::new(
        "The header X-Bkapi-Authorization is missing, and there is no session. Open the address that \
         `fastexec serve` printed, or a new one from `fastexec link`.",
        "缺少请求头 X-Bkapi-Authorization，也没有登录会话。请打开 `fastexec serve` 给出的地址，或用 \
         `fastexec link` 取得新地址。",
    )))
}

pub(crate) fn session_cookie(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|cookies| cookies.split(';')).find_map(|cookie| {
        let (name, value) = cookie.trim().split_once('=')?;
        (name == SESSION_COOKIE).then_some(value)
    })
}
