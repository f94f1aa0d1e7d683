//! GET …/jobInstance/{job}/status. One question to JOB for all who look at a run.

mod batches;

pub(super) use batches::Batches;

use super::trouble::Trouble;
use super::{Person, Upstream, id, scope_query};
use crate::answer::Refusal;
use crate::routes::{number, query, scope};
use crate::run::{Operation, run_status};
use crate::server::Gateway;
use axum::body::Bytes;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use batches::{groups, rolling};
use fastexec_contract::Scope;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// How long a status is good while things move.
const GOOD: Duration = Duration::from_secs(2);

/// A finished run changes only when somebody operates it.
const GOOD_WHEN_FINISHED: Duration = Duration::from_secs(20);

#[derive(Debug, Deserialize)]
pub(crate) struct Options {
    include_execute_object_task_result: Option<String>,
    /// Objects as they were at this attempt, from 0; the last one unless given.
    execute_count: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Question {
    person: String,
    pub(super) scope: Scope,
    pub(super) job: i64,
    with_objects: bool,
    attempt: Option<i64>,
}

/// A status, written once for all who read it.
#[derive(Debug)]
pub(crate) struct Snapshot {
    text: Bytes,
    pub(super) is_finished: bool,
    pub(super) step: Option<i64>,
    /// The latest, from 0.
    pub(super) attempt: Option<i64>,
}

impl Snapshot {
    pub(super) fn bytes(&self) -> usize {
        self.text.len()
    }
}

pub(crate) async fn get(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id, job)): Path<(String, String, String)>,
    options: Result<Query<Options>, QueryRejection>,
    person: Person,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let options = query(options)?;
    let attempt = options.execute_count.as_deref().map(|it| number("execute_count", it));
    let question = Question {
        person: person.key.clone(),
        scope,
        job: id(&job)?,
        with_objects: options.include_execute_object_task_result.as_deref() == Some("true"),
        attempt: attempt.transpose()?,
    };
    let snapshot = snapshot(&gateway, &person, question).await?;
    let content_type = [(header::CONTENT_TYPE, "application/json")];
    Ok((content_type, snapshot.text.clone()).into_response())
}

async fn snapshot(
    gateway: &Gateway,
    person: &Person,
    question: Question,
) -> Result<Arc<Snapshot>, Trouble> {
    let polls = &person.upstream.0.statuses;
    let (gateway, person, asked) = (gateway.clone(), person.clone(), question.clone());
    let age =
        |snapshot: &Snapshot| Some(if snapshot.is_finished { GOOD_WHEN_FINISHED } else { GOOD });
    polls.ask(question, age, move || async move { ask(&gateway, &person, &asked).await }).await
}

/// The status of a job without its objects.
pub(super) async fn brief(
    gateway: &Gateway,
    person: &Person,
    scope: Scope,
    job: i64,
) -> Result<Arc<Snapshot>, Trouble> {
    let with_objects = |with_objects| Question {
        person: person.key.clone(),
        scope,
        job,
        with_objects,
        attempt: None,
    };
    // Somebody who follows the run has just asked for more.
    if let Some(known) = person.upstream.0.statuses.newest(&with_objects(true)) {
        return Ok(known);
    }
    snapshot(gateway, person, with_objects(false)).await
}

/// The objects of a job, as its status tells them.
pub(super) async fn objects_of(
    gateway: &Gateway,
    person: &Person,
    scope: Scope,
    job: i64,
) -> Result<Vec<Value>, Refusal> {
    let key = person.key.clone();
    let question = Question { person: key, scope, job, with_objects: true, attempt: None };
    let snapshot = snapshot(gateway, person, question).await?;
    let read = tokio::task::spawn_blocking(move || {
        let mut told: Value = serde_json::from_slice(&snapshot.text)?;
        let list = &mut told["data"]["step_instance_list"][0]["execute_object_result_list"];
        Ok(list.as_array_mut().map(std::mem::take).unwrap_or_default())
    });
    let read: Result<_, serde_json::Error> =
        read.await.map_err(|error| Refusal::internal(&error))?;
    read.map_err(|error| Refusal::internal(&error))
}

impl Upstream {
    /// Something was done to a job: what was known of it is old.
    pub(super) fn has_changed(&self, scope: Scope, job: i64) {
        self.0.statuses.expire(|question| (question.scope, question.job) == (scope, job));
        self.0.logs.expire(|question| (question.scope, question.job) == (scope, job));
    }
}

/// Both dialects'.
#[derive(Deserialize)]
struct Status {
    finished: bool,
    job_instance: Value,
    step_instance_list: Vec<Step>,
}

#[derive(Deserialize)]
struct Step {
    step_instance_id: i64,
    r#type: i64,
    name: String,
    status: i64,
    create_time: Option<i64>,
    start_time: Option<i64>,
    end_time: Option<i64>,
    total_time: Option<i64>,
    execute_count: Option<i64>,
    step_execute_object_result_list: Option<Vec<ObjectResult>>,
    step_ip_result_list: Option<Vec<HostResult>>,
}

#[derive(Deserialize)]
struct ObjectResult {
    execute_object: ExecuteObject,
    #[serde(flatten)]
    result: ResultOf,
}

#[derive(Deserialize)]
struct HostResult {
    bk_host_id: i64,
    bk_cloud_id: Option<i64>,
    ip: Option<String>,
    ipv6: Option<String>,
    #[serde(flatten)]
    result: ResultOf,
}

#[derive(Deserialize)]
struct ResultOf {
    status: i64,
    tag: Option<String>,
    exit_code: Option<i64>,
    error_code: Option<i64>,
    start_time: Option<i64>,
    end_time: Option<i64>,
    total_time: Option<i64>,
}

#[derive(Deserialize)]
pub(super) struct ExecuteObject {
    r#type: i64,
    pub(super) resource_id: String,
    host: Option<Host>,
    container: Option<Container>,
}

#[derive(Deserialize)]
struct Host {
    bk_host_id: Option<i64>,
    bk_cloud_id: Option<i64>,
    ip: Option<String>,
}

#[derive(Deserialize)]
struct Container {
    id: i64,
    /// v4's name for the contract's `container_uid`.
    container_id: Option<String>,
    name: Option<String>,
}

impl ExecuteObject {
    /// In the contract's words.
    pub(super) fn wire(&self) -> Value {
        let mut object = json!({ "type": self.r#type, "resource_id": self.resource_id });
        if let Some(host) = &self.host {
            object["host"] = json!({
                "bk_host_id": host.bk_host_id,
                "bk_cloud_id": host.bk_cloud_id,
                "ip": host.ip.as_deref().unwrap_or_default(),
            });
        }
        if let Some(container) = &self.container {
            object["container"] = json!({
                "id": container.id,
                "container_uid": container.container_id,
                "name": container.name.as_deref().unwrap_or_default(),
            });
        }
        object
    }
}

/// A host, from v3's members of it.
pub(super) fn host(id: i64, cloud_id: Option<i64>, ip: Option<&str>) -> Value {
    json!({
        "type": 1,
        "resource_id": id.to_string(),
        "host": { "bk_host_id": id, "bk_cloud_id": cloud_id, "ip": ip.unwrap_or_default() },
    })
}

async fn ask(gateway: &Gateway, person: &Person, asked: &Question) -> Result<Snapshot, Trouble> {
    let upstream = &person.upstream.0;
    let mut query = scope_query(asked.scope);
    query.push(("job_instance_id", asked.job.to_string()));
    let wants_objects = asked.with_objects && asked.attempt.is_none();
    let (endpoint, member) = match upstream.version {
        super::Version::V4 => ("v4/get_job_instance_status", "return_execute_object_result"),
        super::Version::V3 => ("v3/get_job_instance_status", "return_ip_result"),
    };
    query.push((member, wants_objects.to_string()));
    let status: Status = upstream.client.ask(&person.identity, endpoint, &query).await?;
    let step = status.step_instance_list.first();
    let step_id = step.map(|step| step.step_instance_id);
    let attempt = step.and_then(|step| step.execute_count);
    let mut objects = step.map(objects).unwrap_or_default();
    if let (Some(wanted), Some(step), true) = (asked.attempt, step_id, asked.with_objects) {
        objects = of_attempt(person, asked, step, wanted).await?;
    }
    let rolling = match step {
        Some(step) if asked.with_objects && asked.attempt.is_none() => {
            rolling(gateway, person, asked, step, &mut objects).await
        }
        _ => None,
    };
    // Whose output is asked for says of which attempt: JOB gives that of the latest.
    if let Some(attempt) = asked.attempt.or(attempt) {
        objects.iter_mut().for_each(|object| object["execute_count"] = attempt.into());
    }
    let is_finished = status.finished;
    let text = tokio::task::spawn_blocking(move || {
        Bytes::from(json!({ "data": wire(status, objects, rolling) }).to_string())
    });
    let text = text.await.map_err(|_| Trouble::busy())?;
    Ok(Snapshot { text, is_finished, step: step_id, attempt })
}

fn objects(step: &Step) -> Vec<Value> {
    let of_v4 = step.step_execute_object_result_list.iter().flatten();
    let of_v4 = of_v4.map(|object| result(object.execute_object.wire(), &object.result));
    let of_v3 = step.step_ip_result_list.iter().flatten().map(of_host);
    of_v4.chain(of_v3).collect()
}

fn of_host(it: &HostResult) -> Value {
    let ip = it.ip.as_deref().filter(|ip| !ip.is_empty()).or(it.ipv6.as_deref());
    result(host(it.bk_host_id, it.bk_cloud_id, ip), &it.result)
}

fn result(execute_object: Value, of: &ResultOf) -> Value {
    json!({
        "execute_object": execute_object,
        "status": of.status,
        "tag": of.tag.as_deref().unwrap_or_default(),
        "exit_code": of.exit_code,
        "error_code": of.error_code,
        "start_time": of.start_time,
        "end_time": of.end_time,
        "total_time": of.total_time,
    })
}

/// Hosts only: JOB tells earlier attempts of containers to nobody.
async fn of_attempt(
    person: &Person,
    asked: &Question,
    step: i64,
    attempt: i64,
) -> Result<Vec<Value>, Trouble> {
    let groups = groups(person, asked, step, vec![("execute_count", attempt.to_string())]).await?;
    Ok(groups.iter().flat_map(|group| &group.host_result_list).map(of_host).collect())
}

fn wire(status: Status, objects: Vec<Value>, rolling: Option<Value>) -> Value {
    let mut objects = Some(objects);
    let job_status = status.job_instance["status"].as_i64().unwrap_or_default();
    let steps = status.step_instance_list.into_iter().map(|step| {
        let mut wire = json!({
            "step_instance_id": step.step_instance_id,
            "type": step.r#type,
            "name": step.name,
            "status": step.status,
            "create_time": step.create_time,
            "start_time": step.start_time,
            "end_time": step.end_time,
            "total_time": step.total_time,
            "execute_count": step.execute_count,
            "operation_code_list": allowed(job_status, step.status),
        });
        // The first step is the only one of such a job.
        if let Some(objects) = objects.take().filter(|objects| !objects.is_empty()) {
            wire["execute_object_result_list"] = objects.into();
        }
        if let Some(rolling) = &rolling {
            wire["rolling"] = rolling.clone();
        }
        wire
    });
    let steps: Vec<Value> = steps.collect();
    json!({
        "finished": status.finished,
        "job_instance": status.job_instance,
        "step_instance_list": steps,
    })
}

/// What the contract allows in a state. Whether JOB does, its answer tells.
fn allowed(job: i64, step: i64) -> Vec<i64> {
    let operations: &[Operation] = match (job, step) {
        (_, run_status::RUNNING) | (run_status::RUNNING, _) => &[Operation::Terminate],
        (_, run_status::WAITING_FOR_USER) => &[Operation::Terminate, Operation::Continue],
        (_, run_status::FAILED) => {
            &[Operation::RetryFailed, Operation::IgnoreError, Operation::RetryAll]
        }
        _ => &[],
    };
    operations.iter().map(|operation| operation.code()).collect()
}

#[cfg(test)]
mod tests {
    use super::allowed;

    #[test]
    fn operations_by_state() {
        for (job, step, expected) in
            [(2, 2, &[1][..]), (7, 7, &[1, 13]), (4, 4, &[2, 3, 8]), (3, 3, &[]), (11, 11, &[])]
        {
            assert_eq!(allowed(job, step), expected, "{job} {step}");
        }
    }
}
