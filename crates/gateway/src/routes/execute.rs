//! POST …/execute/fast_execute_script: check, resolve, record, start, answer. Nothing runs that was not recorded.

use crate::answer::{Data, Obstacle, Refusal, Sentence};
use crate::auth::Operator;
use crate::routes::{json_body, scope};
use crate::run::{self, Order};
use crate::server::Gateway;
use crate::store::{Earlier, NewRun, Recorded};
use crate::{clock, inventory, secret};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use fastexec_contract::{MASK, Scope, Submission, check};
use serde_json::{Value, json};
use std::sync::PoisonError;
use std::time::Duration;

/// Characters of an Idempotency-Key.
const KEY_MAX: usize = 255;

pub(crate) async fn post(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id)): Path<(String, String)>,
    operator: Operator,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let body = json_body(&headers, body)?;
    let key = idempotency_key(&headers)?;
    let recorded = match key {
        None => submit(&gateway, scope, &operator, &body, None).await?,
        Some(key) => {
            let _claim = Claim::take(&gateway, &operator, &key)?;
            let request = secret::hash(&format!(
                "{scope_type}/{scope_id} {}",
                String::from_utf8_lossy(&body)
            ));
            match earlier(&gateway, &operator, &key, &request).await? {
                Some(Earlier::Same(recorded)) => recorded,
                Some(Earlier::OtherRequest) => return Err(Refusal::IdempotencyKeyReused),
                None => submit(&gateway, scope, &operator, &body, Some((key, request))).await?,
            }
        }
    };
    Ok(Data(json!({
        "job_instance_id": recorded.job_instance_id,
        "job_instance_name": recorded.name,
        "step_instance_id": recorded.step_instance_id(),
    }))
    .into_response())
}

async fn submit(
    gateway: &Gateway,
    scope: Scope,
    operator: &Operator,
    body: &[u8],
    idempotency: Option<(String, String)>,
) -> Result<Recorded, Refusal> {
    let (submission, report) = check(body);
    let Some(submission) = submission else {
        let is_precondition = report.errors().all(|finding| finding.code.is_precondition());
        return Err(if is_precondition {
            Refusal::FailedPreconditionFound(report)
        } else {
            Refusal::InvalidArgument(report)
        });
    };
    if gateway.runner.is_stopping() {
        return Err(Refusal::Unavailable);
    }
    let mut request: Value =
        serde_json::from_slice(body).map_err(|error| Refusal::internal(&error))?;

    let mut obstacles = not_run_yet(&submission);
    let prepared = match inventory::plan(&gateway.inventory, scope, &submission, &request) {
        Ok(plan) => match run::prepare(&plan, &submission) {
            Ok(command) => Some((plan, command)),
            Err(more) => {
                obstacles.extend(more);
                None
            }
        },
        Err(more) => {
            obstacles.extend(more);
            None
        }
    };
    let (plan, command) = match prepared {
        Some(prepared) if obstacles.is_empty() => prepared,
        _ => return Err(Refusal::FailedPrecondition(obstacles)),
    };

    if submission.is_param_sensitive() && submission.script_param().is_some() {
        request["script_param"] = MASK.into();
    }
    let now = clock::now();
    let run = NewRun {
        scope_type: scope.kind.name(),
        scope_id: scope.id.get(),
        name: submission
            .task_name()
            .map_or_else(|| format!("API Quick execution script{now}"), str::to_owned),
        operator: operator.name.clone(),
        create_time: now,
        request: request.to_string(),
        objects: plan.objects.clone(),
        idempotency,
    };
    let recorded = gateway.store.call(move |db| db.add_run(run)).await;
    let recorded = recorded.map_err(|error| Refusal::internal(&error))?;
    gateway.runner.start(Order {
        job_instance_id: recorded.job_instance_id,
        command,
        content: plan.content,
        account: plan.account,
        timeout: Duration::from_secs(u64::from(submission.timeout())),
        objects: plan.objects,
    });
    Ok(recorded)
}

/// What this gateway refuses rather than ignores.
fn not_run_yet(submission: &Submission) -> Vec<Obstacle> {
    let obstacle = |pointer: &str, en: &str, zh: &str| Obstacle {
        pointer: pointer.to_owned(),
        code: "not_supported",
        sentence: Sentence::new(en, zh),
    };
    let mut obstacles = Vec::new();
    if submission.callback().is_some() {
        obstacles.push(obstacle(
            "/callback",
            "This gateway does not call back yet. Take the field out and follow the status.",
            "本网关暂不支持回调，请去掉该字段并查询状态。",
        ));
    }
    if submission.rolling().is_some() {
        obstacles.push(obstacle(
            "/rolling_config",
            "This gateway does not run in batches yet. Take the field out, or run batch by batch.",
            "本网关暂不支持滚动执行，请去掉该字段或分批提交。",
        ));
    }
    obstacles
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    let Some(value) = headers.get("idempotency-key") else {
        return Ok(None);
    };
    match value.to_str() {
        Ok(key) if (1..=KEY_MAX).contains(&key.len()) => Ok(Some(key.to_owned())),
        _ => Err(Refusal::BadRequest(Sentence::new(
            format!("An Idempotency-Key has 1 to {KEY_MAX} characters of ASCII."),
            format!("Idempotency-Key 须为 1 到 {KEY_MAX} 个 ASCII 字符。"),
        ))),
    }
}

async fn earlier(
    gateway: &Gateway,
    operator: &Operator,
    key: &str,
    request: &str,
) -> Result<Option<Earlier>, Refusal> {
    let (operator, key, request) = (operator.name.clone(), key.to_owned(), request.to_owned());
    let earlier = gateway.store.call(move |db| db.earlier(&operator, &key, &request)).await;
    earlier.map_err(|error| Refusal::internal(&error))
}

/// The right to answer for a key, given back when dropped.
struct Claim<'a> {
    gateway: &'a Gateway,
    claim: (String, String),
}

impl<'a> Claim<'a> {
    fn take(gateway: &'a Gateway, operator: &Operator, key: &str) -> Result<Self, Refusal> {
        let claim = (operator.name.clone(), key.to_owned());
        let mut claims = gateway.in_flight.lock().unwrap_or_else(PoisonError::into_inner);
        if claims.insert(claim.clone()) {
            Ok(Claim { gateway, claim })
        } else {
            Err(Refusal::Conflict)
        }
    }
}

impl Drop for Claim<'_> {
    fn drop(&mut self) {
        let mut claims = self.gateway.in_flight.lock().unwrap_or_else(PoisonError::into_inner);
        claims.remove(&self.claim);
    }
}
