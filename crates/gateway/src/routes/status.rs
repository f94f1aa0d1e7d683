//! GET …/jobInstance/{job}/status: where a run is.

use crate::answer::{Data, Refusal};
use crate::auth::Operator;
use crate::routes::{is_in, job_id, number, query, scope, total_time};
use crate::run::{Operation, run_status};
use crate::server::Gateway;
use crate::store::{Attempt, ObjectRow, RunRow, step_of};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Debug, Deserialize)]
pub(crate) struct Options {
    include_execute_object_task_result: Option<String>,
    /// Objects as they were at this attempt, from 0; the last one unless given.
    execute_count: Option<String>,
}

pub(crate) async fn get(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id, job)): Path<(String, String, String)>,
    options: Result<Query<Options>, QueryRejection>,
    _operator: Operator,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let options = query(options)?;
    let attempt = options.execute_count.as_deref().map(|it| number("execute_count", it));
    let attempt = attempt.transpose()?;
    let with_objects = options.include_execute_object_task_result.as_deref() == Some("true");
    let job = job_id(&job)?;
    // Run and objects of one moment: a finished run has no object that still runs.
    let read = gateway.store.read(move |db| {
        db.at_one_moment(|| {
            let Some(run) = db.run(job)?.filter(|run| is_in(run, scope)) else {
                return Ok(None);
            };
            let objects = with_objects.then(|| db.objects(job, attempt)).transpose()?;
            Ok(Some((run, objects, db.callback_attempts(job)?)))
        })
    });
    let (run, objects, callbacks) = read.await?.ok_or(Refusal::NotFound)?;
    let mut step = step(job, &run);
    if let Some(objects) = objects {
        step["execute_object_result_list"] = objects.into_iter().map(object).collect();
    }
    Ok(Data(json!({
        "finished": run_status::is_finished(run.progress.job),
        "job_instance": {
            "job_instance_id": job,
            "bk_scope_type": run.scope_type,
            "bk_scope_id": run.scope_id.to_string(),
            "name": run.name,
            "operator": run.operator,
            "status": run.progress.job,
            "create_time": run.create_time,
            "start_time": run.start_time,
            "end_time": run.end_time,
            "total_time": total_time(run.start_time, run.end_time),
            "terminated_by": run.terminated_by,
            "callback_attempt_list": callbacks.into_iter().map(callback).collect::<Vec<_>>(),
        },
        "step_instance_list": [step],
    }))
    .into_response())
}

fn step(job: i64, run: &RunRow) -> Value {
    let progress = &run.progress;
    let mut step = json!({
        "step_instance_id": step_of(job),
        "type": 1,
        "name": run.name,
        "status": progress.step,
        "create_time": run.create_time,
        "start_time": run.start_time,
        "end_time": run.end_time,
        "total_time": total_time(run.start_time, run.end_time),
        "execute_count": progress.execute_count,
        // What may be asked for now: 1 of the job, the others of the step.
        "operation_code_list": progress.allowed().into_iter().map(Operation::code).collect::<Vec<_>>(),
    });
    if let Some(mode) = progress.mode {
        let batches = (1..).zip(progress.batches.iter().zip(&run.sizes));
        let batches: Vec<Value> = batches
            .map(
                |(batch, (status, size))| json!({ "batch": batch, "status": status, "size": size }),
            )
            .collect();
        step["rolling"] = json!({
            "mode": mode.code(),
            "total_batch": batches.len(),
            "current_batch": progress.current + 1,
            "batch_list": batches,
        });
    }
    step
}

fn object(object: ObjectRow) -> Value {
    json!({
        "execute_object": object.execute_object,
        "batch": object.batch,
        "execute_count": object.execute_count,
        "status": object.status,
        "tag": object.tag,
        "exit_code": object.exit_code,
        "error_code": 0,
        "start_time": object.start_time,
        "end_time": object.end_time,
        "total_time": total_time(object.start_time, object.end_time),
    })
}

fn callback((callback_id, attempt): (i64, Attempt)) -> Value {
    json!({
        "callback_id": callback_id,
        "time": attempt.time,
        "content_type": attempt.content_type,
        "http_status": attempt.http_status,
        "error": attempt.error,
    })
}
