//! What the gateway knows of the world: accounts, scripts, hosts, groups, topology, containers.

mod demo;
mod file;
mod reach;
mod resolve;
mod shared;

pub(crate) use demo::demo;
pub(crate) use file::load;
pub(crate) use reach::Reach;
pub(crate) use resolve::{Plan, objects, plan};
pub(crate) use shared::SharedInventory;

use fastexec_contract::{Scope, ScriptLanguage};
use indexmap::IndexMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything in the order of its file, and found by its id.
#[derive(Debug, Default)]
pub(crate) struct Inventory {
    pub(crate) scopes: Vec<Scope>,
    pub(crate) accounts: IndexMap<i64, Account>,
    /// By id.
    pub(crate) scripts: IndexMap<String, Script>,
    pub(crate) hosts: IndexMap<i64, Host>,
    pub(crate) groups: IndexMap<String, Group>,
    /// By kind and id.
    pub(crate) nodes: IndexMap<NodeKey, Node>,
    pub(crate) containers: IndexMap<i64, Container>,
}

/// `set`, `module`, …; `biz`, `cluster`, `namespace`: and the id.
pub(crate) type NodeKey = (String, i64);

#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) id: i64,
    pub(crate) alias: String,
    /// The user of the operating system.
    pub(crate) user: String,
}

#[derive(Debug)]
pub(crate) struct Script {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) versions: Vec<ScriptVersion>,
}

#[derive(Debug)]
pub(crate) struct ScriptVersion {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) status: VersionStatus,
    pub(crate) language: ScriptLanguage,
    pub(crate) content: String,
}

/// As JOB numbers them. Only versions that are online run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum VersionStatus {
    Draft = 0,
    Online = 1,
    Offline = 2,
    Disabled = 3,
}

#[derive(Debug)]
pub(crate) struct Host {
    pub(crate) id: i64,
    pub(crate) cloud_id: i64,
    pub(crate) ip: String,
    pub(crate) name: String,
    /// None: this machine.
    pub(crate) reach: Option<Arc<Reach>>,
    pub(crate) attributes: BTreeMap<String, String>,
}

/// A dynamic group of hosts.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) hosts: Vec<i64>,
}

/// A node of the host topology or of the container topology.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) name: String,
    /// The node above.
    pub(crate) parent: Option<NodeKey>,
    /// Hosts that stand directly below.
    pub(crate) hosts: Vec<i64>,
}

#[derive(Debug)]
pub(crate) struct Container {
    pub(crate) id: i64,
    pub(crate) uid: String,
    pub(crate) name: String,
    /// The id of its namespace.
    pub(crate) namespace: i64,
    pub(crate) labels: BTreeMap<String, String>,
    /// None: this machine.
    pub(crate) reach: Option<Arc<Reach>>,
}

impl Inventory {
    /// A version, with the script that it is of.
    pub(crate) fn version(&self, id: i64) -> Option<&ScriptVersion> {
        self.scripts.values().flat_map(|script| &script.versions).find(|it| it.id == id)
    }

    pub(crate) fn account_by_alias(&self, alias: &str) -> Option<&Account> {
        self.accounts.values().find(|account| account.alias == alias)
    }

    /// The host (1) or container (2) of this id, and the way to it.
    pub(crate) fn object(
        &self,
        kind: i64,
        id: i64,
    ) -> Option<(ExecuteObject, Option<&Arc<Reach>>)> {
        if kind == 1 {
            let host = self.hosts.get(&id)?;
            Some((host.into(), host.reach.as_ref()))
        } else {
            let container = self.containers.get(&id)?;
            Some((container.into(), container.reach.as_ref()))
        }
    }

    /// Whether a node is another or stands below it.
    pub(crate) fn is_below(&self, node: &NodeKey, above: &NodeKey) -> bool {
        let mut at = Some(node);
        // No topology is deeper than it has nodes, whatever stands in it.
        for _ in 0..=self.nodes.len() {
            match at {
                Some(key) if key == above => return true,
                Some(key) => at = self.nodes.get(key).and_then(|node| node.parent.as_ref()),
                None => return false,
            }
        }
        false
    }
}

/// What a script runs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ExecuteObject {
    Host { id: i64, cloud_id: i64, ip: String },
    Container { id: i64, uid: String, name: String, labels: BTreeMap<String, String> },
}

impl From<&Host> for ExecuteObject {
    fn from(host: &Host) -> ExecuteObject {
        ExecuteObject::Host { id: host.id, cloud_id: host.cloud_id, ip: host.ip.clone() }
    }
}

impl From<&Container> for ExecuteObject {
    fn from(container: &Container) -> ExecuteObject {
        ExecuteObject::Container {
            id: container.id,
            uid: container.uid.clone(),
            name: container.name.clone(),
            labels: container.labels.clone(),
        }
    }
}

/// What files of an object are called, by its kind and id.
pub(crate) fn file_name(kind: i64, id: i64) -> String {
    format!("{}-{id}", if kind == 1 { "host" } else { "container" })
}

impl ExecuteObject {
    /// 1 host, 2 container.
    pub(crate) fn kind(&self) -> i64 {
        match self {
            ExecuteObject::Host { .. } => 1,
            ExecuteObject::Container { .. } => 2,
        }
    }

    pub(crate) fn id(&self) -> i64 {
        match self {
            ExecuteObject::Host { id, .. } | ExecuteObject::Container { id, .. } => *id,
        }
    }

    /// Unique in the inventory, and fit for a file.
    pub(crate) fn file_name(&self) -> String {
        file_name(self.kind(), self.id())
    }

    /// The environment that tells a script where it is.
    pub(crate) fn variables(&self) -> Vec<(String, String)> {
        let variables = match self {
            ExecuteObject::Host { id, cloud_id, ip } => vec![
                ("FASTEXEC_TYPE", "host".to_owned()),
                ("FASTEXEC_RESOURCE_ID", id.to_string()),
                ("FASTEXEC_IP", ip.clone()),
                ("FASTEXEC_CLOUD_ID", cloud_id.to_string()),
            ],
            ExecuteObject::Container { id, uid, name, labels } => {
                let labels: Vec<String> =
                    labels.iter().map(|(key, value)| format!("{key}={value}")).collect();
                vec![
                    ("FASTEXEC_TYPE", "container".to_owned()),
                    ("FASTEXEC_RESOURCE_ID", id.to_string()),
                    ("FASTEXEC_CONTAINER_UID", uid.clone()),
                    ("FASTEXEC_NAME", name.clone()),
                    ("FASTEXEC_LABELS", labels.join(",")),
                ]
            }
        };
        variables.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}
