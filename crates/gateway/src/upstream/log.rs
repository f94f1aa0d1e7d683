//! POST …/stepInstance/{step}/log. JOB gives whole logs, 50 at a time; here they become pieces by offset.

use super::status::{ExecuteObject, brief, host};
use super::trouble::Trouble;
use super::{Person, Version, id};
use crate::answer::{Data, Obstacle, Refusal, Sentence};
use crate::routes::log::{WantedObject, wanted};
use crate::routes::{JsonBody, scope};
use crate::server::Gateway;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use fastexec_contract::Scope;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// How long logs are good while their run goes on.
const GOOD: Duration = Duration::from_secs(2);

const GOOD_WHEN_FINISHED: Duration = Duration::from_secs(60);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Question {
    person: String,
    pub(super) scope: Scope,
    pub(super) job: i64,
    step: i64,
    /// 1 host, 2 container.
    kind: i64,
    ids: Vec<i64>,
}

/// Objects whose logs JOB gives at once.
pub(super) const OBJECTS_MAX: usize = 50;

/// The step of a job.
#[derive(Clone, Copy, Debug)]
pub(super) struct Of {
    pub(super) scope: Scope,
    pub(super) job: i64,
    pub(super) step: i64,
}

impl Of {
    /// Of the latest attempt, of up to 50 objects of one kind.
    pub(super) async fn logs(
        self,
        gateway: &Gateway,
        person: &Person,
        kind: i64,
        ids: Vec<i64>,
    ) -> Result<Arc<Logs>, Trouble> {
        let Of { scope, job, step } = self;
        let question = Question { person: person.key.clone(), scope, job, step, kind, ids };
        ask(gateway, person, question).await
    }
}

/// Whole logs by the id of their object.
#[derive(Debug)]
pub(crate) struct Logs {
    of_objects: HashMap<String, Log>,
    pub(super) is_finished: bool,
}

#[derive(Debug)]
struct Log {
    execute_object: Value,
    text: String,
}

impl Logs {
    pub(super) fn bytes(&self) -> usize {
        self.of_objects.values().map(|log| log.text.len()).sum()
    }

    /// What an object has printed; JOB leaves out those that printed nothing.
    pub(super) fn text(&self, id: i64) -> &str {
        self.of_objects.get(&id.to_string()).map_or("", |log| &log.text)
    }
}

pub(crate) async fn post(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id, job, step)): Path<(String, String, String, String)>,
    person: Person,
    JsonBody(body): JsonBody,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let wanted = wanted(&body)?;
    let (job, step) = (id(&job)?, id(&step)?);
    check_attempt(&gateway, &person, scope, job, wanted.execute_count).await?;
    let mut logs: HashMap<i64, Arc<Logs>> = HashMap::new();
    for kind in [1, 2] {
        let ids = wanted.execute_object_list.iter().filter(|object| object.r#type == kind);
        let mut ids: Vec<i64> = ids
            .map(|object| object.resource_id.parse().map_err(|_| Refusal::NotFound))
            .collect::<Result<_, _>>()?;
        ids.sort_unstable();
        ids.dedup();
        if !ids.is_empty() {
            let of = Of { scope, job, step };
            logs.insert(kind, of.logs(&gateway, &person, kind, ids).await?);
        }
    }
    let pieces = wanted.execute_object_list.iter().map(|object| {
        let log =
            logs.get(&object.r#type).and_then(|logs| logs.of_objects.get(&object.resource_id));
        piece(object, log)
    });
    Ok(Data(json!({
        "job_instance_id": job,
        "step_instance_id": step,
        "log_type": 1,
        "script_execute_object_task_logs": pieces.collect::<Vec<_>>(),
    }))
    .into_response())
}

/// JOB gives the logs of the latest attempt only.
pub(super) async fn check_attempt(
    gateway: &Gateway,
    person: &Person,
    scope: Scope,
    job: i64,
    wanted: Option<i64>,
) -> Result<(), Refusal> {
    let Some(attempt) = wanted else {
        return Ok(());
    };
    let latest = brief(gateway, person, scope, job).await?.attempt;
    if latest.is_none_or(|latest| latest == attempt) {
        return Ok(());
    }
    Err(Refusal::FailedPrecondition(vec![Obstacle {
        pointer: "/execute_count".to_owned(),
        code: "attempt_not_kept",
        sentence: Sentence::new(
            "JOB gives the output of the latest attempt only.",
            "JOB 只提供最近一次执行的日志。",
        ),
    }]))
}

/// By bytes, and never within a character.
fn piece(object: &WantedObject, log: Option<&Log>) -> Value {
    let text = log.map_or("", |log| log.text.as_str());
    let floor = |at: usize| text.floor_char_boundary(at.min(text.len()));
    let start = floor(usize::try_from(object.offset.unwrap_or(0)).unwrap_or(usize::MAX));
    let limit =
        object.limit.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap_or(usize::MAX));
    let mut end = floor(start.saturating_add(limit));
    if end == start && limit > 0 {
        // A limit of less than a character must not stand still for ever.
        end = text.ceil_char_boundary((start + 1).min(text.len()));
    }
    let execute_object = log.map_or_else(
        || json!({ "type": object.r#type, "resource_id": object.resource_id }),
        |log| log.execute_object.clone(),
    );
    json!({
        "execute_object": execute_object,
        "log_content": text[start..end],
        "offset": start,
        "next_offset": end,
        "total_bytes": text.len(),
    })
}

#[derive(Deserialize)]
struct OfV4 {
    #[serde(default)]
    script_step_execute_object_logs: Vec<ObjectLog>,
}

#[derive(Deserialize)]
struct ObjectLog {
    execute_object: ExecuteObject,
    log_content: Option<String>,
}

#[derive(Deserialize)]
struct OfV3 {
    #[serde(default)]
    script_task_logs: Vec<HostLog>,
}

#[derive(Deserialize)]
struct HostLog {
    bk_host_id: i64,
    bk_cloud_id: Option<i64>,
    ip: Option<String>,
    log_content: Option<String>,
}

async fn ask(gateway: &Gateway, person: &Person, question: Question) -> Result<Arc<Logs>, Trouble> {
    let age = |logs: &Logs| Some(if logs.is_finished { GOOD_WHEN_FINISHED } else { GOOD });
    let (gateway, asker, asked) = (gateway.clone(), person.clone(), question.clone());
    let answer = move || async move {
        // Looked at before: a log that is read afterwards is whole.
        let is_finished = brief(&gateway, &asker, asked.scope, asked.job)
            .await
            .is_ok_and(|status| status.is_finished);
        Ok(Logs { of_objects: of_objects(&asker, &asked).await?, is_finished })
    };
    person.upstream.0.logs.ask(question, age, answer).await
}

async fn of_objects(person: &Person, asked: &Question) -> Result<HashMap<String, Log>, Trouble> {
    let list = if asked.kind == 1 { "host_id_list" } else { "container_id_list" };
    let body = json!({
        "bk_scope_type": asked.scope.kind.name(),
        "bk_scope_id": asked.scope.id.to_string(),
        "job_instance_id": asked.job,
        "step_instance_id": asked.step,
        list: asked.ids,
    })
    .to_string();
    let upstream = &person.upstream.0;
    let who = &person.identity;
    match upstream.version {
        Version::V4 => {
            let endpoint = "v4/batch_get_job_instance_execute_object_log";
            let logs: OfV4 = upstream.client.ask_at_length(who, endpoint, &body).await?;
            let logs = logs.script_step_execute_object_logs.into_iter().map(|log| {
                let execute_object = log.execute_object.wire();
                let text = log.log_content.unwrap_or_default();
                (log.execute_object.resource_id, Log { execute_object, text })
            });
            Ok(logs.collect())
        }
        Version::V3 if asked.kind == 1 => {
            let endpoint = "v3/batch_get_job_instance_ip_log";
            let logs: OfV3 = upstream.client.ask_at_length(who, endpoint, &body).await?;
            let logs = logs.script_task_logs.into_iter().map(|log| {
                let execute_object = host(log.bk_host_id, log.bk_cloud_id, log.ip.as_deref());
                let text = log.log_content.unwrap_or_default();
                (log.bk_host_id.to_string(), Log { execute_object, text })
            });
            Ok(logs.collect())
        }
        // It has no containers.
        Version::V3 => Ok(HashMap::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Log, WantedObject, piece};
    use serde_json::json;

    #[test]
    fn pieces() {
        let log = Log { execute_object: json!({}), text: "a主机b".to_owned() };
        for (offset, limit, content, next) in [
            (None, None, "a主机b", 8),
            (Some(1), Some(3), "主", 4),
            // Not within a character, and never nothing.
            (Some(1), Some(4), "主", 4),
            (Some(1), Some(1), "主", 4),
            (Some(4), Some(100), "机b", 8),
            (Some(8), Some(100), "", 8),
            (Some(99), Some(1), "", 8),
            (Some(0), Some(0), "", 0),
        ] {
            let wanted = WantedObject { r#type: 1, resource_id: "1".to_owned(), offset, limit };
            let piece = piece(&wanted, Some(&log));
            assert_eq!(piece["log_content"], content, "{offset:?} {limit:?}");
            assert_eq!(piece["next_offset"], next, "{offset:?} {limit:?}");
            assert_eq!(piece["total_bytes"], 8);
        }
    }
}
