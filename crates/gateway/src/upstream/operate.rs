//! POST …/operate of a job and of a step: v3 in both dialects, for v4 has none.

use super::trouble::{Kind, Trouble};
use super::{Person, id};
use crate::answer::{Data, Refusal};
use crate::clock;
use crate::routes::operate::{operation, operation_code};
use crate::routes::{JsonBody, scope};
use crate::run::Operation;
use crate::server::Gateway;
use crate::store::Audit;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use fastexec_contract::Scope;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

const UNKNOWN_EN: &str =
    "It is unknown whether it was done; the state of the run will tell. It is not sent again.";
const UNKNOWN_ZH: &str = "无法得知操作是否已执行，请以作业状态为准；网关不会重发。";

pub(crate) async fn of_job(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id, job)): Path<(String, String, String)>,
    person: Person,
    JsonBody(body): JsonBody,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let operation = operation(operation_code(&body)?, &Operation::OF_JOB)?;
    let job = id(&job)?;
    let body = body_of(scope, job, operation);
    order(&gateway, person, scope, job, operation, "v3/operate_job_instance", body).await?;
    Ok(Data(json!({ "job_instance_id": job })).into_response())
}

pub(crate) async fn of_step(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id, job, step)): Path<(String, String, String, String)>,
    person: Person,
    JsonBody(body): JsonBody,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let operation = operation(operation_code(&body)?, &Operation::OF_STEP)?;
    let (job, step) = (id(&job)?, id(&step)?);
    let mut body = body_of(scope, job, operation);
    body["step_instance_id"] = step.into();
    order(&gateway, person, scope, job, operation, "v3/operate_step_instance", body).await?;
    Ok(Data(json!({ "job_instance_id": job, "step_instance_id": step })).into_response())
}

fn body_of(scope: Scope, job: i64, operation: Operation) -> Value {
    json!({
        "bk_scope_type": scope.kind.name(),
        "bk_scope_id": scope.id.to_string(),
        "job_instance_id": job,
        "operation_code": operation.code(),
    })
}

async fn order(
    gateway: &Gateway,
    person: Person,
    scope: Scope,
    job: i64,
    operation: Operation,
    endpoint: &'static str,
    body: Value,
) -> Result<(), Refusal> {
    let gateway = gateway.clone();
    // It goes on when its sender is gone: what was done must be written down.
    let ordered = tokio::spawn(async move {
        let client = &person.upstream.0.client;
        let done: Result<IgnoredAny, Trouble> =
            client.order(&person.identity, endpoint, body.to_string()).await;
        person.upstream.has_changed(scope, job);
        let outcome = match &done {
            Ok(_) => "done",
            Err(trouble) if trouble.outcome.is_unknown() => "unknown",
            Err(trouble) => trouble.kind.status_and_code().1,
        };
        let audit = Audit {
            time: clock::now(),
            who: person.operator.name.clone(),
            origin: person.operator.origin.clone(),
            what: operation.name(),
            target: job.to_string(),
            outcome: outcome.to_owned(),
        };
        if let Err(error) = gateway.store.write(move |db| db.add_audit(&audit)).await {
            tracing::error!(%error, "an operation can't be recorded");
        }
        done
    });
    match ordered.await.map_err(|error| Refusal::internal(&error))? {
        Ok(_) => Ok(()),
        Err(trouble) if trouble.outcome.is_unknown() => {
            Err(trouble.outcome_unknown(UNKNOWN_EN, UNKNOWN_ZH).into())
        }
        Err(trouble) if trouble.kind == Kind::FailedPrecondition => {
            Err(trouble.of_submission().into())
        }
        Err(trouble) => Err(trouble.into()),
    }
}
