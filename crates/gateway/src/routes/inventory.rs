//! GET …/inventory/…: what the pickers list, in the order of the inventory.

use crate::answer::{Data, Refusal};
use crate::auth::Operator;
use crate::inventory::Inventory;
use crate::routes::{Page, query, scope};
use crate::server::Gateway;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Debug, Deserialize)]
pub(crate) struct Search {
    #[serde(flatten)]
    page: Page,
    /// A part of an id, a name or another text that is shown, in any case.
    search: Option<String>,
}

type Asked = (State<Gateway>, Path<(String, String)>, Operator);

macro_rules! lists {
    ($($(#[$doc:meta])* $endpoint:ident $member:literal $items:expr;)*) => { $(
        $(#[$doc])*
        pub(crate) async fn $endpoint(
            (State(gateway), Path((scope_type, scope_id)), _operator): Asked,
            search: Result<Query<Search>, QueryRejection>,
        ) -> Result<Response, Refusal> {
            scope(&scope_type, &scope_id)?;
            let search = query(search)?;
            let items: fn(&Inventory) -> Box<dyn Iterator<Item = Item> + '_> = $items;
            page($member, items(&gateway.inventory.now()), &search)
        }
    )* };
}

lists! {
    /// Who scripts can run as.
    accounts "account_list" |it| Box::new(it.accounts.values().map(|account| Item {
        texts: vec![account.id.to_string(), account.alias.clone(), account.user.clone()],
        json: json!({ "id": account.id, "alias": account.alias, "user": account.user }),
    }));
    /// Scripts, each with its versions.
    scripts "script_list" |it| Box::new(it.scripts.values().map(|script| Item {
        texts: vec![script.id.clone(), script.name.clone()],
        json: json!({
            "id": script.id,
            "name": script.name,
            "script_version_list": script.versions.iter().map(|version| json!({
                "script_version_id": version.id,
                "version": version.name,
                "status": version.status as i64,
                "script_language": version.language.code(),
            })).collect::<Vec<_>>(),
        }),
    }));
    hosts "host_list" |it| Box::new(it.hosts.values().map(|host| Item {
        texts: vec![host.id.to_string(), host.ip.clone(), host.name.clone()],
        json: json!({
            "bk_host_id": host.id,
            "bk_cloud_id": host.cloud_id,
            "ip": host.ip,
            "name": host.name,
            "attributes": host.attributes,
        }),
    }));
    /// Nodes of hosts and containers alike, parents by type and id.
    topology "topo_node_list" |it| Box::new(it.nodes.iter().map(|((kind, id), node)| Item {
        texts: vec![id.to_string(), kind.clone(), node.name.clone()],
        json: json!({
            "id": id,
            "node_type": kind,
            "name": node.name,
            "parent": node.parent.as_ref().map(|(kind, id)| json!({ "id": id, "node_type": kind })),
            "host_count": node.hosts.len(),
        }),
    }));
    groups "dynamic_group_list" |it| Box::new(it.groups.values().map(|group| Item {
        texts: vec![group.id.clone(), group.name.clone()],
        json: json!({ "id": group.id, "name": group.name, "host_count": group.hosts.len() }),
    }));
    containers "container_list" |it| Box::new(it.containers.values().map(|container| Item {
        texts: vec![container.id.to_string(), container.name.clone(), container.uid.clone()],
        json: json!({
            "id": container.id,
            "container_uid": container.uid,
            "name": container.name,
            "namespace_id": container.namespace,
            "labels": container.labels,
        }),
    }));
}

pub(crate) struct Item {
    /// What a search looks at.
    pub(crate) texts: Vec<String>,
    pub(crate) json: Value,
}

pub(crate) fn page(
    member: &str,
    items: impl Iterator<Item = Item>,
    search: &Search,
) -> Result<Response, Refusal> {
    let (total, found) = pick(items, search)?;
    answer(member, total, found, search)
}

/// How many items a search finds, and those of the page.
pub(crate) fn pick(
    items: impl Iterator<Item = Item>,
    search: &Search,
) -> Result<(i64, Vec<Value>), Refusal> {
    let (offset, length) = search.page.numbers()?;
    let wanted = search.search.as_deref().unwrap_or_default().to_lowercase();
    let fits = |item: &Item| item.texts.iter().any(|text| text.to_lowercase().contains(&wanted));
    let (mut total, mut found) = (0, Vec::new());
    for item in items.filter(|item| wanted.is_empty() || fits(item)) {
        if (offset..offset.saturating_add(length)).contains(&total) {
            found.push(item.json);
        }
        total += 1;
    }
    Ok((total, found))
}

pub(crate) fn answer(
    member: &str,
    total: i64,
    found: Vec<Value>,
    search: &Search,
) -> Result<Response, Refusal> {
    let (offset, length) = search.page.numbers()?;
    Ok(Data(json!({ "offset": offset, "length": length, "total": total, member: found }))
        .into_response())
}
