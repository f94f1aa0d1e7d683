//! The gateway, one function an endpoint.

mod answer;
mod execute;
mod follow;
mod log;
mod newest;
mod session;
mod status;

pub(crate) use answer::{ApiError, Kind};
pub(crate) use execute::execute;
pub(crate) use follow::{Next, follow};
pub(crate) use log::{Piece, log};
pub(crate) use newest::Newest;
pub(crate) use session::{Session, session, sign_in};
pub(crate) use status::{ExecuteObject, JobInstance, ObjectResult, Status, status};
