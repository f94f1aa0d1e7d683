//! One file an endpoint.

pub(crate) mod execute;
pub(crate) mod health;
pub(crate) mod log;
pub(crate) mod session;
pub(crate) mod status;

use crate::answer::Refusal;
use crate::server::Gateway;
use crate::store::RunRow;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, header};
use fastexec_contract::{Scope, check_scope};

/// A body of JSON: its bytes, when they came as what they are.
fn json_body(headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<Bytes, Refusal> {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = content_type.and_then(|value| value.split(';').next()).map(str::trim);
    if !media_type.is_some_and(|it| it.eq_ignore_ascii_case("application/json")) {
        return Err(Refusal::UnsupportedMediaType);
    }
    // A body that breaks off has nobody left to answer to.
    body.map_err(|_| Refusal::PayloadTooLarge)
}

fn scope(scope_type: &str, scope_id: &str) -> Result<Scope, Refusal> {
    let (scope, report) = check_scope(scope_type, scope_id);
    scope.ok_or(Refusal::InvalidArgument(report))
}

/// A job of a scope. Jobs of other scopes are not told apart from jobs that don't exist.
async fn run_of(gateway: &Gateway, scope: Scope, job: &str) -> Result<(i64, RunRow), Refusal> {
    let job: i64 = job.parse().map_err(|_| Refusal::NotFound)?;
    let run = gateway.store.call(move |db| db.run(job)).await;
    let run = run
        .map_err(|error| Refusal::internal(&error))?
        .filter(|run| run.scope_type == scope.kind.name() && run.scope_id == scope.id.get());
    Ok((job, run.ok_or(Refusal::NotFound)?))
}
