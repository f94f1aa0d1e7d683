//! GET …/jobInstance: JOB's list of jobs, and submissions that got lost on the way to it.
//! GET …/jobInstance/{job}/request: what was asked for.

use super::inventory::{What, list as list_of};
use super::trouble::Trouble;
use super::{Person, execute, id, scope_query, status};
use crate::answer::{Data, Refusal};
use crate::clock;
use crate::routes::history::Filter;
use crate::routes::{number, query, scope};
use crate::run::run_status;
use crate::server::Gateway;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use fastexec_contract::{MASK, Scope, base64_text};
use serde::Deserialize;
use serde_json::{Value, json};

/// Milliseconds of history when no time is given: JOB wants to be told, and keeps a month.
const SPAN: i64 = 30 * 24 * 60 * 60 * 1000;

/// What is asked for in the future too: clocks differ.
const AHEAD: i64 = 60 * 60 * 1000;

/// Of v3's list, in both dialects: v4's has no total.
#[derive(Deserialize)]
pub(super) struct Job {
    id: i64,
    name: String,
    operator: Option<String>,
    /// The document's table says `status`, its example `task_status`.
    #[serde(alias = "task_status")]
    status: i64,
    create_time: Option<i64>,
    start_time: Option<i64>,
    end_time: Option<i64>,
    total_time: Option<i64>,
}

pub(crate) async fn list(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id)): Path<(String, String)>,
    filter: Result<Query<Filter>, QueryRejection>,
    person: Person,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let filter = query(filter)?;
    let (offset, length) = filter.page.numbers()?;
    let time = |name, text: &Option<String>, default: i64| {
        text.as_deref().map_or(Ok(default), |text| number(name, text))
    };
    let now = clock::now();
    let end = time("create_time_end", &filter.create_time_end, now + AHEAD)?;
    let start = time("create_time_start", &filter.create_time_start, end - AHEAD - SPAN)?;
    let mut query = scope_query(scope);
    query.extend([
        ("create_time_start", start.to_string()),
        ("create_time_end", end.to_string()),
        ("type", "1".to_owned()),
        ("start", offset.to_string()),
        ("length", length.to_string()),
    ]);
    if let Some(status) = &filter.status {
        query.push(("status", number::<i64>("status", status)?.to_string()));
    }
    query.extend(filter.name.map(|name| ("name", name)));
    query.extend(filter.operator.map(|operator| ("operator", operator)));
    let lost = execute::still_lost(&gateway, &person, scope).await?;
    let jobs = list_of(&person, scope, What::Jobs(query)).await?;
    let lost = lost.into_iter().map(|intent| {
        json!({ "name": intent.name, "create_time": intent.create_time, "outcome": "unknown" })
    });
    Ok(Data(json!({
        "offset": offset,
        "length": length,
        "total": jobs.total,
        "job_instance_list": jobs.items,
        "lost_submission_list": lost.collect::<Vec<_>>(),
    }))
    .into_response())
}

pub(super) fn wire(job: Job) -> Value {
    json!({
        "job_instance_id": job.id,
        "name": job.name,
        "operator": job.operator.unwrap_or_default(),
        "status": job.status,
        "finished": run_status::is_finished(job.status),
        "create_time": job.create_time,
        "start_time": job.start_time,
        "end_time": job.end_time,
        "total_time": job.total_time,
    })
}

pub(crate) async fn request(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id, job)): Path<(String, String, String)>,
    person: Person,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let job = id(&job)?;
    // Who may see the job may see what was asked for; JOB decides that.
    let status = status::brief(&gateway, &person, scope, job).await?;
    let stored = gateway.store.read(move |db| db.intent_request(scope, job)).await?;
    let request = match stored {
        Some(stored) => serde_json::from_str(&stored).map_err(|error| Refusal::internal(&error))?,
        None => told(&person, scope, job, status.step.ok_or(Refusal::NotFound)?).await?,
    };
    Ok(Data(request).into_response())
}

#[derive(Deserialize)]
struct Detail {
    name: String,
    script_info: Option<ScriptInfo>,
}

#[derive(Deserialize)]
struct ScriptInfo {
    script_version_id: Option<i64>,
    script_content: Option<String>,
    script_language: Option<i64>,
    script_param: Option<String>,
    script_timeout: Option<i64>,
    account: Option<Account>,
    server: Option<Server>,
    is_param_sensitive: Option<i64>,
}

#[derive(Deserialize)]
struct Account {
    id: Option<i64>,
}

#[derive(Deserialize)]
struct Server {
    #[serde(default)]
    ip_list: Vec<Host>,
    #[serde(default)]
    topo_node_list: Vec<Value>,
    #[serde(default)]
    dynamic_group_list: Vec<Value>,
}

#[derive(Deserialize)]
struct Host {
    bk_host_id: Option<i64>,
}

/// The request of a job that was not submitted here, as far as JOB tells it.
async fn told(person: &Person, scope: Scope, job: i64, step: i64) -> Result<Value, Trouble> {
    let mut query = scope_query(scope);
    query.push(("job_instance_id", job.to_string()));
    query.push(("step_instance_id", step.to_string()));
    let client = &person.upstream.0.client;
    let detail: Detail =
        client.ask(&person.identity, "v3/get_step_instance_detail", &query).await?;
    let mut request = json!({ "task_name": detail.name });
    let Some(info) = detail.script_info else {
        return Ok(request);
    };
    match (info.script_version_id, info.script_content) {
        (Some(version), _) => request["script_version_id"] = version.into(),
        (None, Some(content)) => {
            request["script_content"] = base64_text::encode(&content).into();
            request["script_language"] = info.script_language.into();
        }
        (None, None) => {}
    }
    let is_sensitive = info.is_param_sensitive == Some(1);
    if let Some(param) = info.script_param.filter(|param| !param.is_empty()) {
        let encoded = base64_text::encode(&param);
        request["script_param"] = if is_sensitive { MASK.to_owned() } else { encoded }.into();
    }
    if is_sensitive {
        request["is_param_sensitive"] = 1.into();
    }
    request["timeout"] = info.script_timeout.into();
    request["account_id"] = info.account.and_then(|account| account.id).into();
    if let Some(server) = info.server {
        let hosts = server.ip_list.into_iter().filter_map(|host| host.bk_host_id);
        request["execute_target"] = json!({
            "host_id_list": hosts.collect::<Vec<_>>(),
            "host_topo_node_list": server.topo_node_list,
            "host_dynamic_group_list": server.dynamic_group_list,
        });
    }
    Ok(request)
}
