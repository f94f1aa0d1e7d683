//! Bodies of requests: JSON, and not too large.

use crate::answer::Refusal;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use http_body_util::BodyExt;

/// Bytes of a request body.
const BODY_MAX: usize = 32 * 1024 * 1024;

/// The bytes of a body that came as JSON. Whether they are is for its reader to say.
#[derive(Debug)]
pub(crate) struct JsonBody(pub(crate) Bytes);

impl<S: Sync> FromRequest<S> for JsonBody {
    type Rejection = Refusal;

    async fn from_request(request: Request, _state: &S) -> Result<JsonBody, Refusal> {
        let (parts, body) = request.into_parts();
        if !is_json(&parts.headers) {
            return Err(Refusal::UnsupportedMediaType);
        }
        read(body).await.map(JsonBody)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = content_type.and_then(|value| value.split(';').next()).map(str::trim);
    media_type.is_some_and(|it| it.eq_ignore_ascii_case("application/json"))
}

async fn read(mut body: Body) -> Result<Bytes, Refusal> {
    let mut kept = Vec::new();
    while let Some(frame) = body.frame().await {
        // A body that breaks off has nobody left to answer to.
        let frame = frame.map_err(|_| Refusal::RequestTimeout)?;
        let data = frame.data_ref().map_or(&[][..], |data| data);
        if kept.len() + data.len() > BODY_MAX {
            return Err(Refusal::PayloadTooLarge);
        }
        kept.extend_from_slice(data);
    }
    Ok(kept.into())
}
