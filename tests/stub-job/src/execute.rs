//! fast_execute_script in both dialects.

use crate::Shared;
use crate::answer::{self, Answered, Wrong};
use crate::jobs::Order;
use crate::wire::{ExecuteV3, ExecuteV4, Filter, Group, Label, Node, Rolling, Scope, body, scope};
use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use fastexec_contract::base64_text;
use serde_json::json;

pub(crate) async fn v4(State(shared): State<Shared>, bytes: Bytes) -> Response {
    answer::v4(run_v4(&shared, &bytes))
}

pub(crate) async fn v3(State(shared): State<Shared>, bytes: Bytes) -> Response {
    answer::v3(run_v3(&shared, &bytes))
}

fn run_v4(shared: &Shared, bytes: &[u8]) -> Answered {
    let asked: ExecuteV4 = body(bytes)?;
    let its_scope = scope(&asked.bk_scope_type, &asked.bk_scope_id)?;
    let target = &asked.execute_target;
    let has_hosts = !target.host_list.is_empty()
        || !target.dynamic_group_list.is_empty()
        || !target.topo_node_list.is_empty();
    if has_hosts && !target.kube_container_filters.is_empty() {
        return Err(Wrong::argument("主机和容器不能混合执行"));
    }
    let host_ids: Vec<i64> = target.host_list.iter().map(|host| host.bk_host_id).collect();
    let mut objects = hosts(&host_ids, &target.dynamic_group_list, &target.topo_node_list)?;
    for filter in &target.kube_container_filters {
        check_filter(filter)?;
        objects.extend([(true, 10_001), (true, 10_002)]);
    }
    objects.dedup();
    let common = Common {
        script_version_id: asked.script_version_id,
        script_id: asked.script_id,
        script_content: asked.script_content,
        task_name: asked.task_name,
        script_param: asked.script_param,
        timeout: asked.timeout,
        timeout_max: 259_200,
        account_alias: asked.account_alias,
        account_id: asked.account_id,
        is_sensitive: asked.param_sensitive.unwrap_or(false),
        script_language: asked.script_language,
        callback_url: asked.callback_url,
        rolling: asked.rolling_config,
    };
    common.run(shared, its_scope, host_ids, objects)
}

fn run_v3(shared: &Shared, bytes: &[u8]) -> Answered {
    let asked: ExecuteV3 = body(bytes)?;
    let its_scope = scope(&asked.bk_scope_type, &asked.bk_scope_id)?;
    let target = &asked.target_server;
    let host_ids = target.host_id_list.clone();
    let objects = hosts(&host_ids, &target.dynamic_group_list, &target.topo_node_list)?;
    let is_sensitive = match asked.is_param_sensitive {
        None | Some(0) => false,
        Some(1) => true,
        Some(_) => return Err(Wrong::argument("is_param_sensitive")),
    };
    let common = Common {
        script_version_id: asked.script_version_id,
        script_id: asked.script_id,
        script_content: asked.script_content,
        task_name: asked.task_name,
        script_param: asked.script_param,
        timeout: asked.timeout,
        timeout_max: 86_400,
        account_alias: asked.account_alias,
        account_id: asked.account_id,
        is_sensitive,
        script_language: asked.script_language,
        callback_url: asked.callback_url,
        rolling: asked.rolling_config,
    };
    common.run(shared, its_scope, host_ids, objects)
}

/// Groups and nodes are two hosts each.
fn hosts(ids: &[i64], groups: &[Group], nodes: &[Node]) -> Result<Vec<(bool, i64)>, Wrong> {
    if let Some(id) = ids.iter().find(|id| **id < 1 || [999, i64::MAX].contains(*id)) {
        return Err(Wrong::precondition(1_244_030, format!("主机不存在: {id}")));
    }
    let mut hosts: Vec<(bool, i64)> = ids.iter().map(|id| (false, *id)).collect();
    for group in groups {
        if group.id.trim().is_empty() {
            return Err(Wrong::argument("dynamic_group"));
        }
        hosts.extend([(false, 201), (false, 202)]);
    }
    for node in nodes {
        if node.id < 1 || node.node_type.trim().is_empty() {
            return Err(Wrong::argument("topo_node"));
        }
        hosts.extend([(false, 301), (false, 302)]);
    }
    Ok(hosts)
}

fn check_filter(filter: &Filter) -> Result<(), Wrong> {
    const OPERATORS: [&str; 8] =
        ["equals", "not_equals", "in", "not_in", "exists", "not_exists", "gt", "lt"];
    if filter.kube_cluster_filter.cluster_uid_list.is_empty() {
        return Err(Wrong::argument("cluster_uid_list"));
    }
    let namespaces = filter.kube_namespace_filter.as_ref().map(|it| &it.namespace_name_list);
    if namespaces.is_some_and(Vec::is_empty) {
        return Err(Wrong::argument("namespace_name_list"));
    }
    let labels = filter.kube_pod_filter.iter().flat_map(|filter| &filter.label_selector);
    for Label { key, operator, values } in labels {
        let takes_values = !operator.ends_with("exists");
        if key.is_empty()
            || !OPERATORS.contains(&operator.as_str())
            || takes_values == values.is_empty()
        {
            return Err(Wrong::argument("label_selector"));
        }
    }
    Ok(())
}

struct Common {
    script_version_id: Option<i64>,
    script_id: Option<String>,
    script_content: Option<String>,
    task_name: Option<String>,
    script_param: Option<String>,
    timeout: Option<i64>,
    timeout_max: i64,
    account_alias: Option<String>,
    account_id: Option<i64>,
    is_sensitive: bool,
    script_language: Option<i64>,
    callback_url: Option<String>,
    rolling: Option<Rolling>,
}

impl Common {
    fn run(
        self,
        shared: &Shared,
        scope: Scope,
        host_ids: Vec<i64>,
        objects: Vec<(bool, i64)>,
    ) -> Answered {
        let order = self.order(host_ids)?;
        let rolling = self.rolling()?;
        let mut state = shared.lock();
        let (id, name) = state.jobs.add(scope, self.task_name.clone(), order, objects, rolling)?;
        Ok(json!({ "job_instance_id": id, "job_instance_name": name, "step_instance_id": id + 1 }))
    }

    fn order(&self, host_ids: Vec<i64>) -> Result<Order, Wrong> {
        if self.task_name.as_ref().is_some_and(|name| name.chars().count() > 512) {
            return Err(Wrong::argument("task_name"));
        }
        let timeout = self.timeout.unwrap_or(7200);
        if !(1..=self.timeout_max).contains(&timeout) {
            return Err(Wrong::argument("timeout"));
        }
        if self.callback_url.as_ref().is_some_and(|url| !url.to_lowercase().starts_with("http")) {
            return Err(Wrong::argument("callback_url"));
        }
        match (self.account_id, self.account_alias.as_deref()) {
            (Some(999), _) | (None, Some("nobody")) => {
                return Err(Wrong::not_found(1_244_003, "账号不存在"));
            }
            (None, None | Some("")) => return Err(Wrong::argument("account")),
            _ => {}
        }
        let script = match (self.script_version_id, &self.script_id, &self.script_content) {
            (Some(404), ..) => return Err(Wrong::not_found(1_243_001, "脚本不存在")),
            (Some(_), ..) | (None, Some(_), _) => "echo stored".to_owned(),
            (None, None, Some(content)) => {
                if !self.script_language.is_some_and(|language| (1..=5).contains(&language)) {
                    return Err(Wrong::argument("script_language"));
                }
                decoded(content)?
            }
            (None, None, None) => return Err(Wrong::argument("script")),
        };
        if script.contains("rm -rf /") {
            // As JOB's v4 answers what its rules intercept.
            return Err(Wrong {
                status: 500,
                code: "INTERNAL",
                number: 1_244_019,
                message: "高危脚本".to_owned(),
            });
        }
        let param = self.script_param.as_deref().map_or(Ok(String::new()), decoded)?;
        let max = if self.is_sensitive { 48_128 } else { 65_535 };
        if param.len() > max {
            return Err(Wrong::argument("script_param"));
        }
        Ok(Order {
            script,
            param,
            language: self.script_language.unwrap_or(1),
            timeout,
            account_id: self.account_id.unwrap_or(1000),
            script_version_id: self.script_version_id,
            is_sensitive: self.is_sensitive,
            host_ids,
        })
    }

    fn rolling(&self) -> Result<Option<(&str, i64)>, Wrong> {
        let rolling = self.rolling.as_ref().map(|it| (it.expression.as_str(), it.mode));
        if rolling.is_some_and(|(_, mode)| !(1..=3).contains(&mode)) {
            return Err(Wrong::argument("rolling_config.mode"));
        }
        Ok(rolling)
    }
}

fn decoded(base64: &str) -> Result<String, Wrong> {
    let decoded = base64_text::decode(base64).map_err(|_| Wrong::argument("Base64"))?;
    if decoded.warnings.is_empty() { Ok(decoded.text) } else { Err(Wrong::argument("Base64")) }
}
