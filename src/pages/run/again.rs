//! Composing the request of an earlier run again, as it was or for some of its objects.

use crate::api::{self, ApiError, ExecuteObject, Newest};
use crate::pages::use_open_with;
use fastexec_contract::MASK;
use leptos::prelude::*;
use serde_json::{Value, json};

/// Opens Compose with the request of a run; with explicit ids when objects are given. What goes wrong is put into
/// `error`.
pub(in crate::pages) fn composer(
    error: RwSignal<Option<ApiError>>,
) -> Callback<(String, Option<Vec<ExecuteObject>>)> {
    let open = use_open_with();
    let asking = Newest::new();
    Callback::new(move |(job, objects): (String, Option<Vec<ExecuteObject>>)| {
        error.set(None);
        asking.ask(
            |signal| api::stored_request(job, signal),
            move |answer| match answer {
                Ok(request) => open.run(text(request, objects.as_deref())),
                Err(failed) => {
                    error.try_set(Some(failed));
                }
            },
        );
    })
}

/// The text of a request, without what is masked: that must be typed again.
fn text(mut request: Value, objects: Option<&[ExecuteObject]>) -> String {
    if let Some(members) = request.as_object_mut() {
        if members.get("script_param").is_some_and(|param| param == MASK) {
            members.remove("script_param");
        }
        if let Some(objects) = objects {
            members.insert("execute_target".to_owned(), target(objects));
        }
    }
    serde_json::to_string_pretty(&request).unwrap_or_default()
}

/// These objects and no others, whatever groups and nodes hold by now.
fn target(objects: &[ExecuteObject]) -> Value {
    let ids = |kind: i64| -> Vec<i64> {
        let of_kind = objects.iter().filter(|object| object.r#type == kind);
        of_kind.filter_map(|object| object.resource_id.parse().ok()).collect()
    };
    let mut target = json!({});
    for (name, ids) in [("host_id_list", ids(1)), ("container_id_list", ids(2))] {
        if !ids.is_empty() {
            target[name] = json!(ids);
        }
    }
    target
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::api::ExecuteObject;
    use fastexec_contract::MASK;
    use serde_json::json;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn exactly_these_objects() {
        let objects: Vec<ExecuteObject> = serde_json::from_value(json!([
            { "type": 1, "resource_id": "9223372036854775807" },
            { "type": 2, "resource_id": "7" },
        ]))
        .expect("objects");
        let request = json!({
            "script_content": "ZWNobw==",
            "script_param": MASK,
            "execute_target": { "host_dynamic_group_list": [{ "id": "x" }] },
        });
        let text = text(request, Some(&objects));
        let made: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(
            made,
            json!({
                "script_content": "ZWNobw==",
                "execute_target": {
                    "host_id_list": [9_223_372_036_854_775_807_i64],
                    "container_id_list": [7],
                },
            })
        );
    }
}
