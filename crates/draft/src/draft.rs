//! The state of the form.

use crate::target::{SelectorRow, TopoNodeRow};
use fastexec_contract::ScriptLanguage;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything typed. Missing members of a stored draft are empty, so that drafts of earlier versions can be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    pub script_version_id: String,
    pub script_id: String,
    pub task_name: String,
    /// The number on the wire of the language that is chosen.
    language: i64,
    /// One script for each language, by its number: switching loses none.
    contents: BTreeMap<i64, String>,
    pub script_param: String,
    pub is_param_sensitive: bool,
    /// Seconds, as typed.
    pub timeout: String,
    pub account_id: String,
    pub account_alias: String,
    /// Ids and ranges, as typed or pasted.
    pub host_ids: String,
    pub dynamic_groups: Vec<String>,
    pub topo_nodes: Vec<TopoNodeRow>,
    /// Ids and ranges, as typed or pasted.
    pub container_ids: String,
    pub selectors: Vec<SelectorRow>,
    pub callback_url: String,
    /// Whether the two fields below are sent. They keep their values while it is off.
    pub is_rolling: bool,
    pub rolling_expression: String,
    pub rolling_mode: String,
}

impl Default for Draft {
    fn default() -> Self {
        Draft {
            script_version_id: String::new(),
            script_id: String::new(),
            task_name: String::new(),
            language: ScriptLanguage::Shell.code(),
            contents: BTreeMap::new(),
            script_param: String::new(),
            is_param_sensitive: false,
            timeout: String::new(),
            account_id: String::new(),
            account_alias: String::new(),
            host_ids: String::new(),
            dynamic_groups: Vec::new(),
            topo_nodes: Vec::new(),
            container_ids: String::new(),
            selectors: Vec::new(),
            callback_url: String::new(),
            is_rolling: false,
            rolling_expression: String::new(),
            // Stop at a batch that fails: what a person who rolls out wants first.
            rolling_mode: "1".to_owned(),
        }
    }
}

impl Draft {
    pub fn language(&self) -> ScriptLanguage {
        ScriptLanguage::from_code(self.language).unwrap_or(ScriptLanguage::Shell)
    }

    pub(crate) fn set_language(&mut self, language: ScriptLanguage) {
        self.language = language.code();
    }

    /// The script of the language that is chosen.
    pub fn content(&self) -> &str {
        self.contents.get(&self.language().code()).map_or("", String::as_str)
    }

    pub(crate) fn set_content(&mut self, content: String) {
        self.contents.insert(self.language().code(), content);
    }

    /// What may be kept where others can read it: sensitive parameters are left out.
    pub fn without_secrets(&self) -> Draft {
        let mut draft = self.clone();
        if draft.is_param_sensitive {
            draft.script_param.clear();
        }
        draft
    }
}
