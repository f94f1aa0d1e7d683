//! From a submission to the body of a request.

use super::{Dialect, Names};
use crate::base64_text;
use crate::report::Report;
use crate::scope::Scope;
use crate::submission::{
    Account, ContainerLabelSelector, ExecuteTarget, LabelExpression, LabelOperator,
    LabelRequirement, Script, Submission, TopoNodeType,
};
use serde_json::{Map, Value, json};

/// The body that asks for a submission in a dialect. What [`check_for`](crate::check_for) took for this dialect can
/// always be said; for anything else there is a report with what can't, its pointers into the contract's body of the
/// submission.
///
/// The contract's own body has no scope: its address does.
pub fn encode(
    submission: &Submission,
    scope: Scope,
    dialect: Dialect<'_>,
) -> Result<String, Report> {
    let body = if dialect.timeout().contains(&submission.timeout.into()) {
        match dialect {
            Dialect::Contract => Some(contract(submission)),
            Dialect::V4(names) => v4(submission, scope, names),
            Dialect::V3 => v3(submission, scope),
        }
    } else {
        None
    };
    body.map(|body| body.to_string())
        .ok_or_else(|| crate::report_for(contract(submission).to_string().as_bytes(), dialect))
}

fn contract(submission: &Submission) -> Value {
    let mut body = common(submission);
    if submission.is_param_sensitive {
        body.insert("is_param_sensitive".to_owned(), 1.into());
    }
    if let Some(callback) = &submission.callback {
        body.insert("callback".to_owned(), json!({ "url": callback.as_str() }));
    }
    let target = &submission.execute_target;
    let lists = [
        ("host_id_list", host_ids(target)),
        ("host_dynamic_group_list", dynamic_groups(target)),
        ("host_topo_node_list", topo_nodes(target)),
        ("container_id_list", target.container_ids.iter().map(|id| id.get().into()).collect()),
        (
            "container_label_selector_list",
            target.container_selectors.iter().map(selector).collect(),
        ),
    ];
    body.insert("execute_target".to_owned(), filled(lists));
    Value::Object(body)
}

fn v4(submission: &Submission, scope: Scope, names: &Names) -> Option<Value> {
    let target = &submission.execute_target;
    let has_hosts = !target.host_ids.is_empty()
        || !target.dynamic_groups.is_empty()
        || !target.topo_nodes.is_empty();
    let has_containers = !target.container_selectors.is_empty();
    if !target.container_ids.is_empty() || has_hosts && has_containers {
        return None;
    }
    let mut body = addressed(submission, scope);
    if submission.is_param_sensitive {
        body.insert("param_sensitive".to_owned(), true.into());
    }
    let filters: Option<Vec<Value>> =
        target.container_selectors.iter().map(|it| container_filter(it, names)).collect();
    let hosts = target.host_ids.iter().map(|id| json!({ "bk_host_id": id.get() }));
    let lists = [
        ("host_list", hosts.collect()),
        ("dynamic_group_list", dynamic_groups(target)),
        ("topo_node_list", topo_nodes(target)),
        ("kube_container_filters", filters?),
    ];
    body.insert("execute_target".to_owned(), filled(lists));
    Some(Value::Object(body))
}

fn v3(submission: &Submission, scope: Scope) -> Option<Value> {
    let target = &submission.execute_target;
    if !target.container_ids.is_empty() || !target.container_selectors.is_empty() {
        return None;
    }
    let mut body = addressed(submission, scope);
    if submission.is_param_sensitive {
        body.insert("is_param_sensitive".to_owned(), 1.into());
    }
    let lists = [
        ("host_id_list", host_ids(target)),
        ("dynamic_group_list", dynamic_groups(target)),
        ("topo_node_list", topo_nodes(target)),
    ];
    body.insert("target_server".to_owned(), filled(lists));
    Some(Value::Object(body))
}

/// What v4 and v3 say alike, and the contract otherwise.
fn addressed(submission: &Submission, scope: Scope) -> Map<String, Value> {
    let mut body = common(submission);
    body.insert("bk_scope_type".to_owned(), scope.kind.name().into());
    body.insert("bk_scope_id".to_owned(), scope.id.to_string().into());
    if let Some(callback) = &submission.callback {
        body.insert("callback_url".to_owned(), callback.as_str().into());
    }
    body
}

/// What all three say alike.
fn common(submission: &Submission) -> Map<String, Value> {
    let mut body = Map::new();
    let mut put = |name: &str, value: Value| body.insert(name.to_owned(), value);
    match &submission.script {
        Script::Version(id) => {
            put("script_version_id", id.get().into());
        }
        Script::Online(id) => {
            put("script_id", id.as_str().into());
        }
        Script::Inline { language, content } => {
            put("script_content", base64_text::encode(content).into());
            put("script_language", language.code().into());
        }
    }
    match &submission.account {
        Account::Id(id) => put("account_id", id.get().into()),
        Account::Alias(alias) => put("account_alias", alias.as_str().into()),
    };
    if let Some(param) = &submission.script_param {
        put("script_param", base64_text::encode(param).into());
    }
    if let Some(name) = &submission.task_name {
        put("task_name", name.as_str().into());
    }
    put("timeout", submission.timeout.into());
    if let Some(rolling) = &submission.rolling {
        let expression = rolling.expression.as_str();
        put("rolling_config", json!({ "expression": expression, "mode": rolling.mode.code() }));
    }
    body
}

fn host_ids(target: &ExecuteTarget) -> Vec<Value> {
    target.host_ids.iter().map(|id| id.get().into()).collect()
}

fn dynamic_groups(target: &ExecuteTarget) -> Vec<Value> {
    target.dynamic_groups.iter().map(|id| json!({ "id": id })).collect()
}

fn topo_nodes(target: &ExecuteTarget) -> Vec<Value> {
    let node = |id: i64, kind: &str| json!({ "id": id, "node_type": kind });
    target.topo_nodes.iter().map(|it| node(it.id.get(), &it.node_type)).collect()
}

fn selector(selector: &ContainerLabelSelector) -> Value {
    let expressions = selector.expressions.iter().map(|expression| {
        let (operator, values) = requirement(expression);
        match values {
            None => json!({ "label_key": expression.key, "operator": operator }),
            Some(values) => json!({
                "label_key": expression.key,
                "label_value": values.join(","),
                "operator": operator,
            }),
        }
    });
    json!({
        "topo_node_type": selector.topo_node_type.name(),
        "topo_node_id": selector.topo_node_id.get(),
        "label_selector_expr_list": expressions.collect::<Vec<_>>(),
    })
}

/// `None` when no cluster is known for it.
fn container_filter(selector: &ContainerLabelSelector, names: &Names) -> Option<Value> {
    let mut filter = match selector.topo_node_type {
        TopoNodeType::Biz => return None,
        TopoNodeType::Cluster => {
            let uid = names.clusters.get(&selector.topo_node_id)?;
            json!({ "kube_cluster_filter": { "cluster_uid_list": [uid] } })
        }
        TopoNodeType::Namespace => {
            let namespace = names.namespaces.get(&selector.topo_node_id)?;
            json!({
                "kube_cluster_filter": { "cluster_uid_list": [namespace.cluster_uid] },
                "kube_namespace_filter": { "namespace_name_list": [namespace.name] },
            })
        }
    };
    let expressions = selector.expressions.iter().map(|expression| match requirement(expression) {
        (operator, None) => json!({ "key": expression.key, "operator": operator }),
        (operator, Some(values)) => {
            json!({ "key": expression.key, "operator": operator, "values": values })
        }
    });
    filter["kube_pod_filter"] = json!({ "label_selector": expressions.collect::<Vec<_>>() });
    Some(filter)
}

/// Operator and values.
fn requirement(expression: &LabelExpression) -> (&'static str, Option<Vec<&str>>) {
    let (operator, values) = match &expression.requirement {
        LabelRequirement::Equals(value) => (LabelOperator::Equals, std::slice::from_ref(value)),
        LabelRequirement::NotEquals(value) => {
            (LabelOperator::NotEquals, std::slice::from_ref(value))
        }
        LabelRequirement::In(values) => (LabelOperator::In, values.as_slice()),
        LabelRequirement::NotIn(values) => (LabelOperator::NotIn, values.as_slice()),
        LabelRequirement::Exists => return (LabelOperator::Exists.name(), None),
    };
    (operator.name(), Some(values.iter().map(String::as_str).collect()))
}

/// The lists that have an item.
fn filled<const N: usize>(lists: [(&str, Vec<Value>); N]) -> Value {
    let filled = lists.into_iter().filter(|(_, list)| !list.is_empty());
    Value::Object(filled.map(|(name, list)| (name.to_owned(), list.into())).collect())
}
