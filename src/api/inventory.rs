//! GET …/inventory/…: what there is to choose from.

use super::answer::{ApiError, data};
use crate::routes::endpoint;
use gloo_net::http::Request;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use web_sys::AbortSignal;

/// Items that are asked for at once.
const LENGTH: usize = 100;

/// A page of a list.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Listed<T> {
    /// Of all pages.
    pub(crate) total: usize,
    #[serde(
        alias = "account_list",
        alias = "script_list",
        alias = "host_list",
        alias = "topo_node_list",
        alias = "dynamic_group_list",
        alias = "container_list"
    )]
    pub(crate) items: Vec<T>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) id: i64,
    pub(crate) alias: String,
    pub(crate) user: String,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Script {
    pub(crate) id: String,
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) script_version_list: Vec<ScriptVersion>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct ScriptVersion {
    pub(crate) script_version_id: i64,
    pub(crate) version: String,
    /// 1 is online.
    pub(crate) status: i64,
    pub(crate) script_language: i64,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct ListedHost {
    pub(crate) bk_host_id: u64,
    pub(crate) ip: String,
    #[serde(default)]
    pub(crate) name: String,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct ListedNode {
    pub(crate) id: i64,
    pub(crate) node_type: String,
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) host_count: u64,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct ListedGroup {
    pub(crate) id: String,
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) host_count: u64,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct ListedContainer {
    pub(crate) id: u64,
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) labels: BTreeMap<String, String>,
}

/// A page of a list by the last part of its address, from `offset` on.
pub(crate) async fn list<T: DeserializeOwned>(
    name: &'static str,
    search: String,
    offset: usize,
    signal: AbortSignal,
) -> Result<Listed<T>, ApiError> {
    let request = Request::get(&endpoint(&format!("inventory/{name}")))
        .query([
            ("search", search.as_str()),
            ("offset", &offset.to_string()),
            ("length", &LENGTH.to_string()),
        ])
        .abort_signal(Some(&signal))
        .build();
    data(request.map_err(|_| ApiError::unreachable())?).await
}
