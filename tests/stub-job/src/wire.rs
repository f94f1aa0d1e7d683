//! What requests may hold: the members of the documents, by their types, and no other.

use crate::answer::Wrong;
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The resource that every request names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scope {
    pub(crate) kind: String,
    pub(crate) id: String,
}

pub(crate) fn scope(kind: &str, id: &str) -> Result<Scope, Wrong> {
    if !matches!(kind, "biz" | "biz_set") {
        return Err(Wrong::argument("请求参数[bk_scope_type]不合法"));
    }
    if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Wrong::argument("请求参数[bk_scope_id]不合法"));
    }
    match id {
        "403" => Err(Wrong::permission()),
        "404" => Err(Wrong::not_found(1_243_051, "资源范围不存在")),
        _ => Ok(Scope { kind: kind.to_owned(), id: id.to_owned() }),
    }
}

pub(crate) fn body<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Wrong> {
    serde_json::from_slice(bytes).map_err(|error| Wrong::argument(format!("参数错误: {error}")))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExecuteV4 {
    pub(crate) bk_scope_type: String,
    pub(crate) bk_scope_id: String,
    pub(crate) script_version_id: Option<i64>,
    pub(crate) script_id: Option<String>,
    pub(crate) script_content: Option<String>,
    pub(crate) task_name: Option<String>,
    pub(crate) script_param: Option<String>,
    pub(crate) timeout: Option<i64>,
    pub(crate) account_alias: Option<String>,
    pub(crate) account_id: Option<i64>,
    pub(crate) param_sensitive: Option<bool>,
    pub(crate) script_language: Option<i64>,
    pub(crate) execute_target: TargetV4,
    pub(crate) callback_url: Option<String>,
    pub(crate) rolling_config: Option<Rolling>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExecuteV3 {
    pub(crate) bk_scope_type: String,
    pub(crate) bk_scope_id: String,
    pub(crate) script_version_id: Option<i64>,
    pub(crate) script_id: Option<String>,
    pub(crate) script_content: Option<String>,
    pub(crate) task_name: Option<String>,
    pub(crate) script_param: Option<String>,
    pub(crate) timeout: Option<i64>,
    pub(crate) account_alias: Option<String>,
    pub(crate) account_id: Option<i64>,
    pub(crate) is_param_sensitive: Option<i64>,
    pub(crate) script_language: Option<i64>,
    pub(crate) target_server: TargetV3,
    pub(crate) callback_url: Option<String>,
    pub(crate) rolling_config: Option<Rolling>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TargetV4 {
    #[serde(default)]
    pub(crate) host_list: Vec<HostV4>,
    #[serde(default)]
    pub(crate) dynamic_group_list: Vec<Group>,
    #[serde(default)]
    pub(crate) topo_node_list: Vec<Node>,
    #[serde(default)]
    pub(crate) kube_container_filters: Vec<Filter>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TargetV3 {
    #[serde(default)]
    pub(crate) host_id_list: Vec<i64>,
    #[serde(default)]
    pub(crate) dynamic_group_list: Vec<Group>,
    #[serde(default)]
    pub(crate) topo_node_list: Vec<Node>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HostV4 {
    pub(crate) bk_host_id: i64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Group {
    pub(crate) id: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Node {
    pub(crate) id: i64,
    pub(crate) node_type: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Filter {
    pub(crate) kube_cluster_filter: ClusterFilter,
    pub(crate) kube_namespace_filter: Option<NamespaceFilter>,
    pub(crate) kube_pod_filter: Option<PodFilter>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClusterFilter {
    pub(crate) cluster_uid_list: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NamespaceFilter {
    pub(crate) namespace_name_list: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PodFilter {
    pub(crate) label_selector: Vec<Label>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Label {
    pub(crate) key: String,
    pub(crate) operator: String,
    #[serde(default)]
    pub(crate) values: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rolling {
    pub(crate) expression: String,
    pub(crate) mode: i64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LogV4 {
    pub(crate) bk_scope_type: String,
    pub(crate) bk_scope_id: String,
    pub(crate) job_instance_id: i64,
    pub(crate) step_instance_id: i64,
    pub(crate) host_id_list: Option<Vec<i64>>,
    pub(crate) container_id_list: Option<Vec<i64>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LogV3 {
    pub(crate) bk_scope_type: String,
    pub(crate) bk_scope_id: String,
    pub(crate) job_instance_id: i64,
    pub(crate) step_instance_id: i64,
    pub(crate) host_id_list: Vec<i64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OperateJob {
    pub(crate) bk_scope_type: String,
    pub(crate) bk_scope_id: String,
    pub(crate) job_instance_id: i64,
    pub(crate) operation_code: i64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OperateStep {
    pub(crate) bk_scope_type: String,
    pub(crate) bk_scope_id: String,
    pub(crate) job_instance_id: i64,
    pub(crate) step_instance_id: i64,
    pub(crate) operation_code: i64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatusV4 {
    pub(crate) bk_scope_type: String,
    pub(crate) bk_scope_id: String,
    pub(crate) job_instance_id: i64,
    pub(crate) return_execute_object_result: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatusV3 {
    pub(crate) bk_scope_type: String,
    pub(crate) bk_scope_id: String,
    pub(crate) job_instance_id: i64,
    pub(crate) return_ip_result: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepStatus {
    pub(crate) bk_scope_type: String,
    pub(crate) bk_scope_id: String,
    pub(crate) job_instance_id: i64,
    pub(crate) step_instance_id: i64,
    pub(crate) execute_count: Option<usize>,
    pub(crate) batch: Option<usize>,
    pub(crate) max_host_num_per_group: Option<usize>,
    pub(crate) keyword: Option<String>,
    pub(crate) search_ip: Option<String>,
    pub(crate) status: Option<i64>,
    pub(crate) tag: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepDetail {
    pub(crate) bk_scope_type: String,
    pub(crate) bk_scope_id: String,
    pub(crate) job_instance_id: i64,
    pub(crate) step_instance_id: i64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct JobList {
    pub(crate) bk_scope_type: String,
    pub(crate) bk_scope_id: String,
    pub(crate) create_time_start: i64,
    pub(crate) create_time_end: i64,
    pub(crate) job_instance_id: Option<i64>,
    pub(crate) operator: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) launch_mode: Option<i64>,
    pub(crate) r#type: Option<i64>,
    pub(crate) status: Option<i64>,
    /// v4.
    pub(crate) offset: Option<usize>,
    /// v3.
    pub(crate) start: Option<usize>,
    pub(crate) length: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {
    pub(crate) bk_scope_type: Option<String>,
    pub(crate) bk_scope_id: Option<String>,
    pub(crate) category: Option<i64>,
    pub(crate) account: Option<String>,
    pub(crate) alias: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) script_language: Option<i64>,
    pub(crate) script_id: Option<String>,
    pub(crate) return_script_content: Option<bool>,
    pub(crate) start: Option<usize>,
    pub(crate) length: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScopeList {
    pub(crate) offset: Option<usize>,
    pub(crate) length: Option<usize>,
}
