//! POST …/jobInstance/{job}/operate and …/stepInstance/{step}/operate

use super::answer::{ApiError, data, json};
use crate::routes::endpoint;
use fastexec_contract::Lang;
use gloo_net::http::Request;
use serde::de::IgnoredAny;
use web_sys::AbortSignal;

/// Of the job; the others are of its step.
pub(crate) const TERMINATE: i64 = 1;
pub(crate) const RETRY_FAILED: i64 = 2;
pub(crate) const IGNORE: i64 = 3;
pub(crate) const RETRY_ALL: i64 = 8;
pub(crate) const CONTINUE: i64 = 13;

pub(crate) async fn operate(
    job: String,
    step: i64,
    code: i64,
    lang: Lang,
    signal: AbortSignal,
) -> Result<(), ApiError> {
    let address = match code {
        TERMINATE => format!("jobInstance/{job}/operate"),
        _ => format!("jobInstance/{job}/stepInstance/{step}/operate"),
    };
    let request = Request::post(&endpoint(&address))
        .abort_signal(Some(&signal))
        .header("Accept-Language", lang.tag());
    let body = serde_json::json!({ "operation_code": code }).to_string();
    let _: IgnoredAny = data(json(request, body)?).await?;
    Ok(())
}
