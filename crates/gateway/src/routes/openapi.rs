//! GET /openapi.json: what this gateway answers, for programs. `docs/openapi.json` is a copy that a test compares.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// All but what is made below.
const DOCUMENT: &str = include_str!("openapi.json");

/// Endpoints of the inventory: their last word, the member with the items, and what the items have.
const LISTS: [(&str, &str, &[&str]); 6] = [
    ("accounts", "account_list", &["id", "alias", "user"]),
    ("scripts", "script_list", &["id", "name", "script_version_list"]),
    ("hosts", "host_list", &["bk_host_id", "bk_cloud_id", "ip", "name", "attributes"]),
    ("topology", "topo_node_list", &["id", "node_type", "name", "parent", "host_count"]),
    ("groups", "dynamic_group_list", &["id", "name", "host_count"]),
    ("containers", "container_list", &["id", "container_uid", "name", "namespace_id", "labels"]),
];

static TEXT: LazyLock<String> = LazyLock::new(|| format!("{:#}\n", document()));

pub(crate) async fn get() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], TEXT.as_str()).into_response()
}

fn document() -> Value {
    let mut document: Value = serde_json::from_str(DOCUMENT).unwrap_or_default();
    document["info"]["version"] = env!("CARGO_PKG_VERSION").into();
    let mut request = fastexec_contract::schema();
    if let Some(request) = request.as_object_mut() {
        // The dialect of OpenAPI 3.1 is that of the schema.
        request.remove("$schema");
    }
    document["components"]["schemas"]["FastExecuteScript"] = request;
    for (endpoint, member, items) in LISTS {
        let path = format!("/open/api/scope/{{scopeType}}/{{scopeId}}/inventory/{endpoint}");
        document["paths"][path] = list(endpoint, member, items);
    }
    document
}

fn list(endpoint: &str, member: &str, items: &[&str]) -> Value {
    let parameter = |name: &str| json!({ "$ref": format!("#/components/parameters/{name}") });
    json!({
        "parameters": [parameter("scopeType"), parameter("scopeId")],
        "get": {
            "operationId": format!("list_{endpoint}"),
            "tags": ["inventory"],
            "summary": format!("A page of {endpoint}, in the order of the inventory"),
            "parameters": [parameter("search"), parameter("offset"), parameter("length")],
            "responses": {
                "200": {
                    "description": format!("A page of {endpoint}"),
                    "content": { "application/json": { "schema": {
                        "type": "object",
                        "required": ["data"],
                        "properties": { "data": { "allOf": [
                            { "$ref": "#/components/schemas/Page" },
                            {
                                "type": "object",
                                "required": [member],
                                "properties": { member: {
                                    "type": "array",
                                    "items": { "type": "object", "required": items },
                                } },
                            },
                        ] } },
                    } } },
                },
                "default": { "$ref": "#/components/responses/Error" },
            },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::TEXT;

    #[test]
    fn the_copy_in_docs_is_this() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(path, TEXT.as_str()).expect("written");
        }
        let copy = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            copy == *TEXT,
            "docs/openapi.json is stale: UPDATE_EXPECT=1 cargo test -p fastexec-gateway renews it"
        );
    }
}
