//! The gateway, one function an endpoint.

mod answer;
mod execute;
mod follow;
mod inventory;
mod log;
mod newest;
mod resolve;
mod session;
mod status;
mod upstream;

pub(crate) use answer::{ApiError, Kind, Problem};
pub(crate) use execute::execute;
pub(crate) use follow::{Next, follow};
pub(crate) use inventory::{
    Account, Listed, ListedContainer, ListedGroup, ListedHost, ListedNode, Script, list,
};
pub(crate) use log::{Piece, log};
pub(crate) use newest::Newest;
pub(crate) use resolve::{Objects, resolve};
pub(crate) use session::{Session, session, sign_in, sign_out};
pub(crate) use status::{ExecuteObject, JobInstance, ObjectResult, Status, status};
pub(crate) use upstream::check;
