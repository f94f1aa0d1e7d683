//! One file an endpoint.

mod body;
pub(crate) mod execute;
pub(crate) mod health;
pub(crate) mod history;
pub(crate) mod inventory;
pub(crate) mod log;
pub(crate) mod log_download;
pub(crate) mod metrics;
pub(crate) mod openapi;
pub(crate) mod operate;
pub(crate) mod output_groups;
pub(crate) mod resolve;
pub(crate) mod session;
pub(crate) mod status;

use crate::answer::{Refusal, Sentence};
use crate::server::Gateway;
use crate::store::{RunRow, step_of};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
pub(crate) use body::JsonBody;
use fastexec_contract::{Scope, check_scope};
use serde::Deserialize;
use std::str::FromStr;

/// Items of a page unless told otherwise.
const PAGE: i64 = 50;

/// Items of a page at the most.
const PAGE_MAX: i64 = 1000;

/// Which items of a long list are asked for.
#[derive(Debug, Deserialize)]
pub(crate) struct Page {
    offset: Option<String>,
    length: Option<String>,
}

impl Page {
    /// Offset and length.
    pub(crate) fn numbers(&self) -> Result<(i64, i64), Refusal> {
        let read = |name, text: &Option<String>, default| {
            text.as_deref().map_or(Ok(default), |text| number(name, text))
        };
        let (offset, length) =
            (read("offset", &self.offset, 0)?, read("length", &self.length, PAGE)?);
        if offset < 0 || !(1..=PAGE_MAX).contains(&length) {
            return Err(Refusal::BadRequest(Sentence::new(
                format!("offset starts at 0, and length is 1 to {PAGE_MAX}."),
                format!("offset 从 0 开始，length 取值 1 到 {PAGE_MAX}。"),
            )));
        }
        Ok((offset, length))
    }
}

/// A number of a query string.
pub(crate) fn number<T: FromStr>(name: &str, text: &str) -> Result<T, Refusal> {
    text.parse().map_err(|_| {
        Refusal::BadRequest(Sentence::new(
            format!("{name} is not a number that fits here: {text:?}."),
            format!("{name} 不是合适的数字：{text:?}。"),
        ))
    })
}

pub(crate) fn query<T>(query: Result<Query<T>, QueryRejection>) -> Result<T, Refusal> {
    query.map(|Query(query)| query).map_err(|rejection| {
        let reason = rejection.body_text();
        Refusal::BadRequest(Sentence::new(
            format!("The query string can't be read: {reason}."),
            format!("无法解析查询字符串：{reason}。"),
        ))
    })
}

pub(crate) fn scope(scope_type: &str, scope_id: &str) -> Result<Scope, Refusal> {
    let (scope, report) = check_scope(scope_type, scope_id);
    scope.ok_or(Refusal::InvalidArgument(report))
}

/// A job of a scope. Jobs of other scopes are not told apart from jobs that don't exist.
async fn run_of(gateway: &Gateway, scope: Scope, job: &str) -> Result<(i64, RunRow), Refusal> {
    let job = job_id(job)?;
    let run = gateway.store.read(move |db| db.run(job)).await?;
    Ok((job, run.filter(|run| is_in(run, scope)).ok_or(Refusal::NotFound)?))
}

fn job_id(job: &str) -> Result<i64, Refusal> {
    job.parse().map_err(|_| Refusal::NotFound)
}

fn is_in(run: &RunRow, scope: Scope) -> bool {
    run.scope_type == scope.kind.name() && run.scope_id == scope.id.get()
}

/// A job of a scope, named together with its step.
async fn run_of_step(
    gateway: &Gateway,
    scope: Scope,
    job: &str,
    step: &str,
) -> Result<(i64, RunRow), Refusal> {
    let (job, run) = run_of(gateway, scope, job).await?;
    if step.parse() == Ok(step_of(job)) { Ok((job, run)) } else { Err(Refusal::NotFound) }
}

/// Milliseconds.
fn total_time(start: Option<i64>, end: Option<i64>) -> Option<i64> {
    Some(end? - start?)
}
