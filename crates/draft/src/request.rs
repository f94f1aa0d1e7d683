//! From a draft to the text of a request. What can't be right is written so that the check finds it at its field.

use crate::Draft;
use crate::ids::{Item, integer, items};
use crate::target::SelectorRow;
use fastexec_contract::rolling::normalise;
use fastexec_contract::{MASK, base64_text};

impl Draft {
    /// The request that will be sent: fields in the order of the contract, one a line; empty ones are left out.
    pub fn request(&self) -> String {
        self.write(&base64_text::encode(&self.script_param))
    }

    /// The request as it may be shown: sensitive parameters are masked.
    pub fn shown_request(&self) -> String {
        if self.is_param_sensitive { self.write(MASK) } else { self.request() }
    }

    /// The target alone, as the gateway is asked what it stands for.
    pub fn target_request(&self) -> String {
        let mut members = Members::default();
        members.add("execute_target", self.execute_target().lines("  "));
        members.lines("")
    }

    fn write(&self, script_param: &str) -> String {
        let mut members = Members::default();
        members.add_number("script_version_id", &self.script_version_id);
        members.add_text("script_id", &self.script_id);
        if !self.content().is_empty() {
            members.add("script_content", quoted(&base64_text::encode(self.content())));
        }
        members.add_text("task_name", &self.task_name);
        if !self.script_param.is_empty() {
            members.add("script_param", quoted(script_param));
        }
        members.add_number("timeout", &self.timeout);
        members.add_text("account_alias", &self.account_alias);
        members.add_number("account_id", &self.account_id);
        if self.is_param_sensitive {
            members.add("is_param_sensitive", "1".to_owned());
        }
        if !self.content().is_empty() {
            members.add("script_language", self.language().code().to_string());
        }
        members.add("execute_target", self.execute_target().lines("  "));
        if !self.callback_url.is_empty() {
            members.add("callback", format!("{{\"url\": {}}}", quoted(&self.callback_url)));
        }
        if self.is_rolling {
            let mut rolling = Members::default();
            rolling.add("expression", quoted(&normalise(&self.rolling_expression)));
            rolling.add_number("mode", &self.rolling_mode);
            members.add("rolling_config", rolling.line());
        }
        members.lines("")
    }

    fn execute_target(&self) -> Members {
        let groups = self.dynamic_groups.iter().map(|id| {
            let mut group = Members::default();
            group.add_text("id", id);
            group.line()
        });
        let nodes = self.topo_nodes.iter().map(|row| {
            let mut node = Members::default();
            node.add_number("id", &row.id);
            node.add_text("node_type", &row.node_type);
            node.line()
        });
        let mut target = Members::default();
        target.add_list("host_dynamic_group_list", groups);
        target.add_ids("host_id_list", &self.host_ids);
        target.add_list("host_topo_node_list", nodes);
        target.add_ids("container_id_list", &self.container_ids);
        target.add_list("container_label_selector_list", self.selectors.iter().map(selector));
        target
    }
}

fn selector(row: &SelectorRow) -> String {
    let expressions = row.expressions.iter().map(|row| {
        let mut expression = Members::default();
        expression.add_text("label_key", &row.label_key);
        expression.add_text("label_value", &row.label_value);
        expression.add_text("operator", &row.operator);
        expression.line()
    });
    let mut selector = Members::default();
    selector.add_text("topo_node_type", &row.topo_node_type);
    selector.add_number("topo_node_id", &row.topo_node_id);
    selector.add_list("label_selector_expr_list", expressions);
    selector.line()
}

/// What a number that was typed is on the wire: a number if it is one, else the text, which the check names.
pub(crate) fn number(text: &str) -> String {
    let number = integer(text).map(str::to_owned).or_else(|| negative(text));
    number.unwrap_or_else(|| quoted(text))
}

/// `-1` is a number, if a wrong one: its range is what the check should speak of.
fn negative(text: &str) -> Option<String> {
    let digits = integer(text.strip_prefix('-')?)?;
    Some(format!("-{digits}"))
}

/// Members of an object, as text. Empty ones are left out.
#[derive(Default)]
struct Members(Vec<String>);

impl Members {
    fn add(&mut self, name: &str, value: String) {
        self.0.push(format!("\"{name}\": {value}"));
    }

    fn add_text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.add(name, quoted(text));
        }
    }

    fn add_number(&mut self, name: &str, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.add(name, number(text));
        }
    }

    /// Written at each key, of tens of thousands.
    fn add_ids(&mut self, name: &str, ids: &str) {
        let mut list = String::with_capacity(ids.len() * 9 / 8 + 2);
        for item in items(ids) {
            list.push_str(if list.is_empty() { "[" } else { ", " });
            match item {
                Item::Integer(digits) => list.push_str(digits),
                Item::Number(number) => list.push_str(&number.to_string()),
                Item::Text(text) => list.push_str(&quoted(text)),
            }
        }
        self.add_written(name, list);
    }

    fn add_list(&mut self, name: &str, items: impl Iterator<Item = String>) {
        let mut list = String::new();
        for item in items {
            list.push_str(if list.is_empty() { "[" } else { ", " });
            list.push_str(&item);
        }
        self.add_written(name, list);
    }

    /// A list that lacks its last bracket, and all of it when it has no items.
    fn add_written(&mut self, name: &str, mut list: String) {
        if !list.is_empty() {
            list.push(']');
            self.add(name, list);
        }
    }

    fn line(self) -> String {
        format!("{{{}}}", self.0.join(", "))
    }

    fn lines(self, indent: &str) -> String {
        if self.0.is_empty() {
            return self.line();
        }
        let between = format!(",\n{indent}  ");
        format!("{{\n{indent}  {}\n{indent}}}", self.0.join(&between))
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use crate::{Draft, Edit, ExpressionRow, SelectorRow, TopoNodeRow};
    use expect_test::expect;
    use fastexec_contract::check;

    fn draft(edits: Vec<Edit>) -> Draft {
        let mut draft = Draft::default();
        for edit in edits {
            draft.apply(edit);
        }
        draft
    }

    fn good() -> Vec<Edit> {
        vec![
            Edit::Content("echo $1".to_owned()),
            Edit::ScriptParam("hello".to_owned()),
            Edit::Timeout("1000".to_owned()),
            Edit::AccountId("1000".to_owned()),
            Edit::HostIds("101-103, 9223372036854775807".to_owned()),
        ]
    }

    fn codes(draft: &Draft) -> Vec<String> {
        let (_, report) = check(draft.request().as_bytes());
        let findings = report.findings().iter();
        findings.map(|finding| format!("{} {}", finding.pointer, finding.code.id())).collect()
    }

    #[test]
    fn what_is_sent() {
        let draft = draft(good());
        expect![[r#"
            {
              "script_content": "ZWNobyAkMQ==",
              "script_param": "aGVsbG8=",
              "timeout": 1000,
              "account_id": 1000,
              "script_language": 1,
              "execute_target": {
                "host_id_list": [101, 102, 103, 9223372036854775807]
              }
            }"#]]
        .assert_eq(&draft.request());
        assert_eq!(codes(&draft), Vec::<String>::new());
    }

    #[test]
    fn wrong_values_are_named_at_their_field() {
        let mut edits = good();
        edits.extend([
            Edit::Timeout("1h".to_owned()),
            Edit::AccountId("99999999999999999999".to_owned()),
            Edit::HostIds("101 web-1".to_owned()),
        ]);
        assert_eq!(
            codes(&draft(edits.clone())),
            [
                "/timeout wrong_type",
                "/account_id long_out_of_range",
                "/execute_target/host_id_list/1 wrong_type"
            ]
        );
        edits.extend([Edit::Timeout("-01".to_owned()), Edit::AccountId("-".to_owned())]);
        assert_eq!(
            codes(&draft(edits)),
            [
                "/timeout timeout_out_of_range",
                "/account_id wrong_type",
                "/execute_target/host_id_list/1 wrong_type"
            ]
        );
        assert_eq!(
            codes(&Draft::default()),
            [
                "/script_content script_missing",
                "/account_id account_missing",
                "/execute_target execute_target_empty"
            ]
        );
    }

    #[test]
    fn sensitive_parameters_are_shown_to_nobody() {
        let mut edits = good();
        edits.push(Edit::IsParamSensitive(true));
        let draft = draft(edits);
        assert!(draft.request().contains("aGVsbG8="));
        assert!(!draft.shown_request().contains("aGVsbG8="));
        assert!(draft.shown_request().contains("******"));
    }

    #[test]
    fn every_field_is_sent() {
        let row =
            |kind: &str, id: &str| TopoNodeRow { node_type: kind.to_owned(), id: id.to_owned() };
        let expression = |key: &str, operator: &str, value: &str| ExpressionRow {
            label_key: key.to_owned(),
            operator: operator.to_owned(),
            label_value: value.to_owned(),
        };
        let selector = SelectorRow {
            topo_node_type: "namespace".to_owned(),
            topo_node_id: "18881".to_owned(),
            expressions: vec![expression("app", "equals", "job"), expression("gpu", "exists", "")],
        };
        let mut edits = good();
        edits.extend([
            Edit::ScriptVersionId("1".to_owned()),
            Edit::ScriptId("s".to_owned()),
            Edit::TaskName("名".to_owned()),
            Edit::AccountAlias("root".to_owned()),
            Edit::IsParamSensitive(true),
            Edit::DynamicGroups(vec!["blo8gojho0skft7pr5q0".to_owned(), String::new()]),
            Edit::TopoNodes(vec![row("module", "1000"), row("", "x")]),
            Edit::ContainerIds("10001-10002".to_owned()),
            Edit::Selectors(vec![selector]),
            Edit::CallbackUrl("https://example.com/done".to_owned()),
            Edit::IsRolling(true),
            Edit::RollingExpression(" 1  10% ".to_owned()),
        ]);
        expect![[r#"
            {
              "script_version_id": 1,
              "script_id": "s",
              "script_content": "ZWNobyAkMQ==",
              "task_name": "名",
              "script_param": "aGVsbG8=",
              "timeout": 1000,
              "account_alias": "root",
              "account_id": 1000,
              "is_param_sensitive": 1,
              "script_language": 1,
              "execute_target": {
                "host_dynamic_group_list": [{"id": "blo8gojho0skft7pr5q0"}, {}],
                "host_id_list": [101, 102, 103, 9223372036854775807],
                "host_topo_node_list": [{"id": 1000, "node_type": "module"}, {"id": "x"}],
                "container_id_list": [10001, 10002],
                "container_label_selector_list": [{"topo_node_type": "namespace", "topo_node_id": 18881, "label_selector_expr_list": [{"label_key": "app", "label_value": "job", "operator": "equals"}, {"label_key": "gpu", "operator": "exists"}]}]
              },
              "callback": {"url": "https://example.com/done"},
              "rolling_config": {"expression": "1 10%", "mode": 1}
            }"#]]
        .assert_eq(&draft(edits).request());
    }
}
