//! From the body of a request to the contract's.
//!
//! Only names and shapes are translated here. Whether the result is right is for [`check`](crate::check) to say.

use super::{Dialect, Names};
use crate::report::Report;
use crate::scope::{Scope, check_scope};
use serde_json::{Map, Value, json};
use std::fmt;

/// A request in the words of the contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// `None` in the contract's own dialect, where the address says it.
    pub scope: Option<Scope>,
    /// A body that [`check_for`](crate::check_for) the same dialect can judge.
    pub text: String,
}

/// Why a request of another dialect can't be put into the contract's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// Not a JSON object; the reason, in English.
    Syntax(String),
    Scope(Report),
    /// Pointers to members that mean something the contract can't say, or name something that nobody knows.
    Beyond(Vec<String>),
}

/// Puts the body of a request into the words of the contract.
pub fn decode(text: &[u8], dialect: Dialect<'_>) -> Result<Decoded, DecodeError> {
    let nobody = Names::default();
    let names = match dialect {
        Dialect::V4(names) => names,
        Dialect::Contract | Dialect::V3 => &nobody,
    };
    let mut body: Map<String, Value> =
        serde_json::from_slice(text).map_err(|error| DecodeError::Syntax(error.to_string()))?;
    if let Dialect::Contract = dialect {
        return Ok(Decoded { scope: None, text: Value::Object(body).to_string() });
    }
    let scope = scope(&mut body)?;
    let mut reading = Reading { names, beyond: Vec::new() };
    reading.body(&mut body, dialect);
    if reading.beyond.is_empty() {
        Ok(Decoded { scope: Some(scope), text: Value::Object(body).to_string() })
    } else {
        Err(DecodeError::Beyond(reading.beyond))
    }
}

fn scope(body: &mut Map<String, Value>) -> Result<Scope, DecodeError> {
    let mut text = |name: &str| match body.remove(name) {
        Some(Value::String(text)) => text,
        other => other.map(|value| value.to_string()).unwrap_or_default(),
    };
    let (scope, report) = check_scope(&text("bk_scope_type"), &text("bk_scope_id"));
    scope.ok_or(DecodeError::Scope(report))
}

struct Reading<'n> {
    names: &'n Names,
    beyond: Vec<String>,
}

impl Reading<'_> {
    fn body(&mut self, body: &mut Map<String, Value>, dialect: Dialect<'_>) {
        body.retain(|_, value| !value.is_null());
        if let Some(url) = body.remove("callback_url") {
            body.insert("callback".to_owned(), json!({ "url": url }));
        }
        self.default_only(body, "", "start_task", &true.into());
        for name in ["windows_interpreter", "host_password_list"] {
            self.nothing_like(body, "", name);
        }
        if let Some(Value::Object(rolling)) = body.get_mut("rolling_config") {
            self.default_only(rolling, "/rolling_config", "type", &1.into());
        }
        match dialect {
            Dialect::V4(_) => {
                if let Some(is_sensitive) = body.remove("param_sensitive") {
                    // A wrong type stays one: the check says so.
                    let number = is_sensitive.as_bool().map(|it| i64::from(it).into());
                    body.insert("is_param_sensitive".to_owned(), number.unwrap_or(is_sensitive));
                }
                if let Some(Value::Object(target)) = body.get_mut("execute_target") {
                    rename(target, "dynamic_group_list", "host_dynamic_group_list");
                    rename(target, "topo_node_list", "host_topo_node_list");
                    self.hosts(target);
                    self.container_filters(target);
                }
            }
            Dialect::V3 | Dialect::Contract => {
                rename(body, "target_server", "execute_target");
                if let Some(Value::Object(target)) = body.get_mut("execute_target") {
                    rename(target, "dynamic_group_list", "host_dynamic_group_list");
                    rename(target, "topo_node_list", "host_topo_node_list");
                    if target.contains_key("host_id_list") {
                        // JOB ignores addresses beside ids.
                        target.remove("ip_list");
                    }
                    self.nothing_like(target, "/target_server", "ip_list");
                }
            }
        }
    }

    /// `host_list`: by id, or by address.
    fn hosts(&mut self, target: &mut Map<String, Value>) {
        let Some(Value::Array(hosts)) = target.remove("host_list") else {
            return;
        };
        let mut ids = Vec::with_capacity(hosts.len());
        for (index, host) in hosts.iter().enumerate() {
            let by_address = || {
                let address = (host["bk_cloud_id"].as_i64()?, host["ip"].as_str()?.to_owned());
                self.names.hosts.get(&address).map(|id| id.get().into())
            };
            let id = host.get("bk_host_id").filter(|id| !id.is_null()).cloned();
            match id.or_else(by_address) {
                Some(id) => ids.push(id),
                None => self.beyond.push(format!("/execute_target/host_list/{index}")),
            }
        }
        target.insert("host_id_list".to_owned(), ids.into());
    }

    fn container_filters(&mut self, target: &mut Map<String, Value>) {
        const LIST: &str = "kube_container_filters";
        let Some(Value::Array(filters)) = target.remove(LIST) else {
            return;
        };
        let mut selectors = Vec::new();
        for (index, filter) in filters.into_iter().enumerate() {
            let at = format!("/execute_target/{LIST}/{index}");
            let Value::Object(mut filter) = filter else {
                self.beyond.push(at);
                continue;
            };
            self.default_only(&mut filter, &at, "execute_in_whole_cluster", &false.into());
            for name in ["kube_workload_filter", "kube_container_prop_filter"] {
                self.nothing_like(&mut filter, &at, name);
            }
            let expressions = self.label_expressions(&mut filter, &at);
            for (kind, id) in self.nodes(&filter, &at) {
                selectors.push(json!({
                    "topo_node_type": kind,
                    "topo_node_id": id,
                    "label_selector_expr_list": expressions,
                }));
            }
        }
        target.insert("container_label_selector_list".to_owned(), selectors.into());
    }

    /// The clusters of a filter, or its namespaces in each of its clusters.
    fn nodes(&mut self, filter: &Map<String, Value>, at: &str) -> Vec<(&'static str, i64)> {
        let texts = |filter_name: &str, list: &str| -> Vec<String> {
            let list = filter.get(filter_name).and_then(|it| it[list].as_array());
            list.into_iter().flatten().filter_map(|it| it.as_str().map(str::to_owned)).collect()
        };
        let clusters = texts("kube_cluster_filter", "cluster_uid_list");
        let namespaces = texts("kube_namespace_filter", "namespace_name_list");
        let mut nodes = Vec::new();
        for uid in &clusters {
            if namespaces.is_empty() {
                nodes.push(("cluster", self.names.cluster(uid)));
            }
            for name in &namespaces {
                nodes.push(("namespace", self.names.namespace(uid, name)));
            }
        }
        let known: Option<Vec<_>> =
            nodes.into_iter().map(|(kind, id)| Some((kind, id?.get()))).collect();
        known.filter(|known| !known.is_empty()).unwrap_or_else(|| {
            self.beyond.push(format!("{at}/kube_cluster_filter"));
            Vec::new()
        })
    }

    fn label_expressions(&mut self, filter: &mut Map<String, Value>, at: &str) -> Vec<Value> {
        let Some(Value::Object(mut pod)) = filter.remove("kube_pod_filter") else {
            return Vec::new();
        };
        let at = format!("{at}/kube_pod_filter");
        for name in ["pod_name_list", "label_selector_expr"] {
            self.nothing_like(&mut pod, &at, name);
        }
        let Some(Value::Array(expressions)) = pod.remove("label_selector") else {
            return Vec::new();
        };
        let contract = |expression: &Value| {
            let mut said = json!({
                "label_key": expression["key"],
                "operator": expression["operator"],
            });
            if let Some(values) = expression["values"].as_array().filter(|it| !it.is_empty()) {
                let values: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
                said["label_value"] = values.join(",").into();
            }
            said
        };
        expressions.iter().map(contract).collect()
    }

    /// Takes out a member that may only say what would hold without it.
    fn default_only(
        &mut self,
        object: &mut Map<String, Value>,
        at: &str,
        name: &str,
        default: &Value,
    ) {
        if object.get(name) == Some(default) {
            object.remove(name);
        }
        self.nothing_like(object, at, name);
    }

    fn nothing_like(&mut self, object: &mut Map<String, Value>, at: &str, name: &str) {
        if object.remove(name).is_some_and(|value| !value.is_null()) {
            self.beyond.push(format!("{at}/{name}"));
        }
    }
}

fn rename(object: &mut Map<String, Value>, from: &str, to: &str) {
    if let Some(value) = object.remove(from) {
        object.insert(to.to_owned(), value);
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecodeError::Syntax(reason) => write!(f, "this is not a JSON object: {reason}"),
            DecodeError::Scope(_) => f.write_str("bk_scope_type or bk_scope_id is wrong"),
            DecodeError::Beyond(pointers) => {
                write!(f, "the contract can't say {}", pointers.join(", "))
            }
        }
    }
}

impl std::error::Error for DecodeError {}
