//! What a person asks of a job.

use crate::Shared;
use crate::answer::{self, Answered, Wrong};
use crate::wire::{OperateJob, OperateStep, body, scope};
use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use serde_json::json;

pub(crate) async fn job(State(shared): State<Shared>, bytes: Bytes) -> Response {
    answer::v3(of_job(&shared, &bytes))
}

fn of_job(shared: &Shared, bytes: &[u8]) -> Answered {
    let asked: OperateJob = body(bytes)?;
    let scope = scope(&asked.bk_scope_type, &asked.bk_scope_id)?;
    if asked.operation_code != 1 {
        return Err(Wrong::argument("operation_code"));
    }
    let mut state = shared.lock();
    let job = state.jobs.get(&scope, asked.job_instance_id)?;
    if !job.operate(1) {
        return Err(Wrong::precondition(1_244_009, "当前状态不支持该操作"));
    }
    Ok(json!({ "job_instance_id": job.id }))
}

pub(crate) async fn step(State(shared): State<Shared>, bytes: Bytes) -> Response {
    answer::v3(of_step(&shared, &bytes))
}

fn of_step(shared: &Shared, bytes: &[u8]) -> Answered {
    let asked: OperateStep = body(bytes)?;
    let scope = scope(&asked.bk_scope_type, &asked.bk_scope_id)?;
    if !matches!(asked.operation_code, 2 | 3 | 8 | 13) {
        return Err(Wrong::argument("operation_code"));
    }
    let mut state = shared.lock();
    let job = state.jobs.get(&scope, asked.job_instance_id)?;
    if job.step_id() != asked.step_instance_id {
        return Err(Wrong::not_found(1_244_007, "步骤不存在"));
    }
    if !job.operate(asked.operation_code) {
        return Err(Wrong::precondition(1_244_009, "当前状态不支持该操作"));
    }
    Ok(json!({ "job_instance_id": job.id, "step_instance_id": job.step_id() }))
}
