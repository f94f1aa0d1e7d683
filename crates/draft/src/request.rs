//! From a draft to the text of a request. What can't be right is written so that the check finds it at its field.

use crate::Draft;
use crate::ids::{Item, integer, items};
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

    fn write(&self, script_param: &str) -> String {
        let mut members = Members::default();
        if !self.content().is_empty() {
            members.add("script_content", quoted(&base64_text::encode(self.content())));
        }
        if !self.task_name.is_empty() {
            members.add("task_name", quoted(&self.task_name));
        }
        if !self.script_param.is_empty() {
            members.add("script_param", quoted(script_param));
        }
        members.add_number("timeout", &self.timeout);
        if !self.account_alias.is_empty() {
            members.add("account_alias", quoted(&self.account_alias));
        }
        members.add_number("account_id", &self.account_id);
        if self.is_param_sensitive {
            members.add("is_param_sensitive", "1".to_owned());
        }
        if !self.content().is_empty() {
            members.add("script_language", self.language().code().to_string());
        }
        members.add("execute_target", format!("{{\"host_id_list\": [{}]}}", self.host_id_list()));
        members.text()
    }

    fn host_id_list(&self) -> String {
        let mut list = String::new();
        for item in items(&self.host_ids) {
            if !list.is_empty() {
                list.push_str(", ");
            }
            match item {
                Item::Integer(digits) => list.push_str(digits),
                Item::Number(number) => list.push_str(&number.to_string()),
                Item::Text(text) => list.push_str(&quoted(text)),
            }
        }
        list
    }
}

/// `-1` is a number, if a wrong one: its range is what the check should speak of.
fn negative(text: &str) -> Option<String> {
    let digits = integer(text.strip_prefix('-')?)?;
    Some(format!("-{digits}"))
}

#[derive(Default)]
struct Members(Vec<String>);

impl Members {
    fn add(&mut self, name: &str, value: String) {
        self.0.push(format!("  \"{name}\": {value}"));
    }

    /// Text that is no number stays a text, which the check names.
    fn add_number(&mut self, name: &str, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            let number = integer(text).map(str::to_owned).or_else(|| negative(text));
            self.add(name, number.unwrap_or_else(|| quoted(text)));
        }
    }

    fn text(self) -> String {
        format!("{{\n{}\n}}", self.0.join(",\n"))
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use crate::{Draft, Edit};
    use expect_test::expect;
    use fastexec_contract::{ScriptLanguage, check};
    use proptest::prelude::*;

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
              "execute_target": {"host_id_list": [101, 102, 103, 9223372036854775807]}
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

    fn any_edit() -> impl Strategy<Value = Edit> {
        let text = || any::<String>();
        let number = || prop_oneof![text(), "-?[0-9]{1,20}", "[0-9]{1,3}-[0-9]{1,3}"];
        prop_oneof![
            text().prop_map(Edit::TaskName),
            (0_usize..5).prop_map(|index| Edit::Language(ScriptLanguage::ALL[index])),
            text().prop_map(Edit::Content),
            text().prop_map(Edit::ScriptParam),
            any::<bool>().prop_map(Edit::IsParamSensitive),
            number().prop_map(Edit::Timeout),
            number().prop_map(Edit::AccountId),
            text().prop_map(Edit::AccountAlias),
            number().prop_map(Edit::HostIds),
        ]
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_json_and_survives_storage(edits in prop::collection::vec(any_edit(), 0..12)) {
            let draft = draft(edits);
            for text in [draft.request(), draft.shown_request()] {
                prop_assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{}", text);
            }
            let (_, report) = check(draft.request().as_bytes());
            prop_assert!(report.findings().iter().all(|finding| finding.code.id() != "json_syntax"));
            let kept = serde_json::to_string(&draft).expect("a draft is JSON");
            prop_assert_eq!(serde_json::from_str::<Draft>(&kept).expect("it was written by us"), draft);
        }
    }
}
