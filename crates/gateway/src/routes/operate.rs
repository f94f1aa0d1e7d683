//! POST …/jobInstance/{job}/operate and …/stepInstance/{step}/operate: what a person asks of a run.

use crate::answer::{Data, Obstacle, Refusal, Sentence};
use crate::auth::Operator;
use crate::clock;
use crate::routes::{JsonBody, run_of, run_of_step, scope};
use crate::run::{Next, Operation};
use crate::server::Gateway;
use crate::store::{Operated, step_of};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Wanted {
    operation_code: i64,
}

pub(crate) async fn of_job(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id, job)): Path<(String, String, String)>,
    operator: Operator,
    JsonBody(body): JsonBody,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let code = operation_code(&body)?;
    let operation = operation(code, &Operation::OF_JOB)?;
    let (job, _) = run_of(&gateway, scope, &job).await?;
    operate(&gateway, job, operation, operator).await
}

pub(crate) async fn of_step(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id, job, step)): Path<(String, String, String, String)>,
    operator: Operator,
    JsonBody(body): JsonBody,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let code = operation_code(&body)?;
    let operation = operation(code, &Operation::OF_STEP)?;
    let (job, _) = run_of_step(&gateway, scope, &job, &step).await?;
    operate(&gateway, job, operation, operator).await
}

pub(crate) fn operation_code(body: &[u8]) -> Result<i64, Refusal> {
    let wanted: Wanted = serde_json::from_slice(body).map_err(|error| {
        Refusal::BadRequest(Sentence::new(
            format!("The body is not {{\"operation_code\": NUMBER}}: {error}."),
            format!("请求体应为 {{\"operation_code\": 数字}}：{error}。"),
        ))
    })?;
    Ok(wanted.operation_code)
}

pub(crate) fn operation(code: i64, known: &[Operation]) -> Result<Operation, Refusal> {
    known.iter().copied().find(|it| it.code() == code).ok_or_else(|| {
        let known: Vec<String> = known.iter().map(|it| it.code().to_string()).collect();
        let known = known.join(", ");
        Refusal::BadRequest(Sentence::new(
            format!("operation_code {code} is none of {known}."),
            format!("operation_code {code} 不在 {known} 之中。"),
        ))
    })
}

async fn operate(
    gateway: &Gateway,
    job: i64,
    operation: Operation,
    operator: Operator,
) -> Result<Response, Refusal> {
    if gateway.is_stopping() {
        return Err(Refusal::shutting_down());
    }
    let operated =
        gateway.store.write(move |db| db.operate(job, operation, &operator, clock::now())).await?;
    match operated {
        Operated::Done(next) => {
            match next {
                Next::RunBatch => gateway.runner.start(job),
                Next::Stop => gateway.runner.stop(job),
                Next::WaitForUser | Next::Finish => gateway.ended.notify_one(),
            }
            let ids = json!({ "job_instance_id": job, "step_instance_id": step_of(job) });
            Ok(Data(ids).into_response())
        }
        Operated::NotAllowed { job, step } => Err(Refusal::FailedPrecondition(vec![Obstacle {
            pointer: "/operation_code".to_owned(),
            code: "operation_not_allowed",
            sentence: Sentence::new(
                format!(
                    "The state of the job ({job}) and its step ({step}) doesn't allow this operation."
                ),
                format!("作业（状态 {job}）及其步骤（状态 {step}）不允许此操作。"),
            ),
        }])),
        Operated::Unknown => Err(Refusal::NotFound),
    }
}
