//! Why JOB did not do what it was asked, and the four shapes in which its side says so made one.

use crate::answer::Sentence;
use axum::http::StatusCode;
use fastexec_contract::MASK;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde_json::{Value, json};

/// Bytes of an answer that are kept for the one who wants to see it.
const RAW_MAX: usize = 16 * 1024;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Trouble {
    pub(crate) kind: Kind,
    pub(crate) outcome: Outcome,
    pub(crate) sentence: Sentence,
    /// The permission application for [`Kind::NoPermission`].
    pub(crate) data: Box<Value>,
    /// What was answered: status and text.
    pub(crate) raw: Option<Box<(u16, String)>>,
    /// Seconds.
    pub(crate) retry_after: Option<u64>,
}

/// The contract's codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    InvalidArgument,
    FailedPrecondition,
    Unauthenticated,
    NoPermission,
    NotFound,
    PayloadTooLarge,
    ResourceExhausted,
    Internal,
    Unavailable,
    /// Ours: it may have been done.
    OutcomeUnknown,
}

/// What is known of the thing that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It was not done.
    NotDone,
    /// Nobody knows.
    Unknown,
}

impl Kind {
    pub(crate) const fn status_and_code(self) -> (StatusCode, &'static str) {
        match self {
            Kind::InvalidArgument => (StatusCode::BAD_REQUEST, "INVALID_ARGUMENT"),
            Kind::FailedPrecondition => (StatusCode::BAD_REQUEST, "FAILED_PRECONDITION"),
            Kind::Unauthenticated => (StatusCode::UNAUTHORIZED, "UNAUTHENTICATED"),
            Kind::NoPermission => (StatusCode::FORBIDDEN, "NO_PERMISSION"),
            Kind::NotFound => (StatusCode::NOT_FOUND, "NOT_FOUND"),
            Kind::PayloadTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "PAYLOAD_TOO_LARGE"),
            Kind::ResourceExhausted => (StatusCode::TOO_MANY_REQUESTS, "RESOURCE_EXHAUSTED"),
            Kind::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL"),
            Kind::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE"),
            Kind::OutcomeUnknown => (StatusCode::GATEWAY_TIMEOUT, "OUTCOME_UNKNOWN"),
        }
    }

    fn of_v4(code: &str) -> Option<Kind> {
        Some(match code {
            "INVALID_ARGUMENT" | "OUT_OF_RANGE" => Kind::InvalidArgument,
            "FAILED_PRECONDITION" | "ALREADY_EXISTS" | "ABORTED" => Kind::FailedPrecondition,
            "UNAUTHENTICATED" => Kind::Unauthenticated,
            "NO_PERMISSION" | "IAM_NO_PERMISSION" => Kind::NoPermission,
            "NOT_FOUND" => Kind::NotFound,
            "RESOURCE_EXHAUSTED" | "RATELIMIT_EXCEED" => Kind::ResourceExhausted,
            _ => return None,
        })
    }

    /// JOB's seven digits, in v3 and in the details of v4.
    fn of_number(number: i64) -> Option<Kind> {
        Some(match number {
            1_241_002 | 1_241_005 | 1_241_012 | 1_241_017 | 1_241_022 | 1_241_025 => {
                Kind::InvalidArgument
            }
            1_243_001 | 1_243_051 | 1_244_003 | 1_244_006 | 1_244_007 => Kind::NotFound,
            1_244_022 | 1_244_025 | 1_244_032..=1_244_034 => Kind::ResourceExhausted,
            // A dangerous script, containers that are not supported, states, targets, batches.
            1_241_003 | 1_241_011 | 1_241_015 | 1_244_000..=1_244_999 => Kind::FailedPrecondition,
            9_900_403 => Kind::NoPermission,
            _ => return None,
        })
    }

    fn of_status(status: u16) -> Kind {
        match status {
            401 => Kind::Unauthenticated,
            403 => Kind::NoPermission,
            404 => Kind::NotFound,
            413 | 414 => Kind::PayloadTooLarge,
            429 => Kind::ResourceExhausted,
            400..=499 => Kind::InvalidArgument,
            _ => Kind::Unavailable,
        }
    }
}

impl Trouble {
    fn new(kind: Kind, outcome: Outcome, en: String, zh: String) -> Trouble {
        Trouble {
            kind,
            outcome,
            sentence: Sentence::new(en, zh),
            data: Box::default(),
            raw: None,
            retry_after: None,
        }
    }

    /// No connection: nothing was sent.
    pub(super) fn unreachable(en: &str, zh: &str) -> Trouble {
        Trouble::new(
            Kind::Unavailable,
            Outcome::NotDone,
            format!("JOB can't be reached: {en}."),
            format!("无法连接 JOB：{zh}。"),
        )
    }

    /// Something was sent, and no answer came.
    pub(super) fn unanswered(reason: &str) -> Trouble {
        Trouble::new(
            Kind::Unavailable,
            Outcome::Unknown,
            format!("JOB did not answer: {reason}."),
            format!("JOB 未应答：{reason}。"),
        )
    }

    /// We ask nothing for some seconds, because JOB's gateway asked for it.
    pub(super) fn resting(seconds: u64) -> Trouble {
        let mut trouble = Trouble::new(
            Kind::ResourceExhausted,
            Outcome::NotDone,
            "JOB's API gateway takes no more requests for now.".to_owned(),
            "JOB 的 API 网关当前不接受更多请求。".to_owned(),
        );
        trouble.retry_after = Some(seconds);
        trouble
    }

    /// All questions that may be under way are, and none ended in time.
    pub(super) fn busy() -> Trouble {
        Trouble::new(
            Kind::Unavailable,
            Outcome::NotDone,
            "JOB is slow, and as many questions to it as may be are under way. Try again."
                .to_owned(),
            "JOB 响应缓慢，等待应答的请求已达上限，请稍后重试。".to_owned(),
        )
    }

    /// An answer is being waited for.
    pub(super) fn slow() -> Trouble {
        let mut trouble = Trouble::new(
            Kind::Unavailable,
            Outcome::NotDone,
            "JOB has not answered yet. The gateway goes on waiting; ask again.".to_owned(),
            "JOB 尚未应答，网关仍在等待，请稍后再查询。".to_owned(),
        );
        trouble.retry_after = Some(1);
        trouble
    }

    /// For a submission or an operation of which nobody knows whether it was done.
    pub(super) fn outcome_unknown(self, en: &str, zh: &str) -> Trouble {
        let sentence = Sentence::new(
            format!("{} {en}", self.sentence.en),
            format!("{}{zh}", self.sentence.zh),
        );
        Trouble { kind: Kind::OutcomeUnknown, sentence, retry_after: None, ..self }
    }

    /// A missing script or account is no missing address.
    pub(super) fn of_submission(mut self) -> Trouble {
        if self.kind == Kind::NotFound {
            self.kind = Kind::FailedPrecondition;
        }
        if matches!(self.kind, Kind::InvalidArgument | Kind::FailedPrecondition) {
            let message = &self.sentence.en;
            *self.data = json!({ "findings": [
                { "pointer": "", "code": "upstream_refused", "severity": "error", "message": message },
            ] });
        }
        self
    }

    /// The answer in which something stood that nobody may see.
    pub(super) fn without(mut self, secrets: &[&str]) -> Trouble {
        let hide = |text: &mut String| {
            for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
                if text.contains(secret) {
                    *text = text.replace(secret, MASK);
                }
            }
        };
        hide(&mut self.sentence.en);
        hide(&mut self.sentence.zh);
        if let Some(raw) = &mut self.raw {
            hide(&mut raw.1);
        }
        self
    }

    /// For the error envelope, beside the contract's members.
    pub(crate) fn raw_json(&self) -> Option<Value> {
        self.raw.as_ref().map(|raw| json!({ "status": raw.0, "body": raw.1 }))
    }
}

/// What an answer without data says.
pub(super) fn read(status: u16, headers: &HeaderMap, body: &[u8]) -> Trouble {
    let mut trouble = match serde_json::from_slice::<Value>(body) {
        Ok(said @ Value::Object(_)) => of_json(status, &said),
        _ if status == 401 && body.is_empty() => refused(
            Kind::Unauthenticated,
            "its gateway doesn't know who asks",
            "其网关无法确认请求者身份",
        ),
        _ => not_job(status),
    };
    let after = headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok());
    if let Some(seconds) = after.and_then(|text| text.trim().parse().ok()) {
        trouble.retry_after = Some(seconds);
    }
    let text = String::from_utf8_lossy(body);
    let end = text.char_indices().map(|(at, _)| at).find(|at| *at >= RAW_MAX);
    let text = text[..end.unwrap_or(text.len())].to_owned();
    trouble.raw = Some(Box::new((status, text)));
    trouble
}

fn of_json(status: u16, said: &Value) -> Trouble {
    if let Some(error) = said.get("error").filter(|error| error.is_object()) {
        return of_v4(status, error);
    }
    let message = said["message"].as_str().unwrap_or_default();
    if said.get("code_name").is_some() {
        return of_api_gateway(status, said["code"].as_i64().unwrap_or_default(), message);
    }
    match said["code"].as_i64().filter(|_| said.get("result").is_some()) {
        Some(code) => {
            let permission = said.get("permission").filter(|it| !it.is_null());
            let kind = match permission {
                Some(_) => Kind::NoPermission,
                None if status == 200 => Kind::of_number(code).unwrap_or(Kind::Internal),
                None => Kind::of_number(code).unwrap_or(Kind::of_status(status)),
            };
            let mut trouble = refused(kind, message, message);
            *trouble.data = permission.cloned().unwrap_or_default();
            trouble
        }
        None => not_job(status),
    }
}

fn of_v4(status: u16, error: &Value) -> Trouble {
    let message = error["message"].as_str().unwrap_or_default();
    let code = error["code"].as_str().unwrap_or_default();
    let number = error["details"][0]["code"].as_str().and_then(|code| code.parse().ok());
    // v4 says INTERNAL for what its own rules refuse; the number is more exact.
    let kind = Kind::of_v4(code)
        .or_else(|| number.and_then(Kind::of_number))
        .unwrap_or(if status >= 500 { Kind::Internal } else { Kind::of_status(status) });
    let mut trouble = refused(kind, message, message);
    if kind == Kind::NoPermission {
        *trouble.data = error["data"].clone();
    }
    trouble
}

fn of_api_gateway(status: u16, code: i64, message: &str) -> Trouble {
    match code {
        // Every way to be nobody; the status is 400.
        1_640_001 | 1_640_100..=1_640_102 => refused(Kind::Unauthenticated, message, message),
        // It gave up waiting for JOB, which may still do it.
        1_650_201 | 1_650_401 => Trouble::unanswered(message),
        _ => refused(Kind::of_status(status), message, message),
    }
}

fn refused(kind: Kind, en: &str, zh: &str) -> Trouble {
    Trouble::new(kind, Outcome::NotDone, format!("JOB refused: {en}"), format!("JOB 拒绝：{zh}"))
}

/// A proxy's page, a login page, an answer that was cut.
fn not_job(status: u16) -> Trouble {
    let is_refusal = (400..500).contains(&status);
    let kind = match status {
        429 => Kind::ResourceExhausted,
        413 => Kind::PayloadTooLarge,
        _ => Kind::Unavailable,
    };
    Trouble::new(
        kind,
        // What stands in between may have given up while JOB works.
        if is_refusal { Outcome::NotDone } else { Outcome::Unknown },
        format!(
            "What answered (HTTP {status}) doesn't speak as JOB does: is --upstream right, and JOB there?"
        ),
        format!("应答（HTTP {status}）不是 JOB 的格式：请检查 --upstream 及 JOB 是否正常。"),
    )
}

#[cfg(test)]
mod tests {
    use super::{HeaderMap, Kind, Outcome, read};

    #[track_caller]
    fn reads(status: u16, body: &str, kind: Kind, outcome: Outcome) {
        let trouble = read(status, &HeaderMap::new(), body.as_bytes());
        assert_eq!((trouble.kind, trouble.outcome), (kind, outcome), "{body}");
        assert_eq!(trouble.raw, Some(Box::new((status, body.to_owned()))));
        assert!(!trouble.sentence.en.is_empty() && !trouble.sentence.zh.is_empty());
    }

    #[test]
    fn v4() {
        let error = |code: &str, number: i64| {
            format!(
                r#"{{"data":null,"error":{{"code":"{code}","message":"m","data":null,"details":[{{"code":"{number}","message":"m"}}]}}}}"#
            )
        };
        for (status, code, number, kind) in [
            (400, "INVALID_ARGUMENT", 1_241_025, Kind::InvalidArgument),
            (400, "FAILED_PRECONDITION", 1_244_026, Kind::FailedPrecondition),
            (401, "UNAUTHENTICATED", 0, Kind::Unauthenticated),
            (403, "NO_PERMISSION", 9_900_403, Kind::NoPermission),
            (404, "NOT_FOUND", 1_243_001, Kind::NotFound),
            (429, "RESOURCE_EXHAUSTED", 1_244_022, Kind::ResourceExhausted),
            (500, "INTERNAL", 1_244_019, Kind::FailedPrecondition),
            (500, "INTERNAL", 1_240_002, Kind::Internal),
        ] {
            reads(status, &error(code, number), kind, Outcome::NotDone);
        }
    }

    #[test]
    fn v3() {
        for (code, kind) in [
            (1_241_025, Kind::InvalidArgument),
            (1_244_006, Kind::NotFound),
            (1_244_009, Kind::FailedPrecondition),
            (1_244_025, Kind::ResourceExhausted),
            (1_240_002, Kind::Internal),
        ] {
            let body =
                format!(r#"{{"result":false,"code":{code},"message":"m","permission":null}}"#);
            reads(200, &body, kind, Outcome::NotDone);
        }
        let body =
            r#"{"result":false,"code":9900403,"message":"m","permission":{"system_id":"bk_job"}}"#;
        reads(200, body, Kind::NoPermission, Outcome::NotDone);
        assert_eq!(read(200, &HeaderMap::new(), body.as_bytes()).data["system_id"], "bk_job");
    }

    #[test]
    fn api_gateway() {
        for (status, code, kind, outcome) in [
            (400, 1_640_001, Kind::Unauthenticated, Outcome::NotDone),
            (403, 1_640_301, Kind::NoPermission, Outcome::NotDone),
            (413, 1_641_301, Kind::PayloadTooLarge, Outcome::NotDone),
            (429, 1_642_901, Kind::ResourceExhausted, Outcome::NotDone),
            (502, 1_650_201, Kind::Unavailable, Outcome::Unknown),
            (504, 1_650_401, Kind::Unavailable, Outcome::Unknown),
        ] {
            let body = format!(
                r#"{{"code":{code},"code_name":"N","message":"m","result":false,"data":null}}"#
            );
            reads(status, &body, kind, outcome);
        }
    }

    #[test]
    fn what_is_not_job() {
        reads(401, "", Kind::Unauthenticated, Outcome::NotDone);
        reads(502, "<html>", Kind::Unavailable, Outcome::Unknown);
        reads(403, "<html>", Kind::Unavailable, Outcome::NotDone);
        reads(304, "", Kind::Unavailable, Outcome::Unknown);
        reads(200, r#"{"data":{"job_"#, Kind::Unavailable, Outcome::Unknown);
        reads(200, r#"{"data":null}"#, Kind::Unavailable, Outcome::Unknown);
        reads(200, "[]", Kind::Unavailable, Outcome::Unknown);
    }

    #[test]
    fn secrets_are_hidden() {
        let body = r#"{"code":1640001,"code_name":"N","message":"not hidden","result":false}"#;
        let trouble = read(400, &HeaderMap::new(), body.as_bytes()).without(&["hidden", ""]);
        assert!(!format!("{trouble:?}").contains("hidden"), "{trouble:?}");
    }
}
