//! POST …/execute/fast_execute_script: check, resolve, record, start, answer. Nothing runs that was not recorded.

use crate::answer::{Data, Obstacle, Refusal, Sentence};
use crate::auth::Operator;
use crate::inventory::Plan;
use crate::routes::{JsonBody, scope};
use crate::server::Gateway;
use crate::store::{Earlier, NewRun, Order, Recorded};
use crate::{clock, inventory, run, secret};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use fastexec_contract::limits::BATCHES_MAX;
use fastexec_contract::{MASK, Scope, Submission, check};
use serde_json::{Value, json};
use std::sync::PoisonError;

/// Characters of an Idempotency-Key.
const KEY_MAX: usize = 255;

/// Objects of one run. JOB's limit.
const OBJECTS_MAX: usize = 50_000;

/// Seconds after which a place for another run may be free.
const RUNS_RETRY_AFTER: u64 = 10;

pub(crate) async fn post(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id)): Path<(String, String)>,
    operator: Operator,
    headers: HeaderMap,
    JsonBody(body): JsonBody,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
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
    let submission = submission.ok_or_else(|| Refusal::of_report(report))?;
    if gateway.is_stopping() {
        return Err(Refusal::shutting_down());
    }
    if gateway.runner.running() >= gateway.max_runs {
        return Err(too_many_runs(gateway.max_runs));
    }
    let mut request: Value =
        serde_json::from_slice(body).map_err(|error| Refusal::internal(&error))?;
    let (plan, batches) = prepare(gateway, scope, &submission, &request)?;
    if submission.is_param_sensitive() && submission.script_param().is_some() {
        request["script_param"] = MASK.into();
    }
    let seal = |text| gateway.vault.seal(text).map_err(|error| Refusal::internal(&error));
    let now = clock::now();
    let run = NewRun {
        scope_type: scope.kind.name(),
        scope_id: scope.id.get(),
        name: submission
            .task_name()
            .map_or_else(|| format!("API Quick execution script{now}"), str::to_owned),
        operator: operator.clone(),
        create_time: now,
        request: request.to_string(),
        objects: plan.objects,
        batches,
        rolling_mode: submission.rolling().map(|rolling| rolling.mode),
        order: Order {
            language: plan.language,
            content: plan.content,
            sealed_param: submission.script_param().map(seal).transpose()?,
            account_id: plan.account.id,
            timeout: submission.timeout(),
        },
        callback_url: submission.callback().map(|url| url.as_str().to_owned()),
        idempotency,
    };
    let recorded = gateway.store.write(move |db| db.add_run(&run)).await?;
    gateway.metrics.submitted();
    gateway.runner.start(recorded.job_instance_id);
    Ok(recorded)
}

/// What would run, and the sizes of its batches; or everything that stands in the way.
fn prepare(
    gateway: &Gateway,
    scope: Scope,
    submission: &Submission,
    request: &Value,
) -> Result<(Plan, Vec<u64>), Refusal> {
    let mut obstacles = callback_obstacle(gateway, submission);
    obstacles.extend(run::parameter_obstacle(submission));
    let plan = match inventory::plan(&gateway.inventory.now(), scope, submission, request) {
        Ok(plan) => plan,
        Err(unknown) => {
            obstacles.extend(unknown);
            return Err(Refusal::FailedPrecondition(obstacles));
        }
    };
    obstacles.extend(run::obstacles(&plan, submission));
    if plan.objects.len() > OBJECTS_MAX {
        obstacles.push(Obstacle {
            pointer: "/execute_target".to_owned(),
            code: "target_too_large",
            sentence: Sentence::new(
                format!("The target stands for {} hosts and containers; at most {OBJECTS_MAX} run at once.", plan.objects.len()),
                format!("执行目标共有 {} 个主机和容器，一次最多 {OBJECTS_MAX} 个。", plan.objects.len()),
            ),
        });
    }
    let count = plan.objects.len() as u64;
    let batches = match submission.rolling() {
        None => Ok(vec![count]),
        Some(rolling) => rolling.expression.plan(count),
    };
    match batches {
        Ok(batches) if obstacles.is_empty() => Ok((plan, batches)),
        Ok(_) => Err(Refusal::FailedPrecondition(obstacles)),
        Err(_) => {
            obstacles.push(too_many_batches(count));
            Err(Refusal::FailedPrecondition(obstacles))
        }
    }
}

fn callback_obstacle(gateway: &Gateway, submission: &Submission) -> Vec<Obstacle> {
    let is_refused = submission.callback().is_some_and(|url| gateway.callbacks.refuses(url));
    let obstacle = || Obstacle {
        pointer: "/callback/url".to_owned(),
        code: "callback_not_allowed",
        sentence: Sentence::new(
            "This gateway doesn't call link-local and metadata addresses, and this machine only when started with \
             --allow-loopback-callbacks.",
            "本网关不回调链路本地地址和元数据地址；回调本机须以 --allow-loopback-callbacks 启动网关。",
        ),
    };
    is_refused.then(obstacle).into_iter().collect()
}

/// The contract's own finding, for a number of targets that only the inventory knows.
fn too_many_batches(count: u64) -> Obstacle {
    Obstacle {
        pointer: "/rolling_config/expression".to_owned(),
        code: "rolling_too_many_batches",
        sentence: Sentence::new(
            format!(
                "{count} targets make more than {BATCHES_MAX} batches. Make the batches larger."
            ),
            format!("{count} 个执行对象会产生超过 {BATCHES_MAX} 个批次，请增大每批数量。"),
        ),
    }
}

fn too_many_runs(max: usize) -> Refusal {
    let sentence = Sentence::new(
        format!(
            "{max} jobs run at once, and no more may. Wait for one to end, or raise --max-runs."
        ),
        format!("同时执行的作业已达上限 {max} 个，请等待其中之一结束，或调大 --max-runs。"),
    );
    Refusal::ResourceExhausted(sentence, RUNS_RETRY_AFTER)
}

pub(crate) fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Refusal> {
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
    Ok(gateway.store.read(move |db| db.earlier(&operator, &key, &request)).await?)
}

/// The right to answer for a key, given back when dropped.
pub(crate) struct Claim<'a> {
    gateway: &'a Gateway,
    claim: (String, String),
}

impl<'a> Claim<'a> {
    pub(crate) fn take(
        gateway: &'a Gateway,
        operator: &Operator,
        key: &str,
    ) -> Result<Self, Refusal> {
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
