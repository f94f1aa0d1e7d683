//! POST …/execute/fast_execute_script: checked as ever, written down, then sent to JOB, once. A lost answer is looked
//! for in JOB's list of jobs, and nothing is ever sent again because of it.

use super::trouble::Trouble;
use super::{Person, Version, names, scope_query, status};
use crate::answer::{Data, Refusal};
use crate::guard::REQUEST_TIME;
use crate::routes::execute::{Claim, idempotency_key};
use crate::routes::{JsonBody, scope};
use crate::server::Gateway;
use crate::store::{Fate, Intent, NewIntent};
use crate::{clock, secret};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use fastexec_contract::dialect::encode;
use fastexec_contract::{MASK, Scope, Submission, check_for};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};

/// Before each look for a lost answer.
const LOOKS: [Duration; 3] =
    [Duration::from_millis(500), Duration::from_secs(2), Duration::from_secs(5)];

/// For everything together when somebody submits: who asks is to be told that the outcome is unknown, and not that the
/// request took too long.
const SUBMISSION: Duration = REQUEST_TIME.saturating_sub(Duration::from_secs(5));

/// For all looks together when somebody wants to see the history.
const HISTORY_LOOK: Duration = Duration::from_secs(3);

/// Milliseconds by which JOB's clock may differ from ours.
const CLOCKS: i64 = 10 * 60 * 1000;

/// Jobs of one name that are looked through for the one that got lost.
const CANDIDATES: usize = 100;

const UNKNOWN_EN: &str = "It is unknown whether the script runs, and it is not sent again by itself. Look for its \
                          name in the history, or send the same request with the same Idempotency-Key: it will be \
                          looked for, not sent.";
const UNKNOWN_ZH: &str = "无法得知脚本是否已执行，网关不会自动重发。请在历史中按名称查找，或以相同的 Idempotency-Key \
                          再次提交：网关只会查找，不会重发。";

pub(crate) async fn post(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id)): Path<(String, String)>,
    person: Person,
    headers: HeaderMap,
    JsonBody(body): JsonBody,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let key = idempotency_key(&headers)?;
    let submissions = Arc::clone(&person.upstream.0.submissions);
    let Ok(permit) = submissions.try_acquire_owned() else {
        return Err(Trouble::busy().into());
    };
    // It goes on when its sender is gone: what was sent must be written down.
    let submitted = tokio::spawn(async move {
        let _permit = permit;
        submit(&gateway, &person, scope, &body, key).await
    });
    let accepted = submitted.await.map_err(|error| Refusal::internal(&error))??;
    Ok(Data(json!({
        "job_instance_id": accepted.job_instance_id,
        "job_instance_name": accepted.job_instance_name,
        "step_instance_id": accepted.step_instance_id,
    }))
    .into_response())
}

/// What JOB says of a job that it has taken.
#[derive(Deserialize)]
struct Accepted {
    job_instance_id: i64,
    job_instance_name: String,
    step_instance_id: i64,
}

async fn submit(
    gateway: &Gateway,
    person: &Person,
    scope: Scope,
    body: &[u8],
    key: Option<String>,
) -> Result<Accepted, Refusal> {
    let until = Instant::now() + SUBMISSION;
    let request_hash = secret::hash(&format!(
        "{}/{} {}",
        scope.kind.name(),
        scope.id,
        String::from_utf8_lossy(body)
    ));
    let _claim =
        key.as_deref().map(|key| Claim::take(gateway, &person.operator, key)).transpose()?;
    if let Some(earlier) = earlier(gateway, person, key.as_deref()).await? {
        return again(gateway, person, scope, earlier, &request_hash, until).await;
    }
    let inventory = gateway.inventory.now();
    let names = names(&inventory);
    let dialect = person.upstream.dialect(&names);
    let (submission, report) = check_for(body, dialect);
    let submission = submission.ok_or_else(|| Refusal::of_report(report))?;
    if gateway.is_stopping() {
        return Err(Refusal::shutting_down());
    }
    let now = clock::now();
    let name = name(&submission, now)?;
    let submission = submission.or_named(&name);
    let intent = NewIntent {
        operator: person.operator.clone(),
        scope,
        key,
        request_hash,
        name: submission.task_name().unwrap_or_default().to_owned(),
        request: masked(body, &submission)?,
        create_time: now,
    };
    let said = encode(&submission, scope, dialect).map_err(Refusal::of_report)?;
    let name = intent.name.clone();
    let intent_id = gateway.store.write(move |db| db.add_intent(&intent)).await?;
    gateway.metrics.submitted();

    let endpoint = match person.upstream.0.version {
        Version::V4 => "v4/fast_execute_script",
        Version::V3 => "v3/fast_execute_script",
    };
    let sent: Result<Accepted, Trouble> =
        person.upstream.0.client.order(&person.identity, endpoint, said).await;
    match sent {
        Ok(accepted) => {
            let fate = Fate::Accepted(accepted.job_instance_id, accepted.step_instance_id);
            end(gateway, person, intent_id, fate).await;
            Ok(accepted)
        }
        Err(trouble) if trouble.outcome.is_unknown() => {
            end(gateway, person, intent_id, Fate::Unknown).await;
            let lost = Intent {
                intent_id,
                request_hash: String::new(),
                name,
                create_time: now,
                accepted: None,
            };
            let looks = async {
                for pause in LOOKS {
                    sleep(pause).await;
                    let found = find(gateway, person, scope, &lost).await;
                    if found.is_some() {
                        return found;
                    }
                }
                None
            };
            let found = timeout_at(until, looks).await.ok().flatten();
            found.ok_or_else(|| trouble.outcome_unknown(UNKNOWN_EN, UNKNOWN_ZH).into())
        }
        Err(trouble) => {
            end(gateway, person, intent_id, Fate::Refused).await;
            // What the parameters hold may be repeated in a complaint about them.
            let hidden = submission.script_param().filter(|_| submission.is_param_sensitive());
            Err(trouble.without(&[hidden.unwrap_or_default()]).of_submission().into())
        }
    }
}

/// As a job is called that has no name: JOB's own way, and told apart from every other.
fn name(submission: &Submission, now: i64) -> Result<String, Refusal> {
    if let Some(name) = submission.task_name() {
        return Ok(name.to_owned());
    }
    let random = secret::random().map_err(|error| Refusal::internal(&error))?;
    Ok(format!("API Quick execution script{now}-{}", &random[..8]))
}

fn masked(body: &[u8], submission: &Submission) -> Result<String, Refusal> {
    let mut request: Value =
        serde_json::from_slice(body).map_err(|error| Refusal::internal(&error))?;
    if submission.is_param_sensitive() && submission.script_param().is_some() {
        request["script_param"] = MASK.into();
    }
    Ok(request.to_string())
}

async fn earlier(
    gateway: &Gateway,
    person: &Person,
    key: Option<&str>,
) -> Result<Option<Intent>, Refusal> {
    let Some(key) = key.map(str::to_owned) else {
        return Ok(None);
    };
    let operator = person.operator.name.clone();
    Ok(gateway.store.read(move |db| db.intent_of_key(&operator, &key)).await?)
}

/// The same key again: its answer, or a look for it.
async fn again(
    gateway: &Gateway,
    person: &Person,
    scope: Scope,
    earlier: Intent,
    request_hash: &str,
    until: Instant,
) -> Result<Accepted, Refusal> {
    if earlier.request_hash != request_hash {
        return Err(Refusal::IdempotencyKeyReused);
    }
    if let Some((job_instance_id, step_instance_id)) = earlier.accepted {
        let job_instance_name = earlier.name;
        return Ok(Accepted { job_instance_id, job_instance_name, step_instance_id });
    }
    let found = timeout_at(until, find(gateway, person, scope, &earlier)).await.ok().flatten();
    let lost = Trouble::unanswered("no job of that name is in its list");
    found.ok_or_else(|| lost.outcome_unknown(UNKNOWN_EN, UNKNOWN_ZH).into())
}

/// Writes down what became of a submission. That can fail, and the answer is given all the same: the script may run.
async fn end(gateway: &Gateway, person: &Person, intent_id: i64, fate: Fate) {
    let operator = person.operator.clone();
    let ended =
        gateway.store.write(move |db| db.end_intent(intent_id, fate, &operator, clock::now()));
    if let Err(error) = ended.await {
        tracing::error!(%error, intent_id, ?fate, "what became of a submission can't be recorded");
    }
}

#[derive(Deserialize)]
struct Jobs {
    data: Vec<Job>,
}

#[derive(Deserialize)]
struct Job {
    id: i64,
    name: String,
    create_time: i64,
}

/// Looks for the job of a submission: of its name and time, and not that of another submission. More than one is none.
async fn find(gateway: &Gateway, person: &Person, scope: Scope, lost: &Intent) -> Option<Accepted> {
    let client = &person.upstream.0.client;
    let mut query = scope_query(scope);
    query.extend([
        ("create_time_start", (lost.create_time - CLOCKS).to_string()),
        ("create_time_end", (lost.create_time + CLOCKS).to_string()),
        ("name", lost.name.clone()),
        // By an API; a script.
        ("launch_mode", "2".to_owned()),
        ("type", "1".to_owned()),
        ("start", "0".to_owned()),
        ("length", CANDIDATES.to_string()),
    ]);
    let jobs: Jobs = client.ask(&person.identity, "v3/get_job_instance_list", &query).await.ok()?;
    let named = jobs.data.into_iter().filter(|job| job.name == lost.name);
    let mut candidates = Vec::new();
    for job in named.filter(|job| (job.create_time - lost.create_time).abs() <= CLOCKS) {
        let id = job.id;
        if !gateway.store.read(move |db| db.has_intent(id)).await.ok()? {
            candidates.push(job);
        }
    }
    let [job] = candidates.as_slice() else {
        return None;
    };
    let step = status::brief(gateway, person, scope, job.id).await.ok()?.step?;
    end(gateway, person, lost.intent_id, Fate::Accepted(job.id, step)).await;
    Some(Accepted {
        job_instance_id: job.id,
        job_instance_name: job.name.clone(),
        step_instance_id: step,
    })
}

/// Looks for every submission of somebody that is still lost: those that stay so.
pub(super) async fn still_lost(
    gateway: &Gateway,
    person: &Person,
    scope: Scope,
) -> Result<Vec<Intent>, Refusal> {
    let operator = person.operator.name.clone();
    // What was sent just now is being waited for.
    let patience = i64::try_from(person.upstream.0.client.patience().as_millis());
    let sent_before = clock::now() - patience.unwrap_or(i64::MAX) - 30_000;
    let lost =
        gateway.store.read(move |db| db.unknown_intents(&operator, scope, sent_before)).await?;
    let mut still = Vec::new();
    let until = Instant::now() + HISTORY_LOOK;
    for intent in lost {
        let found = timeout_at(until, find(gateway, person, scope, &intent)).await;
        if !matches!(found, Ok(Some(_))) {
            still.push(intent);
        }
    }
    Ok(still)
}
