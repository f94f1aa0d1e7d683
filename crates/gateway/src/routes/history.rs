//! GET …/jobInstance: the runs of a scope, newest first. GET …/jobInstance/{job}/request: what was asked for.

use crate::answer::{Data, Refusal};
use crate::auth::Operator;
use crate::routes::{Page, query, run_of, scope, total_time};
use crate::run::run_status;
use crate::server::Gateway;
use crate::store::{HistoryFilter, HistoryRow, step_of};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

/// Times are milliseconds since the epoch.
#[derive(Debug, Deserialize)]
pub(crate) struct Filter {
    #[serde(flatten)]
    pub(crate) page: Page,
    pub(crate) name: Option<String>,
    pub(crate) status: Option<String>,
    pub(crate) operator: Option<String>,
    pub(crate) create_time_start: Option<String>,
    pub(crate) create_time_end: Option<String>,
}

pub(crate) async fn list(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id)): Path<(String, String)>,
    filter: Result<Query<Filter>, QueryRejection>,
    _operator: Operator,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let filter = query(filter)?;
    let (offset, length) = filter.page.numbers()?;
    let number =
        |name, text: &Option<String>| text.as_deref().map(|it| super::number(name, it)).transpose();
    let filter = HistoryFilter {
        scope_type: scope.kind.name().to_owned(),
        scope_id: scope.id.get(),
        status: number("status", &filter.status)?,
        create_time_start: number("create_time_start", &filter.create_time_start)?,
        create_time_end: number("create_time_end", &filter.create_time_end)?,
        name: filter.name,
        operator: filter.operator,
        offset,
        length,
    };
    let (total, runs) = gateway.store.read(move |db| db.history(&filter)).await?;
    let runs: Vec<Value> = runs.into_iter().map(run).collect();
    Ok(Data(json!({
        "offset": offset,
        "length": length,
        "total": total,
        "job_instance_list": runs,
    }))
    .into_response())
}

fn run(run: HistoryRow) -> Value {
    json!({
        "job_instance_id": run.job_instance_id,
        "step_instance_id": step_of(run.job_instance_id),
        "name": run.name,
        "operator": run.operator,
        "status": run.status,
        "finished": run_status::is_finished(run.status),
        "create_time": run.create_time,
        "start_time": run.start_time,
        "end_time": run.end_time,
        "total_time": total_time(run.start_time, run.end_time),
        "execute_object_count": run.objects,
    })
}

pub(crate) async fn request(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id, job)): Path<(String, String, String)>,
    _operator: Operator,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let (job, _) = run_of(&gateway, scope, &job).await?;
    let request = gateway.store.read(move |db| db.request(job)).await?.ok_or(Refusal::NotFound)?;
    let request: Value =
        serde_json::from_str(&request).map_err(|error| Refusal::internal(&error))?;
    Ok(Data(request).into_response())
}
