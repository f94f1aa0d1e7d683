//! Answers: one envelope for data, one for errors, in the language of the request.

use crate::store::StoreError;
use crate::upstream::Trouble;
use axum::Json;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use fastexec_contract::{Lang, Report};
use serde::Serialize;
use serde_json::{Value, json};

/// `{"data": …}`
#[derive(Debug)]
pub(crate) struct Data<T>(pub(crate) T);

impl<T: Serialize> IntoResponse for Data<T> {
    fn into_response(self) -> Response {
        Json(json!({ "data": self.0 })).into_response()
    }
}

/// A sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sentence {
    pub(crate) en: String,
    pub(crate) zh: String,
}

impl Sentence {
    pub(crate) fn new(en: impl Into<String>, zh: impl Into<String>) -> Sentence {
        Sentence { en: en.into(), zh: zh.into() }
    }

    fn text(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::ZhCn => &self.zh,
        }
    }
}

/// Something that is well-formed and can't run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Obstacle {
    /// Into the request body.
    pub(crate) pointer: String,
    pub(crate) code: &'static str,
    pub(crate) sentence: Sentence,
}

/// Every way in which a request fails; [`status_and_code`](Refusal::status_and_code) is the one place that maps
/// them to HTTP.
#[derive(Clone, Debug)]
pub(crate) enum Refusal {
    /// With every finding.
    InvalidArgument(Report),
    /// Another part of a request than the body that `check` judges.
    BadRequest(Sentence),
    FailedPrecondition(Vec<Obstacle>),
    /// Errors of the report that only concern what is there now.
    FailedPreconditionFound(Report),
    Unauthenticated(Sentence),
    Forbidden(Sentence),
    NotFound,
    MethodNotAllowed,
    /// The request did not arrive, or was not answered, in time.
    RequestTimeout,
    PayloadTooLarge,
    UnsupportedMediaType,
    Conflict,
    IdempotencyKeyReused,
    /// Too many of something; try again after some seconds.
    ResourceExhausted(Sentence, u64),
    Unavailable(Sentence),
    /// What JOB, or whatever stands before it, said.
    Upstream(Box<Trouble>),
    /// Our fault; the reason is in the log.
    Internal,
}

impl Refusal {
    /// Logs the reason, which the caller of the API doesn't get.
    pub(crate) fn internal(error: &dyn std::fmt::Display) -> Refusal {
        tracing::error!(%error, "a request failed");
        Refusal::Internal
    }

    /// For a report with errors.
    pub(crate) fn of_report(report: Report) -> Refusal {
        if report.errors().all(|finding| finding.code.is_precondition()) {
            Refusal::FailedPreconditionFound(report)
        } else {
            Refusal::InvalidArgument(report)
        }
    }

    pub(crate) fn shutting_down() -> Refusal {
        Refusal::Unavailable(Sentence::new(
            "The gateway is shutting down. Try again when it is back.",
            "网关正在关闭，请在其恢复后重试。",
        ))
    }

    /// The name of the error on the wire.
    pub(crate) fn code(&self) -> &'static str {
        self.status_and_code().1
    }

    fn status_and_code(&self) -> (StatusCode, &'static str) {
        match self {
            Refusal::InvalidArgument(_) | Refusal::BadRequest(_) => {
                (StatusCode::BAD_REQUEST, "INVALID_ARGUMENT")
            }
            Refusal::FailedPrecondition(_) | Refusal::FailedPreconditionFound(_) => {
                (StatusCode::BAD_REQUEST, "FAILED_PRECONDITION")
            }
            Refusal::Unauthenticated(_) => (StatusCode::UNAUTHORIZED, "UNAUTHENTICATED"),
            Refusal::Forbidden(_) => (StatusCode::FORBIDDEN, "NO_PERMISSION"),
            Refusal::NotFound => (StatusCode::NOT_FOUND, "NOT_FOUND"),
            Refusal::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED"),
            Refusal::RequestTimeout => (StatusCode::REQUEST_TIMEOUT, "REQUEST_TIMEOUT"),
            Refusal::PayloadTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "PAYLOAD_TOO_LARGE"),
            Refusal::UnsupportedMediaType => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE")
            }
            Refusal::Conflict => (StatusCode::CONFLICT, "CONFLICT"),
            Refusal::IdempotencyKeyReused => {
                (StatusCode::UNPROCESSABLE_ENTITY, "IDEMPOTENCY_KEY_REUSED")
            }
            Refusal::ResourceExhausted(..) => (StatusCode::TOO_MANY_REQUESTS, "RESOURCE_EXHAUSTED"),
            Refusal::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE"),
            Refusal::Upstream(trouble) => trouble.kind.status_and_code(),
            Refusal::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL"),
        }
    }

    /// Seconds after which it makes sense to try again.
    fn retry_after(&self) -> Option<u64> {
        match self {
            Refusal::ResourceExhausted(_, seconds) => Some(*seconds),
            Refusal::Unavailable(_) | Refusal::Conflict => Some(5),
            Refusal::Upstream(trouble) => trouble.retry_after,
            _ => None,
        }
    }

    fn message(&self, lang: Lang) -> String {
        let sentence = |en: &str, zh: &str| Sentence::new(en, zh).text(lang).to_owned();
        match self {
            Refusal::InvalidArgument(report) | Refusal::FailedPreconditionFound(report) => {
                let count = report.errors().count();
                let first = report.errors().next();
                let first = first.map(|it| at(&it.pointer, &it.message(lang)));
                summary(count, first, lang)
            }
            Refusal::FailedPrecondition(obstacles) => {
                let first = obstacles.first();
                let first = first.map(|it| at(&it.pointer, it.sentence.text(lang)));
                summary(obstacles.len(), first, lang)
            }
            Refusal::BadRequest(sentence)
            | Refusal::Unauthenticated(sentence)
            | Refusal::ResourceExhausted(sentence, _)
            | Refusal::Unavailable(sentence)
            | Refusal::Forbidden(sentence) => sentence.text(lang).to_owned(),
            Refusal::Upstream(trouble) => trouble.sentence.text(lang).to_owned(),
            Refusal::NotFound => sentence("There is nothing at this address.", "该地址不存在。"),
            Refusal::MethodNotAllowed => {
                sentence("This address does not take this method.", "该地址不支持此请求方法。")
            }
            Refusal::RequestTimeout => sentence(
                "The request did not arrive, or was not answered, within a minute. Look in the history whether it was \
                 done before you send it again.",
                "请求未在一分钟内到达或完成。重新发送之前，请先在历史中确认是否已执行。",
            ),
            Refusal::PayloadTooLarge => {
                sentence("The body is larger than 32 MiB.", "请求体超过 32 MiB。")
            }
            Refusal::UnsupportedMediaType => sentence(
                "Send the body as Content-Type: application/json.",
                "请以 Content-Type: application/json 发送请求体。",
            ),
            Refusal::Conflict => sentence(
                "A request with this Idempotency-Key is being answered. Try again.",
                "使用相同 Idempotency-Key 的请求正在处理，请稍后重试。",
            ),
            Refusal::IdempotencyKeyReused => sentence(
                "This Idempotency-Key was used for another request. Use a new one.",
                "该 Idempotency-Key 已用于另一个请求，请换一个。",
            ),
            Refusal::Internal => {
                sentence("The gateway failed. Its log says why.", "网关内部错误，原因见网关日志。")
            }
        }
    }

    fn data(&self, lang: Lang) -> Value {
        match self {
            Refusal::InvalidArgument(report) | Refusal::FailedPreconditionFound(report) => {
                json!({ "findings": report.in_lang(lang) })
            }
            Refusal::FailedPrecondition(obstacles) => {
                let findings =
                    obstacles.iter().map(|it| finding(&it.pointer, it.code, &it.sentence, lang));
                json!({ "findings": findings.collect::<Vec<_>>() })
            }
            Refusal::BadRequest(sentence) => {
                json!({ "findings": [finding("", "request_malformed", sentence, lang)] })
            }
            Refusal::Upstream(trouble) => (*trouble.data).clone(),
            _ => Value::Null,
        }
    }
}

/// As the contract's own findings are on the wire.
fn finding(pointer: &str, code: &str, sentence: &Sentence, lang: Lang) -> Value {
    json!({ "pointer": pointer, "code": code, "severity": "error", "message": sentence.text(lang) })
}

/// What concerns the whole request has an empty pointer.
fn at(pointer: &str, message: &str) -> String {
    if pointer.is_empty() { message.to_owned() } else { format!("{pointer} {message}") }
}

fn summary(count: usize, first: Option<String>, lang: Lang) -> String {
    let first = first.unwrap_or_default();
    match (count, lang) {
        (0 | 1, _) => first,
        (_, Lang::En) => format!("{first} (the first of {count} problems)"),
        (_, Lang::ZhCn) => format!("{first}（共 {count} 个问题，此为第一个）"),
    }
}

impl From<Trouble> for Refusal {
    fn from(trouble: Trouble) -> Refusal {
        Refusal::Upstream(Box::new(trouble))
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Refusal {
        tracing::error!(%error, "the store failed");
        match error {
            StoreError::Full => Refusal::Unavailable(Sentence::new(
                "The disk of the gateway is full, so nothing can be recorded or run. Make room, then try again.",
                "网关所在磁盘已满，无法记录，因此未执行。请清理空间后重试。",
            )),
            StoreError::Locked => Refusal::Unavailable(Sentence::new(
                "Another program holds the gateway's database locked, so nothing can be recorded or run. Try again.",
                "网关的数据库被其他程序锁定，无法记录，因此未执行。请稍后重试。",
            )),
            StoreError::Undone | StoreError::Database(_) | StoreError::Closed => Refusal::Internal,
        }
    }
}

/// The refusal travels as an extension until [`localise`] knows the language.
impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.status_and_code().0.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes the error envelope in the language of the request.
pub(crate) async fn localise(request: Request, next: Next) -> Response {
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE);
    let lang = Lang::from_accept_language(accepted.and_then(|it| it.to_str().ok()).unwrap_or(""));
    let mut response = next.run(request).await;
    if let Some(refusal) = response.extensions_mut().remove::<Refusal>() {
        let mut envelope = json!({ "error": {
            "code": refusal.status_and_code().1,
            "message": refusal.message(lang),
            "data": refusal.data(lang),
        }});
        if let Refusal::Upstream(trouble) = &refusal
            && let Some(raw) = trouble.raw_json()
        {
            envelope["error"]["upstream"] = raw;
        }
        let (mut parts, _) = response.into_parts();
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json; charset=utf-8"),
        );
        parts.headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.tag()));
        if let Some(seconds) = refusal.retry_after() {
            parts.headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response = Response::from_parts(parts, Body::from(envelope.to_string()));
    }
    response
}
