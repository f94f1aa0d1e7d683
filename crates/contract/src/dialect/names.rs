//! What an inventory calls the things that the contract numbers.

use crate::ids::{HostId, TopoNodeId};
use std::collections::BTreeMap;

/// Names by ids, for dialects that take names. Empty when no inventory tells any.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Names {
    /// The uid of each cluster, as `BCS-K8S-00001`.
    pub clusters: BTreeMap<TopoNodeId, String>,
    pub namespaces: BTreeMap<TopoNodeId, Namespace>,
    /// Hosts by `bk_cloud_id` and address: only read when a request of another dialect is decoded.
    pub hosts: BTreeMap<(i64, String), HostId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namespace {
    /// The cluster it is in.
    pub cluster_uid: String,
    pub name: String,
}

impl Names {
    /// The cluster of a uid.
    pub(super) fn cluster(&self, uid: &str) -> Option<TopoNodeId> {
        self.clusters.iter().find(|(_, known)| *known == uid).map(|(id, _)| *id)
    }

    /// The namespace of a name in a cluster.
    pub(super) fn namespace(&self, cluster_uid: &str, name: &str) -> Option<TopoNodeId> {
        let is_it = |known: &Namespace| known.cluster_uid == cluster_uid && known.name == name;
        self.namespaces.iter().find(|(_, known)| is_it(known)).map(|(id, _)| *id)
    }
}
