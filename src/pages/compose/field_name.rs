//! The fields of the form: which part of the draft each one holds, and which findings belong to it.

use fastexec_draft::{Draft, Edit, ExpressionRow, SelectorRow, TopoNodeRow, words};

/// A field of the form, in its order. Rows have the fields of each row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FieldName {
    TaskName,
    VersionId,
    ScriptId,
    Language,
    Content,
    Param,
    Timeout,
    AccountId,
    AccountAlias,
    HostIds,
    Groups,
    /// The list of rows as a whole.
    Nodes,
    NodeType(usize),
    NodeId(usize),
    ContainerIds,
    Selectors,
    SelectorNodeType(usize),
    SelectorNodeId(usize),
    LabelKey(usize, usize),
    LabelOperator(usize, usize),
    LabelValue(usize, usize),
    RollingExpression,
    RollingMode,
    CallbackUrl,
}

/// A part of the form that is closed while nothing in it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    StoredScript,
    Groups,
    Nodes,
    Containers,
    Selectors,
    Rolling,
    Callback,
    /// What is always open.
    Open,
}

impl FieldName {
    /// The id of its input.
    pub(super) fn id(self) -> String {
        match self {
            FieldName::TaskName => "task_name".to_owned(),
            FieldName::VersionId => "script_version_id".to_owned(),
            FieldName::ScriptId => "script_id".to_owned(),
            FieldName::Language => "script_language".to_owned(),
            FieldName::Content => "script_content".to_owned(),
            FieldName::Param => "script_param".to_owned(),
            FieldName::Timeout => "timeout".to_owned(),
            FieldName::AccountId => "account_id".to_owned(),
            FieldName::AccountAlias => "account_alias".to_owned(),
            FieldName::HostIds => "host_ids".to_owned(),
            FieldName::Groups => "dynamic_groups".to_owned(),
            FieldName::Nodes => "topo_nodes".to_owned(),
            FieldName::NodeType(row) => format!("topo_node_{row}_type"),
            FieldName::NodeId(row) => format!("topo_node_{row}_id"),
            FieldName::ContainerIds => "container_ids".to_owned(),
            FieldName::Selectors => "selectors".to_owned(),
            FieldName::SelectorNodeType(row) => format!("selector_{row}_type"),
            FieldName::SelectorNodeId(row) => format!("selector_{row}_id"),
            FieldName::LabelKey(row, at) => format!("selector_{row}_key_{at}"),
            FieldName::LabelOperator(row, at) => format!("selector_{row}_operator_{at}"),
            FieldName::LabelValue(row, at) => format!("selector_{row}_value_{at}"),
            FieldName::RollingExpression => "rolling_expression".to_owned(),
            FieldName::RollingMode => "rolling_mode".to_owned(),
            FieldName::CallbackUrl => "callback_url".to_owned(),
        }
    }

    /// The field that a pointer into the request belongs to.
    pub(super) fn of_pointer(pointer: &str) -> FieldName {
        let mut steps = pointer.split('/').skip(1);
        match steps.next().unwrap_or_default() {
            "task_name" => FieldName::TaskName,
            "script_version_id" => FieldName::VersionId,
            "script_id" => FieldName::ScriptId,
            "script_language" => FieldName::Language,
            "script_param" | "is_param_sensitive" => FieldName::Param,
            "timeout" => FieldName::Timeout,
            "account_id" => FieldName::AccountId,
            "account_alias" => FieldName::AccountAlias,
            "execute_target" => of_target(steps),
            "rolling_config" => match steps.next() {
                Some("mode") => FieldName::RollingMode,
                _ => FieldName::RollingExpression,
            },
            "callback" => FieldName::CallbackUrl,
            _ => FieldName::Content,
        }
    }

    pub(super) fn part(self) -> Part {
        match self {
            FieldName::VersionId | FieldName::ScriptId => Part::StoredScript,
            FieldName::Groups => Part::Groups,
            FieldName::Nodes | FieldName::NodeType(_) | FieldName::NodeId(_) => Part::Nodes,
            FieldName::ContainerIds => Part::Containers,
            FieldName::Selectors
            | FieldName::SelectorNodeType(_)
            | FieldName::SelectorNodeId(_)
            | FieldName::LabelKey(..)
            | FieldName::LabelOperator(..)
            | FieldName::LabelValue(..) => Part::Selectors,
            FieldName::RollingExpression | FieldName::RollingMode => Part::Rolling,
            FieldName::CallbackUrl => Part::Callback,
            _ => Part::Open,
        }
    }

    /// Where the part stands, for lists in the order of the form.
    pub(super) fn rank(self) -> u8 {
        match self {
            FieldName::TaskName => 0,
            FieldName::VersionId | FieldName::ScriptId => 1,
            FieldName::Language | FieldName::Content => 2,
            FieldName::Param => 3,
            FieldName::Timeout => 4,
            FieldName::AccountId | FieldName::AccountAlias => 5,
            FieldName::HostIds => 6,
            other => match other.part() {
                Part::Groups => 7,
                Part::Nodes => 8,
                Part::Containers => 9,
                Part::Selectors => 10,
                Part::Rolling => 11,
                _ => 12,
            },
        }
    }

    /// What it holds, as it was typed.
    pub(super) fn read(self, draft: &Draft) -> String {
        let node = |row: usize| draft.topo_nodes.get(row).cloned().unwrap_or_default();
        let selector = |row: usize| draft.selectors.get(row).cloned().unwrap_or_default();
        let expression =
            |row: usize, at: usize| selector(row).expressions.get(at).cloned().unwrap_or_default();
        match self {
            FieldName::TaskName => draft.task_name.clone(),
            FieldName::VersionId => draft.script_version_id.clone(),
            FieldName::ScriptId => draft.script_id.clone(),
            FieldName::Language => draft.language().code().to_string(),
            FieldName::Content => draft.content().to_owned(),
            FieldName::Param => draft.script_param.clone(),
            FieldName::Timeout => draft.timeout.clone(),
            FieldName::AccountId => draft.account_id.clone(),
            FieldName::AccountAlias => draft.account_alias.clone(),
            FieldName::HostIds => draft.host_ids.clone(),
            FieldName::Groups => draft.dynamic_groups.join("\n"),
            FieldName::Nodes | FieldName::Selectors => String::new(),
            FieldName::NodeType(row) => node(row).node_type,
            FieldName::NodeId(row) => node(row).id,
            FieldName::ContainerIds => draft.container_ids.clone(),
            FieldName::SelectorNodeType(row) => selector(row).topo_node_type,
            FieldName::SelectorNodeId(row) => selector(row).topo_node_id,
            FieldName::LabelKey(row, at) => expression(row, at).label_key,
            FieldName::LabelOperator(row, at) => expression(row, at).operator,
            FieldName::LabelValue(row, at) => expression(row, at).label_value,
            FieldName::RollingExpression => draft.rolling_expression.clone(),
            FieldName::RollingMode => draft.rolling_mode.clone(),
            FieldName::CallbackUrl => draft.callback_url.clone(),
        }
    }

    /// What typing does. `None` for what is not typed into.
    pub(super) fn write(self, draft: &Draft, text: String) -> Option<Edit> {
        Some(match self {
            FieldName::TaskName => Edit::TaskName(text),
            FieldName::VersionId => Edit::ScriptVersionId(text),
            FieldName::ScriptId => Edit::ScriptId(text),
            FieldName::Content => Edit::Content(text),
            FieldName::Param => Edit::ScriptParam(text),
            FieldName::Timeout => Edit::Timeout(text),
            FieldName::AccountId => Edit::AccountId(text),
            FieldName::AccountAlias => Edit::AccountAlias(text),
            FieldName::HostIds => Edit::HostIds(text),
            FieldName::Groups => Edit::DynamicGroups(words(&text).map(str::to_owned).collect()),
            FieldName::ContainerIds => Edit::ContainerIds(text),
            FieldName::NodeType(row) => node(draft, row, |it| it.node_type = text),
            FieldName::NodeId(row) => node(draft, row, |it| it.id = text),
            FieldName::SelectorNodeType(row) => selector(draft, row, |it| it.topo_node_type = text),
            FieldName::SelectorNodeId(row) => selector(draft, row, |it| it.topo_node_id = text),
            FieldName::LabelKey(row, at) => expression(draft, row, at, |it| it.label_key = text),
            FieldName::LabelOperator(row, at) => {
                expression(draft, row, at, |it| it.operator = text)
            }
            FieldName::LabelValue(row, at) => {
                expression(draft, row, at, |it| it.label_value = text)
            }
            FieldName::RollingExpression => Edit::RollingExpression(text),
            FieldName::RollingMode => Edit::RollingMode(text),
            FieldName::CallbackUrl => Edit::CallbackUrl(text),
            FieldName::Language | FieldName::Nodes | FieldName::Selectors => return None,
        })
    }
}

fn of_target<'p>(mut steps: impl Iterator<Item = &'p str>) -> FieldName {
    let list = steps.next().unwrap_or_default();
    let row = steps.next().and_then(|index| index.parse().ok());
    let member = steps.next().unwrap_or_default();
    match (list, row) {
        ("host_dynamic_group_list", _) => FieldName::Groups,
        ("container_id_list", _) => FieldName::ContainerIds,
        ("host_topo_node_list", None) => FieldName::Nodes,
        ("host_topo_node_list", Some(row)) => match member {
            "node_type" => FieldName::NodeType(row),
            _ => FieldName::NodeId(row),
        },
        ("container_label_selector_list", None) => FieldName::Selectors,
        ("container_label_selector_list", Some(row)) => match member {
            "topo_node_type" => FieldName::SelectorNodeType(row),
            "label_selector_expr_list" => {
                let at = steps.next().and_then(|index| index.parse().ok()).unwrap_or(0);
                match steps.next() {
                    Some("operator") => FieldName::LabelOperator(row, at),
                    Some("label_value") => FieldName::LabelValue(row, at),
                    _ => FieldName::LabelKey(row, at),
                }
            }
            _ => FieldName::SelectorNodeId(row),
        },
        _ => FieldName::HostIds,
    }
}

fn node(draft: &Draft, row: usize, change: impl FnOnce(&mut TopoNodeRow)) -> Edit {
    let mut rows = draft.topo_nodes.clone();
    rows.get_mut(row).map(change);
    Edit::TopoNodes(rows)
}

fn selector(draft: &Draft, row: usize, change: impl FnOnce(&mut SelectorRow)) -> Edit {
    let mut rows = draft.selectors.clone();
    rows.get_mut(row).map(change);
    Edit::Selectors(rows)
}

fn expression(
    draft: &Draft,
    row: usize,
    at: usize,
    change: impl FnOnce(&mut ExpressionRow),
) -> Edit {
    selector(draft, row, |selector| {
        selector.expressions.get_mut(at).map(change);
    })
}

#[cfg(test)]
mod tests {
    use super::FieldName;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn pointers() {
        for (pointer, field) in [
            ("", FieldName::Content),
            ("/later", FieldName::Content),
            ("/account_id", FieldName::AccountId),
            ("/execute_target", FieldName::HostIds),
            ("/execute_target/host_id_list/7", FieldName::HostIds),
            ("/execute_target/host_dynamic_group_list/0/id", FieldName::Groups),
            ("/execute_target/host_topo_node_list/2/node_type", FieldName::NodeType(2)),
            ("/execute_target/host_topo_node_list/2", FieldName::NodeId(2)),
            (
                "/execute_target/container_label_selector_list/1/label_selector_expr_list/3/operator",
                FieldName::LabelOperator(1, 3),
            ),
            (
                "/execute_target/container_label_selector_list/1/label_selector_expr_list",
                FieldName::LabelKey(1, 0),
            ),
            (
                "/execute_target/container_label_selector_list/1/topo_node_id",
                FieldName::SelectorNodeId(1),
            ),
            ("/rolling_config/mode", FieldName::RollingMode),
            ("/callback", FieldName::CallbackUrl),
        ] {
            assert_eq!(FieldName::of_pointer(pointer), field, "{pointer}");
        }
    }
}
