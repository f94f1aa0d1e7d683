//! POST …/inventory/resolve: what an execute_target stands for now, in run order.

use crate::answer::{Data, Refusal, Sentence};
use crate::auth::Operator;
use crate::inventory;
use crate::routes::{JsonBody, scope};
use crate::server::Gateway;
use crate::store::wire;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use fastexec_contract::check;
use serde_json::{Value, json};

pub(crate) async fn post(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id)): Path<(String, String)>,
    _operator: Operator,
    JsonBody(body): JsonBody,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let request = request(&body)?;
    let (submission, report) = check(request.to_string().as_bytes());
    let submission = submission.ok_or(Refusal::InvalidArgument(report))?;
    let objects =
        inventory::objects(&gateway.inventory.now(), scope, submission.execute_target(), &request)
            .map_err(Refusal::FailedPrecondition)?;
    let hosts = objects.iter().filter(|object| object.kind() == 1).count();
    Ok(Data(json!({
        "execute_object_list": objects.iter().map(wire).collect::<Vec<_>>(),
        "host_count": hosts,
        "container_count": objects.len() - hosts,
    }))
    .into_response())
}

/// The question as a request that is otherwise good, so that its target is judged.
pub(crate) fn request(body: &[u8]) -> Result<Value, Refusal> {
    let mut request: Value = match serde_json::from_slice(body) {
        Ok(request @ Value::Object(_)) => request,
        _ => {
            return Err(Refusal::BadRequest(Sentence::new(
                "Send {\"execute_target\": {…}}.",
                "请发送 {\"execute_target\": {…}}。",
            )));
        }
    };
    for id in ["script_version_id", "account_id"] {
        request[id] = 1.into();
    }
    Ok(request)
}
