//! What stands behind the gateway when that is BlueKing JOB: its dialect may not be able to say all that the contract
//! can.

use fastexec_contract::dialect::{Names, Namespace};
use fastexec_contract::ids::TopoNodeId;
use fastexec_contract::{Dialect, Report, Submission, check_for};
use serde::Deserialize;
use std::cell::RefCell;

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Upstream {
    dialect: Version,
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
