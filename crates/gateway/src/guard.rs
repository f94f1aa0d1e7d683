//! What stands before every route: Host and Origin checks, and headers that keep a browser safe.

use crate::answer::{Refusal, Sentence};
use crate::server::Gateway;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::time::timeout;

/// Hosts, with port, under which this gateway may be addressed, and origins that may change its state.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    hosts: Vec<String>,
    origins: Vec<String>,
}

/// Origins of pages that `trunk serve` serves.
const TRUNK_ORIGINS: [&str; 2] = ["http://127.0.0.1:8080", "http://localhost:8080"];

/// What Trunk's proxy writes into Host: the gateway's address without its port.
const TRUNK_PROXY_HOST: &str = "127.0.0.1";

impl Names {
    /// `public` are names, with port unless that is the usual one, that a reverse proxy or a network gives the
    /// gateway.
    pub(crate) fn of(address: SocketAddr, public: &[String], is_dev: bool) -> Names {
        let mut hosts = vec![address.to_string(), format!("localhost:{}", address.port())];
        hosts.extend_from_slice(public);
        let mut origins: Vec<String> = hosts.iter().map(|host| format!("http://{host}")).collect();
        origins.extend(public.iter().map(|host| format!("https://{host}")));
        if is_dev {
            hosts.push(TRUNK_PROXY_HOST.to_owned());
            origins.extend(TRUNK_ORIGINS.map(str::to_owned));
        }
        Names { hosts, origins }
    }

    /// A page of another site that had its name point to this machine (DNS rebinding) comes with its own name.
    fn knows_host(&self, headers: &HeaderMap) -> bool {
        let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
        host.is_some_and(|host| self.hosts.iter().any(|known| known.eq_ignore_ascii_case(host)))
    }

    /// Browsers say where a request comes from; other clients say nothing.
    fn knows_origin(&self, headers: &HeaderMap) -> bool {
        let origin = headers.get(header::ORIGIN).map(|origin| origin.to_str().unwrap_or("?"));
        let is_own = origin.is_none_or(|origin| self.origins.iter().any(|known| known == origin));
        let site = headers.get("sec-fetch-site").map(|site| site.to_str().unwrap_or("?"));
        is_own && site.is_none_or(|site| matches!(site, "same-origin" | "none"))
    }
}

pub(crate) async fn check_names(
    State(gateway): State<Gateway>,
    request: Request,
    next: Next,
) -> Response {
    let is_change = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !gateway.names.knows_host(request.headers()) {
        let sentence = Sentence::new(
            "The gateway is not known under this Host. Open the address that it printed.",
            "网关不接受此 Host，请打开网关启动时给出的地址。",
        );
        Refusal::Forbidden(sentence).into_response()
    } else if is_change && !gateway.names.knows_origin(request.headers()) {
        let sentence = Sentence::new(
            "Pages of another origin may not change anything here.",
            "其他来源的页面不能在此执行变更操作。",
        );
        Refusal::Forbidden(sentence).into_response()
    } else {
        next.run(request).await
    }
}

/// For the whole of a request, its body and the work on it: a client that sends one byte a second must not hold a
/// connection for ever.
pub(crate) const REQUEST_TIME: Duration = Duration::from_secs(60);

pub(crate) async fn limit_time(request: Request, next: Next) -> Response {
    timeout(REQUEST_TIME, next.run(request))
        .await
        .unwrap_or_else(|_| Refusal::RequestTimeout.into_response())
}

const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

pub(crate) async fn add_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
