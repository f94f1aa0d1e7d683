//! The tables of the file, as TOML has them.

use crate::inventory::VersionStatus;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub(super) struct File {
    pub(super) scope: Vec<ScopeEntry>,
    pub(super) account: Vec<AccountEntry>,
    pub(super) script: Vec<ScriptEntry>,
    pub(super) reach: BTreeMap<String, Spanned<ReachEntry>>,
    pub(super) host: Vec<HostEntry>,
    pub(super) group: Vec<GroupEntry>,
    pub(super) node: Vec<NodeEntry>,
    pub(super) container: Vec<ContainerEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScopeEntry {
    pub(super) r#type: String,
    pub(super) id: Spanned<i64>,
    #[serde(default)]
    pub(super) name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AccountEntry {
    pub(super) id: Spanned<i64>,
    pub(super) alias: Spanned<String>,
    /// The alias unless given.
    pub(super) user: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScriptEntry {
    pub(super) id: Spanned<String>,
    #[serde(default)]
    pub(super) name: String,
    pub(super) version: Vec<VersionEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VersionEntry {
    pub(super) id: Spanned<i64>,
    #[serde(default)]
    pub(super) name: String,
    pub(super) status: VersionStatus,
    pub(super) language: Spanned<String>,
    pub(super) content: Option<String>,
    /// Beside the inventory file.
    pub(super) file: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReachEntry {
    pub(super) argv: Vec<String>,
    pub(super) languages: Option<Vec<Spanned<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HostEntry {
    pub(super) id: Spanned<i64>,
    #[serde(default)]
    pub(super) cloud_id: i64,
    pub(super) ip: String,
    #[serde(default)]
    pub(super) name: String,
    pub(super) reach: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) attributes: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupEntry {
    pub(super) id: Spanned<String>,
    #[serde(default)]
    pub(super) name: String,
    pub(super) hosts: Option<Vec<Spanned<i64>>>,
    /// Attributes, each with the values that fit.
    pub(super) rule: Option<BTreeMap<String, OneOrMore>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    pub(super) fn fits(&self, value: &str) -> bool {
        match self {
            OneOrMore::One(one) => one == value,
            OneOrMore::More(more) => more.iter().any(|one| one == value),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NodeEntry {
    pub(super) r#type: String,
    pub(super) id: Spanned<i64>,
    #[serde(default)]
    pub(super) name: String,
    /// The first biz unless given.
    pub(super) parent: Option<Spanned<ParentEntry>>,
    #[serde(default)]
    pub(super) hosts: Vec<Spanned<i64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ParentEntry {
    pub(super) r#type: String,
    pub(super) id: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContainerEntry {
    pub(super) id: Spanned<i64>,
    #[serde(default)]
    pub(super) uid: String,
    pub(super) name: String,
    pub(super) namespace: Spanned<i64>,
    #[serde(default)]
    pub(super) labels: BTreeMap<String, String>,
    pub(super) reach: Option<Spanned<String>>,
}
