//! POST …/stepInstance/{step}/log

use super::ExecuteObject;
use super::answer::{ApiError, data, json};
use crate::routes::endpoint;
use gloo_net::http::Request;
use serde::Deserialize;
use serde_json::json;
use web_sys::AbortSignal;

/// Bytes that are asked for at once.
const LIMIT: u64 = 256 * 1024;

#[derive(Deserialize)]
struct Logs {
    script_execute_object_task_logs: Vec<Piece>,
}

/// A piece of the output of an execute object.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) log_content: String,
    /// Of the first byte; behind the one asked for when bytes were dropped.
    pub(crate) offset: u64,
    pub(crate) next_offset: u64,
    pub(crate) total_bytes: u64,
}

/// The output of one object from an offset on; `None` when the gateway has nothing of it.
pub(crate) async fn log(
    job: String,
    step: i64,
    object: ExecuteObject,
    offset: u64,
    signal: AbortSignal,
) -> Result<Option<Piece>, ApiError> {
    let request = Request::post(&endpoint(&format!("jobInstance/{job}/stepInstance/{step}/log")))
        .abort_signal(Some(&signal));
    let body = json!({ "execute_object_list": [{
        "type": object.r#type,
        "resource_id": object.resource_id,
        "offset": offset,
        "limit": LIMIT,
    }]});
    let logs: Logs = data(json(request, body.to_string())?).await?;
    Ok(logs.script_execute_object_task_logs.into_iter().next())
}
