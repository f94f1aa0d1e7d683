//! Whatever is typed: the request is the JSON that a person would have written, and can be read back.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fastexec_contract::{ScriptLanguage, check};
use fastexec_draft::{Draft, Edit, ExpressionRow, SelectorRow, TopoNodeRow, from_request};
use proptest::prelude::*;
use proptest::string::string_regex;
use serde_json::{Map, Value, json};

fn text() -> BoxedStrategy<String> {
    prop_oneof![any::<String>(), string_regex("[a-z0-9 ./-]{0,8}").expect("a pattern")].boxed()
}

/// Not longer: the JSON by hand goes through serde_json's numbers, which round what 64 bits can't hold
/// and read -0 as a fraction.
fn number() -> BoxedStrategy<String> {
    let digits = string_regex(" ?(-?0{0,2}[1-9][0-9]{0,15}|0{0,2}) ?").expect("a pattern");
    let text = text().prop_filter("not -0", |text| !text.trim().starts_with("-0"));
    prop_oneof![text, digits].boxed()
}

fn ids() -> BoxedStrategy<String> {
    prop_oneof![
        text(),
        string_regex("([0-9]{1,3}(-[0-9]{1,3})?[,; \n]){0,5}x?").expect("a pattern")
    ]
    .boxed()
}

fn expression() -> impl Strategy<Value = ExpressionRow> {
    (text(), text(), text()).prop_map(|(label_key, operator, label_value)| ExpressionRow {
        label_key,
        operator,
        label_value,
    })
}

fn selector() -> impl Strategy<Value = SelectorRow> {
    (text(), number(), prop::collection::vec(expression(), 0..3)).prop_map(
        |(topo_node_type, topo_node_id, expressions)| SelectorRow {
            topo_node_type,
            topo_node_id,
            expressions,
        },
    )
}

fn edit() -> impl Strategy<Value = Edit> {
    let node = (text(), number()).prop_map(|(node_type, id)| TopoNodeRow { node_type, id });
    prop_oneof![
        number().prop_map(Edit::ScriptVersionId),
        text().prop_map(Edit::ScriptId),
        text().prop_map(Edit::TaskName),
        (0_usize..5).prop_map(|index| Edit::Language(ScriptLanguage::ALL[index])),
        text().prop_map(Edit::Content),
        text().prop_map(Edit::ScriptParam),
        any::<bool>().prop_map(Edit::IsParamSensitive),
        number().prop_map(Edit::Timeout),
        number().prop_map(Edit::AccountId),
        text().prop_map(Edit::AccountAlias),
        ids().prop_map(Edit::HostIds),
        prop::collection::vec(text(), 0..3).prop_map(Edit::DynamicGroups),
        prop::collection::vec(node, 0..3).prop_map(Edit::TopoNodes),
        ids().prop_map(Edit::ContainerIds),
        prop::collection::vec(selector(), 0..3).prop_map(Edit::Selectors),
        text().prop_map(Edit::CallbackUrl),
        any::<bool>().prop_map(Edit::IsRolling),
        text().prop_map(Edit::RollingExpression),
        number().prop_map(Edit::RollingMode),
    ]
}

/// The request that a person would write who means the same: only the last edit of each field counts.
fn by_hand(edits: &[Edit]) -> Value {
    let mut language = ScriptLanguage::Shell;
    let mut contents = vec![String::new(); 6];
    let (mut body, mut target, mut rolling) = (Map::new(), Map::new(), Map::new());
    let mut is_rolling = false;
    rolling.insert("expression".to_owned(), json!(""));
    rolling.insert("mode".to_owned(), json!(1));
    for edit in edits {
        match edit {
            Edit::ScriptVersionId(it) => put(&mut body, "script_version_id", typed(it)),
            Edit::ScriptId(it) => put(&mut body, "script_id", string(it)),
            Edit::TaskName(it) => put(&mut body, "task_name", string(it)),
            Edit::Language(it) => language = *it,
            Edit::Content(it) => contents[language.code() as usize] = it.clone(),
            Edit::ScriptParam(it) => put(&mut body, "script_param", encoded(it)),
            Edit::IsParamSensitive(it) => {
                put(&mut body, "is_param_sensitive", it.then(|| json!(1)))
            }
            Edit::Timeout(it) => put(&mut body, "timeout", typed(it)),
            Edit::AccountId(it) => put(&mut body, "account_id", typed(it)),
            Edit::AccountAlias(it) => put(&mut body, "account_alias", string(it)),
            Edit::HostIds(it) => put(&mut target, "host_id_list", list(id_list(it))),
            Edit::ContainerIds(it) => put(&mut target, "container_id_list", list(id_list(it))),
            Edit::DynamicGroups(rows) => {
                let rows = rows.iter().map(|id| object([("id", string(id))]));
                put(&mut target, "host_dynamic_group_list", list(rows.collect()));
            }
            Edit::TopoNodes(rows) => {
                let rows = rows.iter().map(|row| {
                    object([("node_type", string(&row.node_type)), ("id", typed(&row.id))])
                });
                put(&mut target, "host_topo_node_list", list(rows.collect()));
            }
            Edit::Selectors(rows) => {
                let rows = rows.iter().map(|row| {
                    let expressions = row.expressions.iter().map(|row| {
                        object([
                            ("label_key", string(&row.label_key)),
                            ("operator", string(&row.operator)),
                            ("label_value", string(&row.label_value)),
                        ])
                    });
                    object([
                        ("topo_node_type", string(&row.topo_node_type)),
                        ("topo_node_id", typed(&row.topo_node_id)),
                        ("label_selector_expr_list", list(expressions.collect())),
                    ])
                });
                put(&mut target, "container_label_selector_list", list(rows.collect()));
            }
            Edit::CallbackUrl(it) => {
                put(&mut body, "callback", string(it).map(|url| json!({ "url": url })));
            }
            Edit::IsRolling(it) => is_rolling = *it,
            Edit::RollingExpression(it) => {
                let folded = it.split_whitespace().collect::<Vec<_>>().join(" ");
                rolling.insert("expression".to_owned(), json!(folded));
            }
            Edit::RollingMode(it) => put(&mut rolling, "mode", typed(it)),
        }
    }
    let content = &contents[language.code() as usize];
    put(&mut body, "script_content", encoded(content));
    if !content.is_empty() {
        body.insert("script_language".to_owned(), json!(language.code()));
    }
    body.insert("execute_target".to_owned(), Value::Object(target));
    if is_rolling {
        body.insert("rolling_config".to_owned(), Value::Object(rolling));
    }
    Value::Object(body)
}

fn put(object: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    match value {
        Some(value) => drop(object.insert(name.to_owned(), value)),
        None => drop(object.remove(name)),
    }
}

fn object<const N: usize>(members: [(&str, Option<Value>); N]) -> Value {
    let members = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(members.collect())
}

fn string(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| json!(text))
}

fn encoded(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| json!(STANDARD.encode(text)))
}

fn list(items: Vec<Value>) -> Option<Value> {
    (!items.is_empty()).then_some(Value::Array(items))
}

/// A number where digits were typed, and else what was typed.
fn typed(text: &str) -> Option<Value> {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let plain = if is_number {
        let digits = digits.trim_start_matches('0');
        let sign = if text.starts_with('-') { "-" } else { "" };
        serde_json::from_str(&format!("{sign}{}", if digits.is_empty() { "0" } else { digits }))
            .expect("a number")
    } else {
        json!(text)
    };
    (!text.is_empty()).then_some(plain)
}

fn id_list(text: &str) -> Vec<Value> {
    let separators = |character: char| character.is_whitespace() || ",;，；、".contains(character);
    let words = text.split(separators).filter(|word| !word.is_empty());
    words
        .flat_map(|word| {
            let range = word.split_once('-').and_then(|(first, last)| {
                let number = |it: &str| {
                    it.bytes()
                        .all(|byte| byte.is_ascii_digit())
                        .then(|| it.parse::<u64>().ok())
                        .flatten()
                };
                Some((number(first)?, number(last)?))
            });
            match range {
                Some((first, last)) if first <= last => {
                    (first..=last).take(50_001).map(Value::from).collect()
                }
                _ if word.starts_with('-') => vec![json!(word)],
                _ => typed(word).into_iter().collect::<Vec<_>>(),
            }
        })
        .collect()
}

/// Pointers and codes, in no order: the two texts need not have the same.
fn findings(text: &str) -> Vec<String> {
    let (_, report) = check(text.as_bytes());
    let mut findings: Vec<String> =
        report.findings().iter().map(|it| format!("{} {}", it.pointer, it.code.id())).collect();
    findings.sort();
    findings
}

fn draft(edits: &[Edit]) -> Draft {
    let mut draft = Draft::default();
    for edit in edits {
        draft.apply(edit.clone());
    }
    draft
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_make_the_request_that_a_person_would_write(edits in prop::collection::vec(edit(), 0..16)) {
        let (draft, by_hand) = (draft(&edits), by_hand(&edits));
        let request = draft.request();
        prop_assert_eq!(serde_json::from_str::<Value>(&request).expect("JSON"), by_hand.clone());
        prop_assert_eq!(findings(&request), findings(&by_hand.to_string()));
    }

    #[test]
    fn a_request_of_ours_is_read_back_whole(edits in prop::collection::vec(edit(), 0..16)) {
        let request = draft(&edits).request();
        let imported = from_request(request.as_bytes()).expect("JSON");
        prop_assert_eq!(imported.lost, Vec::<String>::new(), "{}", request);
        prop_assert_eq!(imported.draft.request(), request);
    }

    #[test]
    fn a_draft_survives_storage_and_shows_no_secret(edits in prop::collection::vec(edit(), 0..16)) {
        let draft = draft(&edits);
        let kept = serde_json::to_string(&draft).expect("a draft is JSON");
        prop_assert_eq!(&serde_json::from_str::<Draft>(&kept).expect("it was written by us"), &draft);
        let shown = serde_json::from_str::<Value>(&draft.shown_request()).expect("JSON");
        if draft.is_param_sensitive && !draft.script_param.is_empty() {
            prop_assert_eq!(&shown["script_param"], "******");
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(text in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = from_request(&text);
    }
}

/// What a form can't hold is said, and nothing is put right behind anybody's back.
#[test]
fn what_is_lost_is_said() {
    let lost = |text: &str| from_request(text.as_bytes()).expect("JSON").lost;
    for (text, expected) in [
        ("{}", &[][..]),
        (r#"{"timeout":null,"execute_target":null}"#, &[]),
        ("[]", &[""]),
        (r#"{"later":1,"a/b~c":2}"#, &["/later", "/a~1b~0c"]),
        (r#"{"timeout":"60"}"#, &["/timeout"]),
        (r#"{"timeout":60,"timeout":61}"#, &["/timeout"]),
        (
            r#"{"timeout":1.5,"task_name":7,"script_id":""}"#,
            &["/script_id", "/task_name", "/timeout"],
        ),
        (r#"{"script_content":"%","script_language":9}"#, &["/script_language", "/script_content"]),
        (
            r#"{"script_content":"ZWNobw","is_param_sensitive":2}"#,
            &["/script_content", "/is_param_sensitive"],
        ),
        (
            r#"{"execute_target":{"host_id_list":[1,"2",true,null,"a"]}}"#,
            &[
                "/execute_target/host_id_list/1",
                "/execute_target/host_id_list/2",
                "/execute_target/host_id_list/3",
            ],
        ),
        (
            r#"{"execute_target":{"host_id_list":[],"host_topo_node_list":[7]}}"#,
            &["/execute_target/host_id_list", "/execute_target/host_topo_node_list/0"],
        ),
        (
            r#"{"callback":{},"rolling_config":{"expression":" 1 "}}"#,
            &["/callback", "/rolling_config/expression"],
        ),
    ] {
        assert_eq!(lost(text), expected, "{text}");
    }
}

#[test]
fn the_contracts_example_becomes_the_same_request() {
    let example = include_str!("../../contract-js/bench/example.json");
    let imported = from_request(example.as_bytes()).expect("JSON");
    assert_eq!(imported.lost, [""; 0]);
    let ours: Value = serde_json::from_str(&imported.draft.request()).expect("JSON");
    let mut theirs: Value = serde_json::from_str(example).expect("JSON");
    // The default, which a form has no reason to write.
    theirs.as_object_mut().expect("an object").remove("is_param_sensitive");
    assert_eq!(ours, theirs);
}
