//! The JSON Schema of a request, for editors and other people's checks.
//!
//! A schema can't say all that [`check`](crate::check) says, so it is the weaker of the two: what has no error passes
//! the schema. It is made from the same limits.

use crate::limits;
use crate::submission::{LabelOperator, RollingMode, ScriptLanguage, TopoNodeType};
use serde_json::{Value, json};

/// JSON Schema, draft 2020-12.
pub fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "fast_execute_script",
        "description": "The body of a request to BlueKing JOB's fast_execute_script. null means absent.",
        "type": "object",
        "properties": {
            "script_version_id": id(),
            "script_id": optional("string", json!({ "minLength": 1 })),
            "script_content": base64("The script. Used when there is neither script_version_id nor script_id."),
            "task_name": optional("string", json!({ "maxLength": limits::TASK_NAME_MAX_CHARS })),
            "script_param": base64("The whole parameter string, encoded as one."),
            "timeout": optional("integer", json!({
                "description": "Seconds, for each host and container.",
                "minimum": limits::TIMEOUT.start(),
                "maximum": limits::TIMEOUT.end(),
                "default": limits::TIMEOUT_DEFAULT,
            })),
            "account_alias": optional("string", json!({ "minLength": 1 })),
            "account_id": id(),
            "is_param_sensitive": choice([0, 1].into(), "1 hides the parameters."),
            "script_language": choice(
                ScriptLanguage::ALL.map(ScriptLanguage::code).into(),
                "1 shell, 2 bat, 3 perl, 4 python, 5 powershell.",
            ),
            "execute_target": execute_target(),
            "callback": {
                "type": ["object", "null"],
                "properties": { "url": {
                    "type": "string",
                    "pattern": "^[hH][tT][tT][pP][sS]?://",
                    "maxLength": limits::CALLBACK_URL_MAX_CHARS,
                } },
                "required": ["url"],
            },
            "rolling_config": {
                "type": ["object", "null"],
                "properties": {
                    "expression": { "type": "string", "pattern": "[0-9]", "examples": ["10", "1 10% +5"] },
                    "mode": { "enum": RollingMode::ALL.map(RollingMode::code) },
                },
                "required": ["expression", "mode"],
            },
        },
        "required": ["execute_target"],
        "allOf": [
            any_given(&[("script_version_id", "integer"), ("script_id", "string"), ("script_content", "string")]),
            any_given(&[("account_id", "integer"), ("account_alias", "string")]),
            {
                "if": any_given(&[("script_version_id", "integer"), ("script_id", "string")]),
                "else": given("script_language", "integer"),
            },
        ],
    })
}

fn execute_target() -> Value {
    let lists = [
        "host_id_list",
        "host_dynamic_group_list",
        "host_topo_node_list",
        "container_id_list",
        "container_label_selector_list",
    ];
    let has_item = lists.map(|list| {
        json!({ "required": [list], "properties": { list: { "type": "array", "minItems": 1 } } })
    });
    json!({
        "description": "At least one of the five lists has an item.",
        "type": "object",
        "properties": {
            "host_id_list": list(required_id()),
            "host_dynamic_group_list": list(json!({
                "type": "object",
                "properties": { "id": { "type": "string", "minLength": 1 } },
                "required": ["id"],
            })),
            "host_topo_node_list": list(json!({
                "type": "object",
                "properties": {
                    "id": required_id(),
                    "node_type": { "type": "string", "minLength": 1, "examples": ["set", "module"] },
                },
                "required": ["id", "node_type"],
            })),
            "container_id_list": list(required_id()),
            "container_label_selector_list": list(json!({
                "type": "object",
                "properties": {
                    "topo_node_id": required_id(),
                    "topo_node_type": { "enum": TopoNodeType::ALL.map(TopoNodeType::name) },
                    "label_selector_expr_list": {
                        "type": "array",
                        "minItems": 1,
                        "items": label_expression(),
                    },
                },
                "required": ["topo_node_id", "topo_node_type", "label_selector_expr_list"],
            })),
        },
        "anyOf": has_item,
    })
}

fn label_expression() -> Value {
    let dns = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    let name = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
    json!({
        "type": "object",
        "properties": {
            "label_key": { "type": "string", "pattern": format!("^({dns}(\\.{dns})*/)?{name}$") },
            "label_value": { "type": ["string", "null"] },
            "operator": { "enum": LabelOperator::ALL.map(LabelOperator::name) },
        },
        "required": ["label_key", "operator"],
        "if": { "properties": { "operator": { "const": LabelOperator::Exists.name() } } },
        "else": given("label_value", "string"),
    })
}

/// What may be absent, which null says too.
fn optional(kind: &str, rest: Value) -> Value {
    let mut schema = json!({ "type": [kind, "null"] });
    if let (Some(schema), Value::Object(rest)) = (schema.as_object_mut(), rest) {
        schema.extend(rest);
    }
    schema
}

fn id() -> Value {
    optional("integer", json!({ "minimum": 1, "maximum": i64::MAX }))
}

fn required_id() -> Value {
    json!({ "type": "integer", "minimum": 1, "maximum": i64::MAX })
}

fn base64(description: &str) -> Value {
    optional(
        "string",
        json!({
            "description": description,
            "contentEncoding": "base64",
            "pattern": "^[-A-Za-z0-9+/_=\\s]*$",
        }),
    )
}

fn choice(values: Vec<i64>, description: &str) -> Value {
    let values = values.into_iter().map(Value::from).chain([Value::Null]).collect::<Vec<_>>();
    json!({ "description": description, "enum": values })
}

fn list(items: Value) -> Value {
    json!({ "type": ["array", "null"], "items": items })
}

fn given(name: &str, kind: &str) -> Value {
    json!({ "required": [name], "properties": { name: { "type": kind } } })
}

fn any_given(fields: &[(&str, &str)]) -> Value {
    let fields: Vec<Value> = fields.iter().map(|(name, kind)| given(name, kind)).collect();
    json!({ "anyOf": fields })
}
