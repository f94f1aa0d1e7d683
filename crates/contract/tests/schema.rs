//! The JSON Schema against the check: what has no error passes the schema.

use fastexec_contract::{check, schema};
use jsonschema::Validator;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};
use std::cell::Cell;
use std::ops::RangeInclusive;

fn validator() -> Validator {
    jsonschema::draft202012::new(&schema()).expect("the schema is one")
}

fn good() -> Value {
    json!({
        "script_content": "ZWNobw==",
        "script_language": 1,
        "account_id": 1000,
        "execute_target": { "host_id_list": [101] },
    })
}

/// The bench gives it to Ajv. `UPDATE_EXPECT=1` renews it.
#[test]
fn the_schema_of_the_bench_is_up_to_date() {
    let text = serde_json::to_string_pretty(&schema()).expect("JSON") + "\n";
    expect_test::expect_file!["../../contract-js/bench/schema.json"].assert_eq(&text);
}

#[test]
fn the_schema_is_of_use() {
    let validator = validator();
    assert!(validator.is_valid(&good()));
    for (pointer, value) in [
        ("/script_content", json!("echo $1")),
        ("/script_content", json!(null)),
        ("/script_language", json!(6)),
        ("/script_language", json!(null)),
        ("/account_id", json!(0)),
        ("/account_id", json!("1000")),
        ("/account_id", json!(null)),
        ("/execute_target", json!(null)),
        ("/execute_target", json!({ "host_id_list": [] })),
        ("/execute_target", json!({ "host_id_list": [0] })),
        ("/execute_target", json!({ "host_topo_node_list": [{ "id": 1 }] })),
        (
            "/execute_target",
            json!({ "container_label_selector_list": [{
            "topo_node_type": "module", "topo_node_id": 1,
            "label_selector_expr_list": [{ "label_key": "a", "operator": "exists" }],
        }] }),
        ),
        (
            "/execute_target",
            json!({ "container_label_selector_list": [{
            "topo_node_type": "biz", "topo_node_id": 1,
            "label_selector_expr_list": [{ "label_key": "a", "operator": "equals" }],
        }] }),
        ),
        ("/timeout", json!(0)),
        ("/timeout", json!(86_401)),
        ("/is_param_sensitive", json!(true)),
        ("/rolling_config", json!({ "expression": "10" })),
        ("/rolling_config", json!({ "expression": "10", "mode": 4 })),
        ("/callback", json!({ "url": "ftp://a" })),
    ] {
        let mut request = good();
        request[&pointer[1..]] = value;
        assert!(!validator.is_valid(&request), "{request}");
        let (_, report) = check(request.to_string().as_bytes());
        assert!(!report.is_valid(), "{request}");
    }
}

/// Values of which most are right, and the rest nearly.
fn any_of(values: &'static [Value]) -> impl Strategy<Value = Value> {
    select(values)
}

macro_rules! values {
    ($($value:tt),* $(,)?) => {{
        static VALUES: std::sync::LazyLock<Vec<Value>> =
            std::sync::LazyLock::new(|| vec![$(json!($value)),*]);
        any_of(&VALUES).boxed()
    }};
}

fn id() -> BoxedStrategy<Value> {
    prop_oneof![
        8 => (1..=i64::MAX).prop_map(Value::from),
        1 => values![1, 9223372036854775807_i64, 1.0, 0, (-1), "1", null],
    ]
    .boxed()
}

fn string() -> BoxedStrategy<Value> {
    prop_oneof![any::<String>(), "[a-zA-Z0-9./_-]{0,70}", "\\s{0,3}", "[\u{85}\u{feff}\u{a0}]"]
        .prop_map(Value::from)
        .boxed()
}

/// An object of as many of these members.
fn object(
    members: Vec<(&'static str, BoxedStrategy<Value>)>,
    count: RangeInclusive<usize>,
) -> BoxedStrategy<Value> {
    subsequence(members, count)
        .prop_flat_map(|members| {
            let (names, values): (Vec<_>, Vec<_>) = members.into_iter().unzip();
            values.prop_map(move |values| {
                Value::Object(
                    names.iter().map(|name| (*name).to_owned()).zip(values).collect::<Map<_, _>>(),
                )
            })
        })
        .boxed()
}

fn list(item: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    prop_oneof![
        9 => prop::collection::vec(item, 0..4).prop_map(Value::from),
        1 => values![null, "", {}],
    ]
    .boxed()
}

fn target() -> BoxedStrategy<Value> {
    let expression = object(
        vec![
            (
                "label_key",
                prop_oneof![
                    "[a-z]{1,3}(\\.[a-z]{1,2})?/[A-Za-z0-9._-]{1,3}",
                    "[A-Za-z0-9._-]{1,4}"
                ]
                .prop_map(Value::from)
                .boxed(),
            ),
            ("operator", values!["equals", "not_equals", "in", "not_in", "exists", "Exists"]),
            (
                "label_value",
                prop_oneof![
                    values!["", null, ",", "a,b", ",a", "a b"],
                    string(),
                    "[a-z,]{1,6}".prop_map(Value::from)
                ]
                .boxed(),
            ),
        ],
        2..=3,
    );
    let selector = object(
        vec![
            ("topo_node_type", values!["biz", "cluster", "namespace", "set"]),
            ("topo_node_id", id()),
            ("label_selector_expr_list", list(expression)),
        ],
        3..=3,
    );
    object(
        vec![
            ("host_id_list", list(id())),
            ("host_dynamic_group_list", list(object(vec![("id", string())], 1..=1))),
            (
                "host_topo_node_list",
                list(object(vec![("id", id()), ("node_type", string())], 2..=2)),
            ),
            ("container_id_list", list(id())),
            ("container_label_selector_list", list(selector)),
        ],
        0..=5,
    )
}

fn request() -> BoxedStrategy<Value> {
    let base64 = || {
        prop_oneof![
            "[A-Za-z0-9_+/ \r\n\t-]{0,12}={0,2}".prop_map(Value::from),
            values![
                "ZWNobw==",
                "ZWNobw",
                "ZW\nNobw==",
                "",
                " ",
                "\u{a0}",
                "ZWNobw==\u{2028}",
                null
            ],
        ]
        .boxed()
    };
    let rolling = object(
        vec![
            (
                "expression",
                prop_oneof!["[0-9 %+*\u{0}\t]{0,6}", ".{0,4}"].prop_map(Value::from).boxed(),
            ),
            ("mode", values![1, 2, 3, 0, null]),
        ],
        2..=2,
    );
    let url = prop_oneof!["[hH][tT]{2}[pP]s?://[a-z.:0-9@\\[\\]/]{1,12}", ".{0,8}"];
    object(
        vec![
            ("script_version_id", id()),
            ("script_id", string()),
            ("script_content", base64()),
            ("task_name", string()),
            ("script_param", base64()),
            ("timeout", values![1, 86400, 7200, 0, 86401, null]),
            ("account_alias", string()),
            ("account_id", id()),
            ("is_param_sensitive", values![0, 1, 2, null]),
            ("script_language", values![1, 2, 3, 4, 5, 0, null]),
            ("execute_target", target()),
            (
                "callback",
                prop_oneof![url.prop_map(|url| json!({ "url": url })), values![null, {}]].boxed(),
            ),
            ("rolling_config", prop_oneof![9 => rolling, 1 => values![null]].boxed()),
            ("unknown", string()),
        ],
        0..=4,
    )
    .prop_map(|changes| {
        let mut request = good();
        if let (Some(request), Value::Object(changes)) = (request.as_object_mut(), changes) {
            request.extend(changes);
        }
        request
    })
    .boxed()
}

#[test]
fn what_has_no_error_passes_the_schema() {
    let validator = validator();
    let valid = Cell::new(0);
    let cases = 20_000;
    let mut runner =
        TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let done = runner.run(&request(), |request| {
        let (_, report) = check(request.to_string().as_bytes());
        if report.is_valid() {
            valid.set(valid.get() + 1);
            let errors: Vec<String> = validator
                .iter_errors(&request)
                .map(|error| format!("{} {error}", error.instance_path))
                .collect();
            prop_assert!(errors.is_empty(), "{errors:?}: {request}");
        }
        Ok(())
    });
    done.unwrap_or_else(|error| panic!("{error}"));
    assert!(
        valid.get() > 2_000,
        "only {} of {cases} requests were valid: this shows too little",
        valid.get()
    );
}
