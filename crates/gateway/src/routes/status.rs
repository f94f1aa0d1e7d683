//! GET …/jobInstance/{job}/status: where a run is.

use crate::answer::{Data, Refusal};
use crate::auth::Operator;
use crate::routes::{run_of, scope};
use crate::run::run_status;
use crate::server::Gateway;
use crate::store::{ObjectRow, step_of};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
pub(crate) struct Options {
    include_execute_object_task_result: Option<String>,
}

pub(crate) async fn get(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id, job)): Path<(String, String, String)>,
    Query(options): Query<Options>,
    _operator: Operator,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let (job, run) = run_of(&gateway, scope, &job).await?;
    let mut step = json!({
        "step_instance_id": step_of(job),
        "type": 1,
        "name": run.name,
        "status": run.status,
        "create_time": run.create_time,
        "start_time": run.start_time,
        "end_time": run.end_time,
        "total_time": total_time(run.start_time, run.end_time),
        "execute_count": run.execute_count,
    });
    if options.include_execute_object_task_result.as_deref() == Some("true") {
        let objects = gateway.store.call(move |db| db.objects(job)).await;
        let objects = objects.map_err(|error| Refusal::internal(&error))?;
        step["execute_object_result_list"] = objects.into_iter().map(object).collect();
    }
    Ok(Data(json!({
        "finished": run_status::is_finished(run.status),
        "job_instance": {
            "job_instance_id": job,
            "bk_scope_type": run.scope_type,
            "bk_scope_id": run.scope_id.to_string(),
            "name": run.name,
            "status": run.status,
            "create_time": run.create_time,
            "start_time": run.start_time,
            "end_time": run.end_time,
            "total_time": total_time(run.start_time, run.end_time),
        },
        "step_instance_list": [step],
    }))
    .into_response())
}

fn object(object: ObjectRow) -> Value {
    json!({
        "execute_object": object.execute_object,
        "status": object.status,
        "tag": object.tag,
        "exit_code": object.exit_code,
        "error_code": 0,
        "start_time": object.start_time,
        "end_time": object.end_time,
        "total_time": total_time(object.start_time, object.end_time),
    })
}

/// Milliseconds.
fn total_time(start: Option<i64>, end: Option<i64>) -> Option<i64> {
    Some(end? - start?)
}
