//! Rows of the form: targets that are more than an id.

use serde::{Deserialize, Serialize};

/// A node of the topology. Whatever is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TopoNodeRow {
    pub node_type: String,
    pub id: String,
}

/// Containers of a node, by their labels.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SelectorRow {
    pub topo_node_type: String,
    pub topo_node_id: String,
    pub expressions: Vec<ExpressionRow>,
}

/// One condition of a selector.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExpressionRow {
    pub label_key: String,
    pub operator: String,
    pub label_value: String,
}
