//! What happens between a client and JOB: silence, cut connections, proxies, limits.

use crate::answer::{gateway, json_of};
use crate::{PREFIX, Shared};
use axum::extract::connect_info::Connected;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use axum::serve::{IncomingStream, Listener};
use serde_json::{Value, json};
use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// What one request meets.
#[derive(Clone, Debug)]
pub enum Fault {
    /// It does what was asked for, after this long.
    Slow(Duration),
    /// The request is read, nothing is done, and nothing is ever said.
    Silence,
    /// It does what was asked for, and the answer never comes.
    SilenceAfterwards,
    /// The request is read, nothing is done, and the connection is cut.
    Reset,
    /// It does what was asked for, and the connection is cut before the answer.
    ResetAfterwards,
    /// It does what was asked for, and the connection is cut within the answer.
    Truncated,
    /// A proxy's page, with this status.
    Html(u16),
    /// It does what was asked for, and a proxy gives up waiting.
    HtmlAfterwards(u16),
    /// The API gateway's own: status, code, name.
    Gateway(u16, i64, &'static str),
    /// The API gateway's limit, with seconds in Retry-After when it tells them.
    TooMany(Option<u64>),
    /// JOB's own gateway: no body.
    Unauthenticated,
    /// This status and body.
    Json(u16, Value),
    /// What stands in between sends elsewhere: status and address.
    Redirect(u16, String),
}

pub(crate) async fn meet(
    State(shared): State<Shared>,
    ConnectInfo(wire): ConnectInfo<Wire>,
    request: Request,
    next: Next,
) -> Response {
    let endpoint = request.uri().path().rsplit('/').next().unwrap_or_default().to_owned();
    let fault = {
        let mut state = shared.lock();
        let at = state.faults.iter().position(|(wanted, _)| *wanted == endpoint);
        let ordered = at.and_then(|at| state.faults.remove(at)).map(|(_, fault)| fault);
        ordered.or(state.is_silent.then_some(Fault::Silence))
    };
    let Some(fault) = fault else {
        return next.run(request).await;
    };
    let notes = |request: Request| {
        let shared = shared.clone();
        // Refused requests were sent too.
        async move { note(&shared, request).await }
    };
    match fault {
        Fault::Slow(time) => {
            // It is done even when nobody waits for it any more.
            let done = tokio::spawn(async move {
                tokio::time::sleep(time).await;
                next.run(request).await
            });
            done.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
        }
        Fault::Silence => {
            notes(request).await;
            std::future::pending().await
        }
        Fault::SilenceAfterwards => {
            next.run(request).await;
            std::future::pending().await
        }
        Fault::Reset => {
            notes(request).await;
            wire.cut_after(0);
            StatusCode::OK.into_response()
        }
        Fault::ResetAfterwards => {
            next.run(request).await;
            wire.cut_after(0);
            StatusCode::OK.into_response()
        }
        Fault::Truncated => {
            let response = next.run(request).await;
            // The head is longer than this, with the first bytes of the body.
            wire.cut_after(150);
            response
        }
        Fault::Html(status) => {
            notes(request).await;
            html(status)
        }
        Fault::HtmlAfterwards(status) => {
            next.run(request).await;
            html(status)
        }
        Fault::Gateway(status, code, name) => {
            notes(request).await;
            gateway(status, code, name, "upstream_error")
        }
        Fault::TooMany(retry_after) => {
            notes(request).await;
            let mut response = gateway(
                429,
                1_642_901,
                "RATE_LIMIT_RESTRICTION",
                "API rate limit exceeded by stage strategy",
            );
            if let Some(seconds) = retry_after {
                response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            }
            response
        }
        Fault::Unauthenticated => {
            notes(request).await;
            StatusCode::UNAUTHORIZED.into_response()
        }
        Fault::Json(status, body) => {
            notes(request).await;
            json_of(status, &body)
        }
        Fault::Redirect(status, address) => {
            notes(request).await;
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::FOUND);
            (status, [(header::LOCATION, address)]).into_response()
        }
    }
}

async fn note(shared: &Shared, request: Request) {
    let (parts, body) = request.into_parts();
    let bytes = axum::body::to_bytes(body, 64 << 20).await.unwrap_or_default();
    let path = parts.uri.path();
    shared.lock().seen.push(crate::Seen {
        at: std::time::Instant::now(),
        method: parts.method.to_string(),
        path: path.strip_prefix(PREFIX).unwrap_or(path).to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        body: serde_json::from_slice(&bytes).unwrap_or(json!(null)),
    });
}

fn html(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    (status, Html("<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"))
        .into_response()
}

/// The listener whose connections can be cut.
pub(crate) struct Cuttable(pub(crate) TcpListener);

impl Listener for Cuttable {
    type Io = Cut;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Cut, SocketAddr) {
        loop {
            if let Ok((stream, address)) = self.0.accept().await {
                let left = Arc::new(AtomicUsize::new(usize::MAX));
                return (Cut { stream, left }, address);
            }
        }
    }

    fn local_addr(&self) -> Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// A connection that ends after so many more bytes.
pub(crate) struct Cut {
    stream: TcpStream,
    left: Arc<AtomicUsize>,
}

/// The other end of it.
#[derive(Clone, Debug)]
pub(crate) struct Wire(Arc<AtomicUsize>);

impl Wire {
    fn cut_after(&self, bytes: usize) {
        self.0.store(bytes, Ordering::SeqCst);
    }
}

impl Connected<IncomingStream<'_, Cuttable>> for Wire {
    fn connect_info(stream: IncomingStream<'_, Cuttable>) -> Self {
        Wire(Arc::clone(&stream.io().left))
    }
}

impl AsyncRead for Cut {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Cut {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<Result<usize>> {
        let left = self.left.load(Ordering::SeqCst);
        if left == 0 {
            return Poll::Ready(Err(Error::from(ErrorKind::ConnectionReset)));
        }
        let bytes = &bytes[..bytes.len().min(left)];
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        if let Poll::Ready(Ok(written)) = written
            && left != usize::MAX
        {
            self.left.store(left - written, Ordering::SeqCst);
        }
        written
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
