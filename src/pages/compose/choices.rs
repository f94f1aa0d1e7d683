//! What there is to choose from, and what choosing does.

use super::state::Form;
use crate::api::{
    Account, ApiError, Listed, ListedContainer, ListedGroup, ListedHost, ListedNode, Script, list,
};
use fastexec_contract::{ScriptLanguage, TopoNodeType};
use fastexec_draft::{Edit, TopoNodeRow, with_ids};
use web_sys::AbortSignal;

/// For what something is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Picking {
    Accounts,
    Scripts,
    Hosts,
    Groups,
    HostNodes,
    Containers,
    /// The node of the selector in this row.
    ContainerNode(usize),
}

/// A list of the gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Listing {
    Accounts,
    Scripts,
    Hosts,
    Groups,
    Topology,
    Containers,
}

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) title: String,
    pub(super) detail: String,
    pub(super) value: Value,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value {
    Account(i64),
    Version(i64),
    Script(String),
    Id(u64),
    Group(String),
    Node { node_type: String, id: i64 },
}

/// A page of choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) total: usize,
    /// Items of the list that it stands for.
    pub(super) length: usize,
    pub(super) choices: Vec<Choice>,
}

impl Picking {
    pub(super) fn listing(self) -> Listing {
        match self {
            Picking::Accounts => Listing::Accounts,
            Picking::Scripts => Listing::Scripts,
            Picking::Hosts => Listing::Hosts,
            Picking::Groups => Listing::Groups,
            Picking::HostNodes | Picking::ContainerNode(_) => Listing::Topology,
            Picking::Containers => Listing::Containers,
        }
    }

    /// Puts what was chosen into the form.
    pub(super) fn put(self, form: Form, values: &[Value]) {
        for edit in form.with_untracked(|draft| self.edits(draft, values)) {
            form.put(edit);
        }
    }

    fn edits(self, draft: &fastexec_draft::Draft, values: &[Value]) -> Vec<Edit> {
        let ids: Vec<u64> = values
            .iter()
            .filter_map(|value| if let Value::Id(id) = value { Some(*id) } else { None })
            .collect();
        match (self, values) {
            (_, []) => Vec::new(),
            (Picking::Hosts, _) => vec![Edit::HostIds(with_ids(&draft.host_ids, &ids))],
            (Picking::Containers, _) => {
                vec![Edit::ContainerIds(with_ids(&draft.container_ids, &ids))]
            }
            (Picking::Groups, _) => {
                let mut groups = draft.dynamic_groups.clone();
                for value in values {
                    if let Value::Group(id) = value
                        && !groups.contains(id)
                    {
                        groups.push(id.clone());
                    }
                }
                vec![Edit::DynamicGroups(groups)]
            }
            (Picking::HostNodes, _) => {
                let mut rows = draft.topo_nodes.clone();
                rows.retain(|row| !row.id.is_empty());
                for value in values {
                    if let Value::Node { node_type, id } = value {
                        let row = TopoNodeRow { node_type: node_type.clone(), id: id.to_string() };
                        if !rows.contains(&row) {
                            rows.push(row);
                        }
                    }
                }
                vec![Edit::TopoNodes(rows)]
            }
            (Picking::ContainerNode(row), [Value::Node { node_type, id }, ..]) => {
                let mut rows = draft.selectors.clone();
                if let Some(selector) = rows.get_mut(row) {
                    selector.topo_node_type.clone_from(node_type);
                    selector.topo_node_id = id.to_string();
                }
                vec![Edit::Selectors(rows)]
            }
            (Picking::Accounts, [Value::Account(id), ..]) => {
                vec![Edit::AccountId(id.to_string()), Edit::AccountAlias(String::new())]
            }
            (Picking::Scripts, [Value::Version(id), ..]) => {
                vec![Edit::ScriptVersionId(id.to_string()), Edit::ScriptId(String::new())]
            }
            (Picking::Scripts, [Value::Script(id), ..]) => {
                vec![Edit::ScriptId(id.clone()), Edit::ScriptVersionId(String::new())]
            }
            _ => Vec::new(),
        }
    }
}

/// A page of what fits a search, from `offset` on.
pub(super) async fn load(
    picking: Picking,
    search: String,
    offset: usize,
    signal: AbortSignal,
) -> Result<Page, ApiError> {
    Ok(match picking.listing() {
        Listing::Accounts => page(list("accounts", search, offset, signal).await?, account),
        Listing::Scripts => page(list("scripts", search, offset, signal).await?, script),
        Listing::Hosts => page(list("hosts", search, offset, signal).await?, host),
        Listing::Groups => page(list("groups", search, offset, signal).await?, group),
        Listing::Containers => page(list("containers", search, offset, signal).await?, container),
        Listing::Topology => {
            let mut page = page(list("topology", search, offset, signal).await?, node);
            page.choices.retain(|choice| fits(picking, &choice.value));
            page
        }
    })
}

fn page<T, C: IntoIterator<Item = Choice>>(listed: Listed<T>, choices: fn(T) -> C) -> Page {
    Page {
        total: listed.total,
        length: listed.items.len(),
        choices: listed.items.into_iter().flat_map(choices).collect(),
    }
}

/// Selectors have nodes of their own kinds; `biz` is in both trees.
fn fits(picking: Picking, value: &Value) -> bool {
    let Value::Node { node_type, .. } = value else {
        return true;
    };
    let kind = TopoNodeType::from_name(node_type);
    match picking {
        Picking::ContainerNode(_) => kind.is_some(),
        _ => matches!(kind, None | Some(TopoNodeType::Biz)),
    }
}

fn account(it: Account) -> [Choice; 1] {
    [Choice {
        title: it.alias,
        detail: format!("{} · {}", it.id, it.user),
        value: Value::Account(it.id),
    }]
}

/// The script, which stands for its version that is online, and each version.
fn script(it: Script) -> Vec<Choice> {
    let mut choices = Vec::new();
    if it.script_version_list.iter().any(|version| version.status == ONLINE) {
        let value = Value::Script(it.id.clone());
        choices.push(Choice { title: it.name.clone(), detail: it.id.clone(), value });
    }
    for version in it.script_version_list {
        let language = ScriptLanguage::from_code(version.script_language);
        let language = language.map_or("", ScriptLanguage::name);
        choices.push(Choice {
            title: format!("{} {}", it.name, version.version),
            detail: format!("{} · {language} · #{}", it.id, version.script_version_id),
            value: Value::Version(version.script_version_id),
        });
    }
    choices
}

/// Of a version of a script.
const ONLINE: i64 = 1;

fn host(it: ListedHost) -> [Choice; 1] {
    let detail = format!("{} {}", it.ip, it.name);
    [Choice { title: it.bk_host_id.to_string(), detail, value: Value::Id(it.bk_host_id) }]
}

fn group(it: ListedGroup) -> [Choice; 1] {
    let detail = format!("{} · {}", it.id, it.host_count);
    [Choice { title: it.name, detail, value: Value::Group(it.id) }]
}

fn node(it: ListedNode) -> [Choice; 1] {
    let ListedNode { id, node_type, name, host_count } = it;
    let detail = format!("{node_type} {id} · {host_count}");
    [Choice { title: name, detail, value: Value::Node { node_type, id } }]
}

fn container(it: ListedContainer) -> [Choice; 1] {
    let labels: Vec<String> =
        it.labels.iter().map(|(key, value)| format!("{key}={value}")).collect();
    let detail = format!("{} {}", it.name, labels.join(" "));
    [Choice { title: it.id.to_string(), detail, value: Value::Id(it.id) }]
}

#[cfg(test)]
mod tests {
    use super::{Picking, Value, fits};
    use fastexec_draft::{Draft, Edit};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn what_is_chosen_wins() {
        let mut draft = Draft::default();
        draft.apply(Edit::ScriptVersionId("7".to_owned()));
        draft.apply(Edit::AccountAlias("root".to_owned()));
        draft.apply(Edit::HostIds("101".to_owned()));
        for (picking, value) in [
            (Picking::Scripts, Value::Script("demo".to_owned())),
            (Picking::Accounts, Value::Account(9_223_372_036_854_775_807)),
            (Picking::Hosts, Value::Id(101)),
            (Picking::Hosts, Value::Id(102)),
        ] {
            for edit in picking.edits(&draft, &[value]) {
                draft.apply(edit);
            }
        }
        assert_eq!((draft.script_id.as_str(), draft.script_version_id.as_str()), ("demo", ""));
        assert_eq!(
            (draft.account_id.as_str(), draft.account_alias.as_str()),
            ("9223372036854775807", "")
        );
        assert_eq!(draft.host_ids, "101, 102");
    }

    #[wasm_bindgen_test]
    fn each_tree_has_its_kinds() {
        let node = |kind: &str| Value::Node { node_type: kind.to_owned(), id: 1 };
        for (kind, for_hosts, for_containers) in [
            ("set", true, false),
            ("biz", true, true),
            ("cluster", false, true),
            ("custom", true, false),
        ] {
            assert_eq!(fits(Picking::HostNodes, &node(kind)), for_hosts, "{kind}");
            assert_eq!(fits(Picking::ContainerNode(0), &node(kind)), for_containers, "{kind}");
        }
    }
}
