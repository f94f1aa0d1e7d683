//! Who a person is to BlueKing: the login cookie of the browser, or what the session was given. Kept in memory only.

use super::Upstream;
use super::options::App;
use crate::answer::{Refusal, Sentence};
use crate::auth::{Operator, peer, session_cookie, user_of_header};
use crate::routes::JsonBody;
use crate::server::Gateway;
use crate::{audit, secret};
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use fastexec_contract::{MASK, User};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// BlueKing's own cookie.
const LOGIN_COOKIE: &str = "bk_token";

/// Characters of a token or name. BlueKing's are shorter.
const TEXT_MAX: usize = 1024;

#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Identity {
    /// `bk_token`
    Token(String),
    AccessToken(String),
    /// `bk_username`, where the API gateway believes names.
    Name(String),
}

impl Identity {
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Identity::Token(_) => "bk_token",
            Identity::AccessToken(_) => "access_token",
            Identity::Name(_) => "bk_username",
        }
    }

    /// What must not be repeated.
    pub(super) fn secret(&self) -> Option<&str> {
        match self {
            Identity::Token(token) | Identity::AccessToken(token) => Some(token),
            Identity::Name(_) => None,
        }
    }

    /// X-Bkapi-Authorization. An access token stands for app and person.
    pub(super) fn header(&self, app: &App) -> Option<HeaderValue> {
        let (code, secret) = (&app.code, &app.secret);
        let value = match self {
            Identity::AccessToken(token) => json!({ "access_token": token }),
            Identity::Token(token) => {
                json!({ "bk_app_code": code, "bk_app_secret": secret, "bk_token": token })
            }
            Identity::Name(name) => {
                json!({ "bk_app_code": code, "bk_app_secret": secret, "bk_username": name })
            }
        };
        let mut value = HeaderValue::from_str(&ascii(&value.to_string())).ok()?;
        value.set_sensitive(true);
        Some(value)
    }
}

/// JSON of the same meaning without characters that a header can't hold.
fn ascii(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for character in json.chars() {
        if character.is_ascii() {
            text.push(character);
        } else {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                text.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    text
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Identity::Name(name) => write!(f, "Name({name})"),
            Identity::Token(_) | Identity::AccessToken(_) => write!(f, "{}({MASK})", self.kind()),
        }
    }
}

/// What was typed, by the hash of the session.
#[derive(Debug, Default)]
pub(crate) struct Identities(Mutex<HashMap<String, Identity>>);

impl Identities {
    fn get(&self, session: &str) -> Option<Identity> {
        let map = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        map.get(&secret::hash(session)).cloned()
    }

    fn set(&self, session: &str, identity: Option<Identity>) {
        let mut map = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match identity {
            Some(identity) => map.insert(secret::hash(session), identity),
            None => map.remove(&secret::hash(session)),
        };
    }
}

/// Somebody who is let in here, and who that is there.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) upstream: Upstream,
    pub(crate) operator: Operator,
    pub(crate) identity: Identity,
    /// Tells people apart without telling who they are: what one may see must not be shown to another.
    pub(crate) key: String,
}

impl FromRequestParts<Gateway> for Person {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, gateway: &Gateway) -> Result<Self, Refusal> {
        let upstream = gateway.upstream.clone().ok_or(Refusal::NotFound)?;
        let (operator, identity) = match parts.headers.get("x-bkapi-authorization") {
            // An app of our own says for whom it calls.
            Some(value) => {
                let value = value.to_str().unwrap_or_default();
                let peer = peer(&parts.extensions);
                let identity = match user_of_header(value, gateway, peer.ip())? {
                    User::Name(name) => Identity::Name(name),
                    User::Token(token) => Identity::Token(token),
                    User::AccessToken(token) => Identity::AccessToken(token),
                };
                let name = match &identity {
                    Identity::Name(name) => name.clone(),
                    // Whose it is, JOB knows.
                    other => other.kind().to_owned(),
                };
                audit::name(&parts.extensions, &name);
                (Operator { name, origin: peer.to_string() }, identity)
            }
            None => {
                let operator = Operator::from_request_parts(parts, gateway).await?;
                let identity = of_browser(&upstream, &parts.headers).ok_or_else(nobody)?;
                (operator, identity)
            }
        };
        Ok(Person::new(upstream, operator, identity))
    }
}

impl Person {
    fn new(upstream: Upstream, operator: Operator, identity: Identity) -> Person {
        let key = secret::hash(&format!("{} {identity:?} {:?}", operator.name, identity.secret()));
        Person { upstream, operator, identity, key }
    }

    /// Who uses a browser, when that is known.
    pub(super) fn of_browser(
        upstream: &Upstream,
        operator: &Operator,
        headers: &HeaderMap,
    ) -> Option<Person> {
        let identity = of_browser(upstream, headers)?;
        Some(Person::new(upstream.clone(), operator.clone(), identity))
    }
}

/// What was typed wins over the cookie.
fn of_browser(upstream: &Upstream, headers: &HeaderMap) -> Option<Identity> {
    let typed = session_cookie(headers).and_then(|session| upstream.0.identities.get(session));
    typed.or_else(|| {
        let token = cookie(headers, LOGIN_COOKIE).filter(|token| !token.is_empty())?;
        Some(Identity::Token(token.to_owned()))
    })
}

fn cookie<'h>(headers: &'h HeaderMap, wanted: &str) -> Option<&'h str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|cookies| cookies.split(';')).find_map(|cookie| {
        let (name, value) = cookie.trim().split_once('=')?;
        (name == wanted).then_some(value)
    })
}

fn nobody() -> Refusal {
    // Not 401: the browser is signed in here, only JOB doesn't know for whom.
    Refusal::Forbidden(Sentence::new(
        "JOB wants to know who you are: sign in to BlueKing in this browser, or give this session an access token or \
         a user name in Settings (PUT /session/upstream).",
        "JOB 需要知道您的身份：请在此浏览器登录蓝鲸，或在“设置”中为此会话填写 access_token 或用户名（PUT /session/upstream）。",
    ))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    access_token: Option<String>,
    bk_username: Option<String>,
}

/// PUT /session/upstream: what a person typed, until the session or the gateway ends.
pub(crate) async fn identify(
    State(gateway): State<Gateway>,
    _operator: Operator,
    headers: HeaderMap,
    JsonBody(body): JsonBody,
) -> Result<Response, Refusal> {
    let wrong = || {
        Refusal::BadRequest(Sentence::new(
            "Send {\"access_token\": \"…\"} or {\"bk_username\": \"…\"}.",
            "请发送 {\"access_token\": \"…\"} 或 {\"bk_username\": \"…\"}。",
        ))
    };
    let typed: Typed = serde_json::from_slice(&body).map_err(|_| wrong())?;
    let identity = match (typed.access_token, typed.bk_username) {
        (Some(token), None) => Identity::AccessToken(token.trim().to_owned()),
        (None, Some(name)) => Identity::Name(name.trim().to_owned()),
        _ => return Err(wrong()),
    };
    let text = match &identity {
        Identity::Token(text) | Identity::AccessToken(text) | Identity::Name(text) => text,
    };
    if text.is_empty() || text.chars().count() > TEXT_MAX || text.chars().any(char::is_control) {
        return Err(wrong());
    }
    set(&gateway, &headers, Some(identity))
}

/// DELETE /session/upstream: back to the cookie.
pub(crate) async fn forget(
    State(gateway): State<Gateway>,
    _operator: Operator,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    set(&gateway, &headers, None)
}

fn set(
    gateway: &Gateway,
    headers: &HeaderMap,
    identity: Option<Identity>,
) -> Result<Response, Refusal> {
    let upstream = gateway.upstream.as_ref().ok_or(Refusal::NotFound)?;
    let Some(session) = session_cookie(headers) else {
        return Err(Refusal::BadRequest(Sentence::new(
            "Only a browser that is signed in has something to remember. Apps name the person in their header.",
            "仅已登录的浏览器可以保存身份；应用请在请求头中指明用户。",
        )));
    };
    upstream.0.identities.set(session, identity);
    Ok(StatusCode::NO_CONTENT.into_response())
}

impl Upstream {
    /// How JOB would know the person behind a browser.
    pub(crate) fn identity_kind(&self, headers: &HeaderMap) -> Option<&'static str> {
        of_browser(self, headers).map(|identity| identity.kind())
    }
}

#[cfg(test)]
mod tests {
    use super::{App, Identity};

    #[test]
    fn headers() {
        let app = App { code: "app".to_owned(), secret: "hidden".to_owned() };
        for (identity, expected) in [
            (
                Identity::Name("张\"三".to_owned()),
                r#"{"bk_app_code":"app","bk_app_secret":"hidden","bk_username":"\u5f20\"\u4e09"}"#,
            ),
            (
                Identity::Token("t".to_owned()),
                r#"{"bk_app_code":"app","bk_app_secret":"hidden","bk_token":"t"}"#,
            ),
            (Identity::AccessToken("t".to_owned()), r#"{"access_token":"t"}"#),
        ] {
            let header = identity.header(&app).expect("a header");
            let said: serde_json::Value =
                serde_json::from_slice(header.as_bytes()).expect("it is JSON");
            let expected: serde_json::Value = serde_json::from_str(expected).expect("it is JSON");
            assert_eq!(said, expected);
            assert!(header.is_sensitive());
        }
        let shown = format!("{app:?} {:?}", Identity::Token("hidden".to_owned()));
        assert!(!shown.contains("hidden"), "{shown}");
    }
}
