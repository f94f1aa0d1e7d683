//! GET …/stepInstance/{step}/outputGroups and …/outputGroups/diff

use super::answer::{ApiError, data};
use crate::routes::endpoint;
use gloo_net::http::Request;
use serde::Deserialize;
use web_sys::AbortSignal;

/// What is made alike before outputs are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Normalisers {
    pub(crate) time: bool,
    pub(crate) process_id: bool,
    pub(crate) host: bool,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct OutputGroups {
    /// Smallest first.
    pub(crate) group_list: Vec<OutputGroup>,
    /// Objects that have ended and are not in a group yet.
    pub(crate) pending_count: usize,
    /// Objects that have not ended.
    pub(crate) unfinished_count: usize,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct OutputGroup {
    pub(crate) digest: String,
    pub(crate) total_bytes: u64,
    pub(crate) execute_object_list: Vec<ObjectId>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Hash)]
pub(crate) struct ObjectId {
    /// 1 host, 2 container.
    pub(crate) r#type: i64,
    pub(crate) resource_id: String,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Diff {
    pub(crate) line_list: Vec<DiffLine>,
    /// Outputs were longer than what is compared.
    pub(crate) is_cut: bool,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum DiffLine {
    Same {
        text: String,
    },
    Removed {
        text: String,
    },
    Added {
        text: String,
    },
    /// So many lines that are the same.
    Skipped {
        count: u64,
    },
}

impl Normalisers {
    fn parameter(self) -> String {
        let names = [(self.time, "time"), (self.process_id, "process_id"), (self.host, "host")];
        let names: Vec<&str> =
            names.into_iter().filter(|(is_on, _)| *is_on).map(|(_, name)| name).collect();
        names.join(",")
    }
}

pub(crate) async fn output_groups(
    job: String,
    step: i64,
    normalisers: Normalisers,
    signal: AbortSignal,
) -> Result<OutputGroups, ApiError> {
    let address = format!(
        "jobInstance/{job}/stepInstance/{step}/outputGroups?normalise={}",
        normalisers.parameter()
    );
    let request = Request::get(&endpoint(&address)).abort_signal(Some(&signal)).build();
    data(request.map_err(|_| ApiError::unreachable())?).await
}

/// What `other` has that `base` has not, and the other way round.
pub(crate) async fn output_diff(
    job: String,
    step: i64,
    normalisers: Normalisers,
    (base, other): (ObjectId, ObjectId),
    signal: AbortSignal,
) -> Result<Diff, ApiError> {
    let address = format!(
        "jobInstance/{job}/stepInstance/{step}/outputGroups/diff?normalise={}\
         &base_type={}&base_resource_id={}&type={}&resource_id={}",
        normalisers.parameter(),
        base.r#type,
        base.resource_id,
        other.r#type,
        other.resource_id
    );
    let request = Request::get(&endpoint(&address)).abort_signal(Some(&signal)).build();
    data(request.map_err(|_| ApiError::unreachable())?).await
}
