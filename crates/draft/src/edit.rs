//! Changes of a draft.

use crate::Draft;
use crate::target::{SelectorRow, TopoNodeRow};
use fastexec_contract::ScriptLanguage;

/// One change, as an input event makes it. Lists of rows come whole: they are short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    ScriptVersionId(String),
    ScriptId(String),
    TaskName(String),
    Language(ScriptLanguage),
    /// Of the language that is chosen.
    Content(String),
    ScriptParam(String),
    IsParamSensitive(bool),
    Timeout(String),
    AccountId(String),
    AccountAlias(String),
    HostIds(String),
    DynamicGroups(Vec<String>),
    TopoNodes(Vec<TopoNodeRow>),
    ContainerIds(String),
    Selectors(Vec<SelectorRow>),
    CallbackUrl(String),
    IsRolling(bool),
    RollingExpression(String),
    RollingMode(String),
}

impl Draft {
    pub fn apply(&mut self, edit: Edit) {
        match edit {
            Edit::ScriptVersionId(text) => self.script_version_id = text,
            Edit::ScriptId(text) => self.script_id = text,
            Edit::TaskName(text) => self.task_name = text,
            Edit::Language(language) => self.set_language(language),
            Edit::Content(text) => self.set_content(text),
            Edit::ScriptParam(text) => self.script_param = text,
            Edit::IsParamSensitive(is_sensitive) => self.is_param_sensitive = is_sensitive,
            Edit::Timeout(text) => self.timeout = text,
            Edit::AccountId(text) => self.account_id = text,
            Edit::AccountAlias(text) => self.account_alias = text,
            Edit::HostIds(text) => self.host_ids = text,
            Edit::DynamicGroups(groups) => self.dynamic_groups = groups,
            Edit::TopoNodes(rows) => self.topo_nodes = rows,
            Edit::ContainerIds(text) => self.container_ids = text,
            Edit::Selectors(rows) => self.selectors = rows,
            Edit::CallbackUrl(text) => self.callback_url = text,
            Edit::IsRolling(is_rolling) => self.is_rolling = is_rolling,
            Edit::RollingExpression(text) => self.rolling_expression = text,
            Edit::RollingMode(text) => self.rolling_mode = text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Edit;
    use crate::Draft;
    use fastexec_contract::ScriptLanguage;

    #[test]
    fn each_language_keeps_its_script() {
        let mut draft = Draft::default();
        draft.apply(Edit::Content("echo".to_owned()));
        draft.apply(Edit::Language(ScriptLanguage::Python));
        assert_eq!(draft.content(), "");
        draft.apply(Edit::Content("print()".to_owned()));
        draft.apply(Edit::Language(ScriptLanguage::Shell));
        assert_eq!(draft.content(), "echo");
        draft.apply(Edit::Language(ScriptLanguage::Python));
        assert_eq!(draft.content(), "print()");
    }

    #[test]
    fn secrets_are_not_kept() {
        let mut draft = Draft::default();
        draft.apply(Edit::ScriptParam("hidden".to_owned()));
        assert_eq!(draft.without_secrets(), draft);
        draft.apply(Edit::IsParamSensitive(true));
        let kept = serde_json::to_string(&draft.without_secrets()).expect("a draft is JSON");
        assert!(!kept.contains("hidden"), "{kept}");
    }

    #[test]
    fn drafts_of_other_versions_can_be_read() {
        let draft: Draft =
            serde_json::from_str(r#"{"timeout":"60","later":1,"language":77}"#).expect("readable");
        assert_eq!((draft.timeout.as_str(), draft.language()), ("60", ScriptLanguage::Shell));
    }
}
