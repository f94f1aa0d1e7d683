//! The gateway, one function an endpoint.

mod answer;
mod execute;
mod follow;
mod history;
mod inventory;
mod log;
mod newest;
mod operate;
mod output_groups;
mod resolve;
mod session;
mod status;
mod upstream;

pub(crate) use answer::{ApiError, Kind, Problem};
pub(crate) use execute::execute;
pub(crate) use follow::{Follower, Next, follow};
pub(crate) use history::{Filter, LostSubmission, PAGE, RunRow, Runs, history, stored_request};
pub(crate) use inventory::{
    Account, Listed, ListedContainer, ListedGroup, ListedHost, ListedNode, Script, list,
};
pub(crate) use log::{Heard, OutputOf, all_outputs};
pub(crate) use newest::Newest;
pub(crate) use operate::{CONTINUE, IGNORE, RETRY_ALL, RETRY_FAILED, TERMINATE, operate};
pub(crate) use output_groups::{
    Diff, DiffLine, Normalisers, ObjectId, OutputGroup, OutputGroups, output_diff, output_groups,
};
pub(crate) use resolve::{Objects, resolve};
pub(crate) use session::{Session, session, sign_in, sign_out};
pub(crate) use status::{
    Batch, ExecuteObject, JobInstance, ObjectResult, Status, StepInstance, status,
};
pub(crate) use upstream::{Upstream, check, forget_identity, identify};
