//! GET …/jobInstance and GET …/jobInstance/{job}/request

use super::answer::{ApiError, data};
use crate::routes::endpoint;
use gloo_net::http::Request;
use serde::Deserialize;
use serde_json::Value;
use web_sys::AbortSignal;

/// Runs on one page.
pub(crate) const PAGE: i64 = 25;

/// Which runs. What is empty doesn't filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// A part of the name.
    pub(crate) name: String,
    pub(crate) status: String,
    pub(crate) operator: String,
    /// Milliseconds since the epoch.
    pub(crate) create_time_start: Option<i64>,
    pub(crate) create_time_end: Option<i64>,
    pub(crate) offset: i64,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Runs {
    pub(crate) offset: i64,
    pub(crate) total: i64,
    pub(crate) job_instance_list: Vec<RunRow>,
    /// Of this person; only where runs are handed on.
    #[serde(default)]
    pub(crate) lost_submission_list: Vec<LostSubmission>,
}

/// What was sent to JOB and never answered: it may run, or not.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct LostSubmission {
    pub(crate) name: String,
    pub(crate) create_time: i64,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct RunRow {
    pub(crate) job_instance_id: i64,
    pub(crate) name: String,
    pub(crate) operator: String,
    pub(crate) status: i64,
    pub(crate) create_time: i64,
    pub(crate) total_time: Option<i64>,
    pub(crate) execute_object_count: Option<i64>,
}

pub(crate) async fn history(filter: Filter, signal: AbortSignal) -> Result<Runs, ApiError> {
    let time = |time: Option<i64>| time.map(|time| time.to_string()).unwrap_or_default();
    let (start, end) = (time(filter.create_time_start), time(filter.create_time_end));
    let (offset, length) = (filter.offset.to_string(), PAGE.to_string());
    let parameters = [
        ("name", filter.name.trim()),
        ("status", &filter.status),
        ("operator", filter.operator.trim()),
        ("create_time_start", &start),
        ("create_time_end", &end),
        ("offset", &offset),
        ("length", &length),
    ];
    let request = Request::get(&endpoint("jobInstance"))
        .query(parameters.into_iter().filter(|(_, value)| !value.is_empty()))
        .abort_signal(Some(&signal))
        .build();
    data(request.map_err(|_| ApiError::unreachable())?).await
}

/// The body of the submission, sensitive parameters as `******`.
pub(crate) async fn stored_request(job: String, signal: AbortSignal) -> Result<Value, ApiError> {
    let address = endpoint(&format!("jobInstance/{job}/request"));
    let request = Request::get(&address).abort_signal(Some(&signal)).build();
    data(request.map_err(|_| ApiError::unreachable())?).await
}
