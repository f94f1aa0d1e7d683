//! What stands behind the gateway when that is BlueKing JOB: its dialect may not be able to say all that the contract
//! can.

use super::answer::{ApiError, json, nothing};
use fastexec_contract::dialect::{Names, Namespace};
use fastexec_contract::ids::TopoNodeId;
use fastexec_contract::{Dialect, Report, Submission, check_for};
use gloo_net::http::Request;
use serde::Deserialize;
use std::cell::RefCell;
use web_sys::AbortSignal;

const PLACE: &str = "/session/upstream";

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Upstream {
    dialect: Version,
    /// By what JOB knows this person: `bk_token`, `access_token`, `bk_username`, or not at all.
    #[serde(default)]
    pub(crate) identity: Option<String>,
    /// What the gateway's inventory calls them.
    cluster_list: Vec<NamedCluster>,
    namespace_list: Vec<NamedNamespace>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Version {
    V4,
    V3,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
struct NamedCluster {
    id: TopoNodeId,
    uid: String,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
struct NamedNamespace {
    id: TopoNodeId,
    cluster_uid: String,
    name: String,
}

thread_local! {
    /// Of the gateway that this page is signed in to.
    static BEHIND: RefCell<Option<Upstream>> = const { RefCell::new(None) };
}

/// The gateway has told what is behind it.
pub(super) fn set(upstream: Option<Upstream>) {
    BEHIND.set(upstream);
}

/// The verdict of the gateway that this page is signed in to.
pub(crate) fn check(request: &[u8]) -> (Option<Submission>, Report) {
    BEHIND.with_borrow(|behind| match behind {
        None => fastexec_contract::check(request),
        Some(Upstream { dialect: Version::V3, .. }) => check_for(request, Dialect::V3),
        Some(upstream) => check_for(request, Dialect::V4(&upstream.names())),
    })
}

/// Tells the gateway by what JOB is to know this person: `access_token` or `bk_username`. It keeps it in memory.
pub(crate) async fn identify(
    kind: &'static str,
    text: String,
    signal: AbortSignal,
) -> Result<(), ApiError> {
    let request = Request::put(PLACE).abort_signal(Some(&signal));
    nothing(json(request, serde_json::json!({ kind: text }).to_string())?).await
}

/// Back to what BlueKing's own login says.
pub(crate) async fn forget_identity(signal: AbortSignal) -> Result<(), ApiError> {
    let request = Request::delete(PLACE).abort_signal(Some(&signal)).build();
    nothing(request.map_err(|_| ApiError::unreachable())?).await
}

impl Upstream {
    fn names(&self) -> Names {
        let clusters = self.cluster_list.iter().map(|it| (it.id, it.uid.clone()));
        let namespaces = self.namespace_list.iter().map(|it| {
            let (cluster_uid, name) = (it.cluster_uid.clone(), it.name.clone());
            (it.id, Namespace { cluster_uid, name })
        });
        Names { clusters: clusters.collect(), namespaces: namespaces.collect(), ..Names::default() }
    }
}
