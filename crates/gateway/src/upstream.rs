//! BlueKing JOB in place of this machine: requests are checked here as ever, said in JOB's words, and followed through
//! its API gateway. Answers are those of our own endpoints, so that the console knows nothing of it. What JOB doesn't
//! tell is absent.
//!
//! The browser never speaks to JOB: its gateway sends no CORS headers, and the header it wants holds the secret of an
//! app. Gentle: a question is asked once however many ask it, a few at a time, and not at all while JOB asks for rest.

mod certificates;
mod client;
mod download;
mod execute;
mod history;
mod identity;
mod inventory;
mod log;
mod operate;
mod options;
mod output_groups;
mod polls;
mod redirect;
mod status;
mod trouble;

pub(crate) use client::Client;
pub(crate) use identity::{Identities, forget, identify};
pub(crate) use options::{Options, Version};
pub(crate) use trouble::Trouble;

use crate::answer::Refusal;
use crate::inventory::Inventory;
use crate::server::Gateway;
use axum::Router;
use axum::routing::{get, post};
use fastexec_contract::dialect::{Names, Namespace};
use fastexec_contract::ids::TopoNodeId;
use fastexec_contract::{Dialect, Scope};
use identity::Person;
use polls::Polls;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Submissions under way at once.
const SUBMISSIONS_MAX: usize = 64;

/// Bytes of statuses that are kept for those who ask next.
const STATUSES_KEPT: usize = 128 << 20;

/// Bytes of logs.
const LOGS_KEPT: usize = 128 << 20;

/// Bytes of lists.
const LISTS_KEPT: usize = 16 << 20;

/// Clones are the same.
#[derive(Clone, Debug)]
pub(crate) struct Upstream(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    version: Version,
    client: Client,
    identities: Identities,
    statuses: Polls<status::Question, status::Snapshot>,
    batches: status::Batches,
    logs: Polls<log::Question, log::Logs>,
    lists: Polls<inventory::Question, inventory::Listed>,
    /// One permit for each submission, which goes on when its sender is gone.
    submissions: Arc<Semaphore>,
}

impl Upstream {
    pub(crate) fn new(version: Version, client: Client) -> Upstream {
        Upstream(Arc::new(Parts {
            version,
            client,
            identities: Identities::default(),
            statuses: Polls::new(STATUSES_KEPT, status::Snapshot::bytes),
            batches: status::Batches::default(),
            logs: Polls::new(LOGS_KEPT, log::Logs::bytes),
            lists: Polls::new(LISTS_KEPT, inventory::Listed::bytes),
            submissions: Arc::new(Semaphore::new(SUBMISSIONS_MAX)),
        }))
    }

    pub(crate) fn address(&self) -> &str {
        self.0.client.base()
    }

    fn dialect<'n>(&self, names: &'n Names) -> Dialect<'n> {
        match self.0.version {
            Version::V4 => Dialect::V4(names),
            Version::V3 => Dialect::V3,
        }
    }

    /// For the page: what it talks to, and what its checks need to know.
    pub(crate) fn session(&self, inventory: &Inventory, identity: Option<&str>) -> Value {
        let names = names(inventory);
        let clusters = names.clusters.iter().map(|(id, uid)| json!({ "id": id, "uid": uid }));
        let namespaces = names
            .namespaces
            .iter()
            .map(|(id, it)| json!({ "id": id, "cluster_uid": it.cluster_uid, "name": it.name }));
        json!({
            "url": self.address(),
            "dialect": self.0.version.name(),
            "identity": identity,
            "cluster_list": clusters.collect::<Vec<_>>(),
            "namespace_list": namespaces.collect::<Vec<_>>(),
        })
    }

    /// Waits until it is known what became of every submission, for as long as an answer may take.
    pub(crate) async fn finish(&self) {
        let all = u32::try_from(SUBMISSIONS_MAX).unwrap_or(u32::MAX);
        let wait = self.0.client.patience() + Duration::from_secs(5);
        if tokio::time::timeout(wait, self.0.submissions.acquire_many(all)).await.is_err() {
            tracing::warn!("submissions are still without an answer: their outcome is unknown");
        }
    }
}

/// The endpoints of a scope, as this machine serves them.
pub(crate) fn routes() -> Router<Gateway> {
    Router::new()
        .route("/execute/fast_execute_script", post(execute::post))
        .route("/jobInstance", get(history::list))
        .route("/jobInstance/{job}/status", get(status::get))
        .route("/jobInstance/{job}/request", get(history::request))
        .route("/jobInstance/{job}/operate", post(operate::of_job))
        .route("/jobInstance/{job}/stepInstance/{step}/operate", post(operate::of_step))
        .route("/jobInstance/{job}/stepInstance/{step}/log", post(log::post))
        .route("/jobInstance/{job}/stepInstance/{step}/log/download", get(download::get))
        .route("/jobInstance/{job}/stepInstance/{step}/outputGroups", get(output_groups::list))
        .route("/jobInstance/{job}/stepInstance/{step}/outputGroups/diff", get(output_groups::diff))
        .route("/inventory/accounts", get(inventory::accounts))
        .route("/inventory/scripts", get(inventory::scripts))
        .route("/inventory/hosts", get(crate::routes::inventory::hosts))
        .route("/inventory/topology", get(crate::routes::inventory::topology))
        .route("/inventory/groups", get(crate::routes::inventory::groups))
        .route("/inventory/containers", get(crate::routes::inventory::containers))
        .route("/inventory/resolve", post(inventory::resolve))
}

/// What the inventory file calls clusters and namespaces: the name of a cluster is its uid.
fn names(inventory: &Inventory) -> Names {
    let mut names = Names::default();
    for ((kind, id), node) in &inventory.nodes {
        let Some(id) = TopoNodeId::new(*id) else {
            continue;
        };
        let parent = node.parent.as_ref().filter(|(kind, _)| kind == "cluster");
        match (kind.as_str(), parent.and_then(|parent| inventory.nodes.get(parent))) {
            ("cluster", _) => {
                names.clusters.insert(id, node.name.clone());
            }
            ("namespace", Some(cluster)) => {
                let cluster_uid = cluster.name.clone();
                names.namespaces.insert(id, Namespace { cluster_uid, name: node.name.clone() });
            }
            _ => {}
        }
    }
    names
}

/// Two members that every question has.
fn scope_query(scope: Scope) -> Vec<(&'static str, String)> {
    vec![("bk_scope_type", scope.kind.name().to_owned()), ("bk_scope_id", scope.id.to_string())]
}

/// The id in an address. JOB's ids are longs.
fn id(text: &str) -> Result<i64, Refusal> {
    text.parse().ok().filter(|id| *id > 0).ok_or(Refusal::NotFound)
}
