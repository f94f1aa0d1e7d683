//! GET /metrics: counters for Prometheus. Who can reach this machine alone needs no secret to see them.

use crate::answer::Refusal;
use crate::auth::Operator;
use crate::metrics::Gauges;
use crate::server::Gateway;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

pub(crate) async fn get(
    State(gateway): State<Gateway>,
    operator: Result<Operator, Refusal>,
) -> Result<Response, Refusal> {
    if gateway.is_remote {
        operator?;
    }
    let gauges = Gauges {
        runs: gateway.runner.running(),
        processes: gateway.max_parallel - gateway.places.available_permits(),
        processes_max: gateway.max_parallel,
        inventory_is_current: gateway.inventory.is_current(),
    };
    let text = gateway.metrics.text(&gauges);
    let content_type = "text/plain; version=0.0.4; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, content_type)], text).into_response())
}
