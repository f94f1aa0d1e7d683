//! POST …/execute/fast_execute_script

use super::answer::{ApiError, data, json};
use crate::routes::endpoint;
use fastexec_contract::Lang;
use gloo_net::http::Request;
use serde::Deserialize;
use web_sys::AbortSignal;

/// A run that the gateway has recorded.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Accepted {
    pub(crate) job_instance_id: i64,
}

/// Sends a request once, however often it is called with one key.
pub(crate) async fn execute(
    body: String,
    key: String,
    lang: Lang,
    signal: AbortSignal,
) -> Result<Accepted, ApiError> {
    let request = Request::post(&endpoint("execute/fast_execute_script"))
        .abort_signal(Some(&signal))
        .header("Accept", "application/json")
        .header("Accept-Language", lang.tag())
        .header("Idempotency-Key", &key);
    data(json(request, body)?).await
}
