//! Reads what a handler left of a request's body: a client that is refused early would otherwise find its connection
//! closed while it still sends, and miss why.

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header;
use axum::middleware::Next;
use axum::response::Response;
use http_body_util::BodyExt;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

/// Bytes that are read in vain. Who sends more is not waited for.
const DRAIN_MAX: usize = 1024 * 1024 * 1024;

pub(super) async fn drain(request: Request, next: Next) -> Response {
    // Who asks first whether to send is answered first.
    if request.headers().contains_key(header::EXPECT) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let shared = Shared(Arc::new(Mutex::new(body)));
    let mut rest = shared.clone();
    let response = next.run(Request::from_parts(parts, Body::new(shared))).await;
    let mut length = 0;
    while length < DRAIN_MAX
        && let Some(Ok(frame)) = rest.frame().await
    {
        length += frame.data_ref().map_or(0, Bytes::len);
    }
    response
}

/// A body that goes on where its other holder stopped.
#[derive(Clone)]
struct Shared(Arc<Mutex<Body>>);

impl Shared {
    fn body(&self) -> MutexGuard<'_, Body> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl HttpBody for Shared {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut *self.body()).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body().is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body().size_hint()
    }
}
