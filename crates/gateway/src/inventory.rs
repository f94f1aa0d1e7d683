//! What the gateway knows of the world: accounts, scripts, hosts, groups, topology, containers.

mod demo;
mod resolve;

pub(crate) use demo::demo;
pub(crate) use resolve::{Plan, plan};

use fastexec_contract::{Scope, ScriptLanguage};
use std::collections::BTreeMap;

#[derive(Debug)]
pub(crate) struct Inventory {
    pub(crate) scopes: Vec<Scope>,
    pub(crate) accounts: Vec<Account>,
    pub(crate) scripts: Vec<Script>,
    pub(crate) hosts: Vec<Host>,
    pub(crate) groups: Vec<Group>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) containers: Vec<Container>,
}

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
    pub(crate) version_id: i64,
    pub(crate) is_online: bool,
    pub(crate) language: ScriptLanguage,
    pub(crate) content: String,
}

#[derive(Debug)]
pub(crate) struct Host {
    pub(crate) id: i64,
    pub(crate) cloud_id: i64,
    pub(crate) ip: String,
}

/// A dynamic group of hosts.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) id: String,
    pub(crate) hosts: Vec<i64>,
}

/// A node of the host topology or of the container topology.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) id: i64,
    /// `set`, `module`; `biz`, `cluster`, `namespace`.
    pub(crate) kind: String,
    /// The node above, by kind and id.
    pub(crate) parent: Option<(String, i64)>,
    /// Hosts that stand directly below.
    pub(crate) hosts: Vec<i64>,
}

#[derive(Debug)]
pub(crate) struct Container {
    pub(crate) id: i64,
    pub(crate) uid: String,
    pub(crate) name: String,
    pub(crate) namespace: i64,
    pub(crate) labels: BTreeMap<String, String>,
}

/// What a script runs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ExecuteObject {
    Host { id: i64, cloud_id: i64, ip: String },
    Container { id: i64, uid: String, name: String, labels: BTreeMap<String, String> },
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
        match self {
            ExecuteObject::Host { id, .. } => format!("host-{id}"),
            ExecuteObject::Container { id, .. } => format!("container-{id}"),
        }
    }

    /// The environment that tells a script where it is.
    pub(crate) fn variables(&self) -> Vec<(&'static str, String)> {
        match self {
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
        }
    }
}
