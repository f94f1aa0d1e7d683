//! GET …/jobInstance/{job}/status

use super::answer::{ApiError, data};
use crate::routes::endpoint;
use gloo_net::http::Request;
use serde::Deserialize;
use web_sys::AbortSignal;

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Status {
    pub(crate) finished: bool,
    pub(crate) job_instance: JobInstance,
    pub(crate) step_instance_list: Vec<StepInstance>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct JobInstance {
    pub(crate) job_instance_id: i64,
    pub(crate) name: String,
    pub(crate) status: i64,
    /// Milliseconds since the epoch.
    pub(crate) start_time: Option<i64>,
    /// Milliseconds.
    pub(crate) total_time: Option<i64>,
    pub(crate) operator: Option<String>,
    pub(crate) terminated_by: Option<String>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct StepInstance {
    pub(crate) step_instance_id: i64,
    #[serde(default)]
    pub(crate) status: i64,
    /// What may be asked for now: 1 of the job, the others of the step.
    #[serde(default)]
    pub(crate) operation_code_list: Vec<i64>,
    pub(crate) rolling: Option<Rolling>,
    #[serde(default)]
    pub(crate) execute_object_result_list: Vec<ObjectResult>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Rolling {
    /// 1 pause on failure, 2 ignore failure, 3 confirm by hand.
    pub(crate) mode: Option<i64>,
    /// From 1.
    pub(crate) current_batch: i64,
    pub(crate) batch_list: Vec<Batch>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Batch {
    pub(crate) batch: i64,
    pub(crate) status: i64,
    pub(crate) size: i64,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct ObjectResult {
    pub(crate) execute_object: ExecuteObject,
    pub(crate) status: i64,
    pub(crate) tag: String,
    pub(crate) exit_code: Option<i64>,
    pub(crate) total_time: Option<i64>,
    pub(crate) batch: Option<i64>,
    /// The attempt that this tells of, from 0.
    #[serde(default)]
    pub(crate) execute_count: i64,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Hash)]
pub(crate) struct ExecuteObject {
    /// 1 host, 2 container.
    pub(crate) r#type: i64,
    pub(crate) resource_id: String,
    host: Option<Host>,
    container: Option<Container>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Hash)]
struct Host {
    ip: String,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Hash)]
struct Container {
    name: String,
}

impl ExecuteObject {
    /// What the object is called beside its id.
    pub(crate) fn name(&self) -> &str {
        match (&self.host, &self.container) {
            (Some(host), _) => &host.ip,
            (_, Some(container)) => &container.name,
            _ => "",
        }
    }
}

pub(crate) async fn status(job: String, signal: AbortSignal) -> Result<Status, ApiError> {
    let address =
        endpoint(&format!("jobInstance/{job}/status?include_execute_object_task_result=true"));
    let request = Request::get(&address).abort_signal(Some(&signal)).build();
    data(request.map_err(|_| ApiError::unreachable())?).await
}
