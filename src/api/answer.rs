//! Answers, and the shapes of errors that BlueKing's servers know, made one.

use gloo_net::http::{RequestBuilder, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;
use std::pin::Pin;

/// Why there is no data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ApiError {
    pub(crate) kind: Kind,
    /// In the language of the request, when the server has said something.
    pub(crate) message: String,
    /// The whole answer, for the one who wants to see it.
    pub(crate) raw: String,
    /// What it found in the request, each at its place.
    pub(crate) problems: Vec<Problem>,
    /// Seconds after which the server wants to be asked again.
    pub(crate) retry_after: Option<u32>,
}

/// Something that a server has found in a request.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Problem {
    /// Into the request body; empty when it concerns the whole request.
    #[serde(default)]
    pub(crate) pointer: String,
    pub(crate) message: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// There was no answer.
    Unreachable,
    /// Nobody is signed in.
    Unauthenticated,
    /// There is no such thing.
    NotFound,
    /// The server said no, with an HTTP status and a code of its own.
    Refused { status: u16, code: String },
    /// Something answered that is no gateway of ours.
    Unreadable { status: u16 },
}

impl ApiError {
    /// Also for a request that the browser would not even send.
    pub(super) fn unreachable() -> ApiError {
        ApiError {
            kind: Kind::Unreachable,
            message: String::new(),
            raw: String::new(),
            problems: Vec::new(),
            retry_after: None,
        }
    }

    /// Of HTTP, when there was an answer that says more than that somebody or something is unknown.
    pub(crate) fn status(&self) -> Option<u16> {
        match self.kind {
            Kind::Refused { status, .. } | Kind::Unreadable { status } => Some(status),
            Kind::Unreachable | Kind::Unauthenticated | Kind::NotFound => None,
        }
    }
}

/// Its content is read apart, so that there is one reader of envelopes, not one for each content.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    data: &'a RawValue,
}

/// Sends a request and reads `{"data": …}`.
pub(super) async fn data<T: DeserializeOwned>(
    request: gloo_net::http::Request,
) -> Result<T, ApiError> {
    let Answer { status, raw, retry_after } = text(request).await?;
    // From text, not from a JavaScript value: ids are longer than its numbers.
    let data = content(status, &raw).and_then(|text| serde_json::from_str(text).ok());
    data.ok_or_else(|| read_error(status, raw, retry_after))
}

fn content(status: u16, raw: &str) -> Option<&str> {
    let envelope: Envelope<'_> = serde_json::from_str(raw).ok()?;
    (200..300).contains(&status).then(|| envelope.data.get())
}

/// Sends a request that has nothing to say but that it worked.
pub(super) async fn nothing(request: gloo_net::http::Request) -> Result<(), ApiError> {
    let Answer { status, raw, retry_after } = text(request).await?;
    let is_good = (200..300).contains(&status);
    if is_good { Ok(()) } else { Err(read_error(status, raw, retry_after)) }
}

struct Answer {
    status: u16,
    raw: String,
    retry_after: Option<u32>,
}

/// Boxed, so that this is there once, not in every request that waits for it.
fn text(
    request: gloo_net::http::Request,
) -> Pin<Box<dyn Future<Output = Result<Answer, ApiError>>>> {
    Box::pin(async {
        let response: Response = request.send().await.map_err(|_| ApiError::unreachable())?;
        let status = response.status();
        let retry_after = response.headers().get("Retry-After").and_then(|text| text.parse().ok());
        // A body that breaks off is an answer, if one that nobody can read.
        let raw = response.text().await.map_err(|_| ApiError {
            kind: Kind::Unreadable { status },
            ..ApiError::unreachable()
        })?;
        Ok(Answer { status, raw, retry_after })
    })
}

/// A body of JSON.
pub(super) fn json(
    request: RequestBuilder,
    body: String,
) -> Result<gloo_net::http::Request, ApiError> {
    request
        .header("Content-Type", "application/json")
        .body(body)
        .map_err(|_| ApiError::unreachable())
}

/// The contract's `{"error":{code,message,data}}`; the API gateway's `{"code":1640001,"code_name",…}`; JOB v3's
/// `{"result":false,"code",…}`, which comes with HTTP 200; and its gateway's 401 without a body.
pub(super) fn read_error(status: u16, raw: String, retry_after: Option<u32>) -> ApiError {
    let json: Value = serde_json::from_str(&raw).unwrap_or_default();
    let error = json.get("error").filter(|error| error.is_object()).unwrap_or(&json);
    let code = error.get("code_name").or_else(|| error.get("code"));
    let code = code.map(|code| code.as_str().map_or_else(|| code.to_string(), str::to_owned));
    let message = error.get("message").and_then(Value::as_str).unwrap_or_default().to_owned();
    let kind = match (status, code) {
        (401, _) => Kind::Unauthenticated,
        (404, Some(_)) => Kind::NotFound,
        (_, Some(code)) => Kind::Refused { status, code },
        (_, None) => Kind::Unreadable { status },
    };
    let findings = error.pointer("/data/findings").cloned();
    let problems = findings.and_then(|it| serde_json::from_value(it).ok()).unwrap_or_default();
    ApiError { kind, message, raw, problems, retry_after }
}

#[cfg(test)]
mod tests {
    use super::{Kind, read_error};
    use wasm_bindgen_test::wasm_bindgen_test;

    fn refused(status: u16, code: &str) -> Kind {
        Kind::Refused { status, code: code.to_owned() }
    }

    #[wasm_bindgen_test]
    fn four_shapes_are_one() {
        for (status, raw, kind, message) in [
            (
                400,
                r#"{"error":{"code":"INVALID_ARGUMENT","message":"m","data":null}}"#,
                refused(400, "INVALID_ARGUMENT"),
                "m",
            ),
            (
                400,
                r#"{"code":1640001,"code_name":"INVALID_ARGS","message":"m","result":false}"#,
                refused(400, "INVALID_ARGS"),
                "m",
            ),
            (200, r#"{"result":false,"code":1244026,"message":"m"}"#, refused(200, "1244026"), "m"),
            (401, "", Kind::Unauthenticated, ""),
            (502, "<html>bad gateway</html>", Kind::Unreadable { status: 502 }, ""),
            (200, r#"{"data":{"cut"#, Kind::Unreadable { status: 200 }, ""),
        ] {
            let error = read_error(status, raw.to_owned(), None);
            assert_eq!((&error.kind, error.message.as_str()), (&kind, message), "{raw}");
            assert!(error.problems.is_empty(), "{raw}");
        }
    }

    #[wasm_bindgen_test]
    fn problems_have_places() {
        let raw = r#"{"error":{"code":"FAILED_PRECONDITION","message":"m","data":{"findings":[
            {"pointer":"/account_id","code":"account_unknown","severity":"error","message":"gone"}]}}}"#;
        let problems = read_error(400, raw.to_owned(), Some(3)).problems;
        assert_eq!(
            problems
                .iter()
                .map(|it| (it.pointer.as_str(), it.message.as_str()))
                .collect::<Vec<_>>(),
            [("/account_id", "gone")]
        );
    }
}
