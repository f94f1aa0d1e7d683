//! From a submission to what runs where: everything unknown is named at once.

use super::{Account, Container, ExecuteObject, Host, Inventory, Script};
use crate::answer::{Obstacle, Sentence};
use fastexec_contract::{
    Account as AccountChoice, ContainerLabelSelector, Scope, Script as ScriptChoice,
    ScriptLanguage, Submission, TopoNode,
};
use serde_json::Value;
use std::collections::HashSet;

/// A submission with every name resolved.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) language: ScriptLanguage,
    pub(crate) content: String,
    pub(crate) account: Account,
    /// In run order: host ids, groups, topology nodes, container ids, selectors. Each object once.
    pub(crate) objects: Vec<ExecuteObject>,
}

/// `body` is the text that the submission was read from; pointers are into it.
pub(crate) fn plan(
    inventory: &Inventory,
    scope: Scope,
    submission: &Submission,
    body: &Value,
) -> Result<Plan, Vec<Obstacle>> {
    let mut resolver = Resolver { inventory, body, obstacles: Vec::new() };
    if !inventory.scopes.contains(&scope) {
        resolver.stop(
            "",
            "scope_unknown",
            Sentence::new(
                format!("There is no {} {} here.", scope.kind.name(), scope.id),
                format!("没有资源范围 {} {}。", scope.kind.name(), scope.id),
            ),
        );
    }
    let script = resolver.script(submission);
    let account = resolver.account(submission);
    let objects = resolver.objects(submission);
    match (script, account) {
        (Some((language, content)), Some(account)) if resolver.obstacles.is_empty() => {
            Ok(Plan { language, content, account, objects })
        }
        _ => Err(resolver.obstacles),
    }
}

struct Resolver<'a> {
    inventory: &'a Inventory,
    body: &'a Value,
    obstacles: Vec<Obstacle>,
}

impl<'a> Resolver<'a> {
    fn stop(&mut self, pointer: impl Into<String>, code: &'static str, sentence: Sentence) {
        self.obstacles.push(Obstacle { pointer: pointer.into(), code, sentence });
    }

    fn script(&mut self, submission: &Submission) -> Option<(ScriptLanguage, String)> {
        let inventory = self.inventory;
        let found = match submission.script() {
            ScriptChoice::Inline { language, content } => {
                return Some((*language, content.clone()));
            }
            ScriptChoice::Version(id) => {
                let script = inventory.scripts.iter().find(|it| it.version_id == id.get());
                if script.is_none() {
                    self.stop(
                        "/script_version_id",
                        "script_version_unknown",
                        Sentence::new(
                            format!("There is no script version {id}."),
                            format!("没有脚本版本 {id}。"),
                        ),
                    );
                }
                script.map(|script| ("/script_version_id", script))
            }
            ScriptChoice::Online(id) => {
                let mut versions = inventory.scripts.iter().filter(|it| it.id == *id);
                let script = versions.find(|it| it.is_online);
                if script.is_none() {
                    self.stop(
                        "/script_id",
                        "script_unknown",
                        Sentence::new(
                            format!("There is no script {id} with a version that is online."),
                            format!("没有已上线版本的脚本 {id}。"),
                        ),
                    );
                }
                script.map(|script| ("/script_id", script))
            }
        };
        let (pointer, script) = found?;
        self.online(pointer, script)
    }

    fn online(&mut self, pointer: &str, script: &Script) -> Option<(ScriptLanguage, String)> {
        if !script.is_online {
            self.stop(
                pointer,
                "script_not_online",
                Sentence::new("This version of the script is not online.", "该脚本版本未上线。"),
            );
            return None;
        }
        Some((script.language, script.content.clone()))
    }

    fn account(&mut self, submission: &Submission) -> Option<Account> {
        let accounts = &self.inventory.accounts;
        let (pointer, name, account) = match submission.account() {
            AccountChoice::Id(id) => {
                ("/account_id", id.to_string(), accounts.iter().find(|it| it.id == id.get()))
            }
            AccountChoice::Alias(alias) => {
                ("/account_alias", alias.clone(), accounts.iter().find(|it| it.alias == *alias))
            }
        };
        if account.is_none() {
            self.stop(
                pointer,
                "account_unknown",
                Sentence::new(
                    format!("There is no account {name}."),
                    format!("没有执行账号 {name}。"),
                ),
            );
        }
        account.cloned()
    }

    fn objects(&mut self, submission: &Submission) -> Vec<ExecuteObject> {
        let target = submission.execute_target();
        let mut objects = Objects::default();
        let before = self.obstacles.len();
        for id in &target.host_ids {
            match self.host(id.get()) {
                Some(host) => objects.add_host(host),
                None => {
                    let pointer = self.item("host_id_list", |item| item.as_i64() == Some(id.get()));
                    self.stop(
                        pointer,
                        "host_unknown",
                        Sentence::new(
                            format!("There is no host {id}."),
                            format!("没有主机 {id}。"),
                        ),
                    );
                }
            }
        }
        for id in &target.dynamic_groups {
            match self.inventory.groups.iter().find(|group| group.id == *id) {
                Some(group) => objects.add_hosts(self.inventory, &group.hosts),
                None => {
                    let pointer =
                        self.item("host_dynamic_group_list", |item| item["id"] == id.as_str());
                    self.stop(
                        pointer,
                        "dynamic_group_unknown",
                        Sentence::new(
                            format!("There is no dynamic group {id}."),
                            format!("没有动态分组 {id}。"),
                        ),
                    );
                }
            }
        }
        for node in &target.topo_nodes {
            self.topo_node(node, &mut objects);
        }
        for id in &target.container_ids {
            match self.inventory.containers.iter().find(|it| it.id == id.get()) {
                Some(container) => objects.add_container(container),
                None => {
                    let pointer =
                        self.item("container_id_list", |item| item.as_i64() == Some(id.get()));
                    self.stop(
                        pointer,
                        "container_unknown",
                        Sentence::new(
                            format!("There is no container {id}."),
                            format!("没有容器 {id}。"),
                        ),
                    );
                }
            }
        }
        for selector in &target.container_selectors {
            self.selector(selector, &mut objects);
        }
        if objects.list.is_empty() && self.obstacles.len() == before {
            self.stop(
                "/execute_target",
                "target_resolves_to_nothing",
                Sentence::new(
                    "The target stands for no host and no container now.",
                    "执行目标当前不包含任何主机或容器。",
                ),
            );
        }
        objects.list
    }

    fn host(&self, id: i64) -> Option<&'a Host> {
        self.inventory.hosts.iter().find(|host| host.id == id)
    }

    fn topo_node(&mut self, node: &TopoNode, objects: &mut Objects) {
        if self.is_node(&node.node_type, node.id.get()) {
            for below in &self.inventory.nodes {
                if self.is_below(&below.kind, below.id, &node.node_type, node.id.get()) {
                    objects.add_hosts(self.inventory, &below.hosts);
                }
            }
        } else {
            let pointer = self.item("host_topo_node_list", |item| {
                item["id"].as_i64() == Some(node.id.get())
                    && item["node_type"] == node.node_type.as_str()
            });
            self.stop(
                pointer,
                "topo_node_unknown",
                Sentence::new(
                    format!("There is no topology node {} {}.", node.node_type, node.id),
                    format!("没有拓扑节点 {} {}。", node.node_type, node.id),
                ),
            );
        }
    }

    fn selector(&mut self, selector: &ContainerLabelSelector, objects: &mut Objects) {
        let (kind, id) = (selector.topo_node_type.name(), selector.topo_node_id.get());
        if !self.is_node(kind, id) {
            let pointer = self.item("container_label_selector_list", |item| {
                item["topo_node_id"].as_i64() == Some(id) && item["topo_node_type"] == kind
            });
            self.stop(
                format!("{pointer}/topo_node_id"),
                "topo_node_unknown",
                Sentence::new(
                    format!("There is no {kind} {id}."),
                    format!("没有容器拓扑节点 {kind} {id}。"),
                ),
            );
            return;
        }
        for container in &self.inventory.containers {
            let fits = selector
                .expressions
                .iter()
                .all(|it| it.fits(container.labels.get(&it.key).map(String::as_str)));
            if fits && self.is_below("namespace", container.namespace, kind, id) {
                objects.add_container(container);
            }
        }
    }

    fn is_node(&self, kind: &str, id: i64) -> bool {
        self.inventory.nodes.iter().any(|node| node.kind == kind && node.id == id)
    }

    /// Whether one node is another or stands below it.
    fn is_below(&self, kind: &str, id: i64, above_kind: &str, above_id: i64) -> bool {
        let mut at = Some((kind.to_owned(), id));
        // No inventory is deeper than it has nodes; one that turns in a circle ends here too.
        for _ in 0..=self.inventory.nodes.len() {
            let Some((kind, id)) = at else {
                return false;
            };
            if kind == above_kind && id == above_id {
                return true;
            }
            let node = self.inventory.nodes.iter().find(|it| it.kind == kind && it.id == id);
            at = node.and_then(|node| node.parent.clone());
        }
        false
    }

    /// The pointer to the first item of a target list that is meant.
    fn item(&self, list: &str, is_meant: impl Fn(&Value) -> bool) -> String {
        let items = self.body["execute_target"][list].as_array();
        let index = items.and_then(|items| items.iter().position(is_meant)).unwrap_or_default();
        format!("/execute_target/{list}/{index}")
    }
}

/// Execute objects in the order of their first mention.
#[derive(Default)]
struct Objects {
    list: Vec<ExecuteObject>,
    seen: HashSet<(i64, i64)>,
}

impl Objects {
    fn add(&mut self, object: ExecuteObject) {
        if self.seen.insert((object.kind(), object.id())) {
            self.list.push(object);
        }
    }

    fn add_host(&mut self, host: &Host) {
        self.add(ExecuteObject::Host { id: host.id, cloud_id: host.cloud_id, ip: host.ip.clone() });
    }

    /// Hosts that groups and nodes name are in the inventory, or were taken out of it since.
    fn add_hosts(&mut self, inventory: &Inventory, ids: &[i64]) {
        for id in ids {
            if let Some(host) = inventory.hosts.iter().find(|host| host.id == *id) {
                self.add_host(host);
            }
        }
    }

    fn add_container(&mut self, container: &Container) {
        self.add(ExecuteObject::Container {
            id: container.id,
            uid: container.uid.clone(),
            name: container.name.clone(),
            labels: container.labels.clone(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::plan;
    use crate::inventory::demo;
    use fastexec_contract::{check, check_scope};
    use serde_json::{Value, json};

    /// The ids that a target stands for, or the pointers and codes of what stands in the way.
    fn resolve(target: Value) -> Result<Vec<i64>, Vec<String>> {
        let body = json!({ "script_version_id": 1, "account_id": 1000, "execute_target": target });
        let (submission, report) = check(body.to_string().as_bytes());
        let submission = submission.unwrap_or_else(|| panic!("{report:?}"));
        let (scope, _) = check_scope("biz", "1");
        plan(&demo("me"), scope.expect("a good scope"), &submission, &body)
            .map(|plan| plan.objects.iter().map(super::ExecuteObject::id).collect())
            .map_err(|list| list.iter().map(|it| format!("{} {}", it.pointer, it.code)).collect())
    }

    fn labels(expressions: Value) -> Result<Vec<i64>, Vec<String>> {
        resolve(json!({ "container_label_selector_list": [{
            "topo_node_type": "biz", "topo_node_id": 1, "label_selector_expr_list": expressions
        }]}))
    }

    #[test]
    fn all_kinds_in_run_order_and_once() {
        let target = json!({
            "container_label_selector_list": [{
                "topo_node_type": "namespace", "topo_node_id": 18881,
                "label_selector_expr_list": [{ "label_key": "app", "label_value": "job", "operator": "equals" }]
            }],
            "container_id_list": [10006],
            "host_topo_node_list": [{ "id": 900, "node_type": "set" }],
            "host_dynamic_group_list": [{ "id": "blo8gojho0skft7pr5q0" }],
            "host_id_list": [120, 104],
        });
        let ids = [120, 104, 103, 105, 106, 107, 108, 10006, 10001, 10002, 10003, 10004, 10005];
        assert_eq!(resolve(target), Ok(ids.to_vec()));
    }

    #[test]
    fn operators() {
        let expression = |operator: &str, value: &str| json!([{ "label_key": "component", "operator": operator, "label_value": value }]);
        assert_eq!(labels(expression("equals", "job-manage")), Ok(vec![10001, 10002]));
        assert_eq!(
            labels(expression("not_equals", "job-manage")),
            Ok(vec![10003, 10004, 10005, 10006])
        );
        assert_eq!(
            labels(expression("in", "job-manage,job-logsvr")),
            Ok(vec![10001, 10002, 10005, 10006])
        );
        assert_eq!(labels(expression("not_in", "job-manage,job-logsvr")), Ok(vec![10003, 10004]));
        assert_eq!(
            labels(json!([{ "label_key": "component", "operator": "exists" }])).map(|it| it.len()),
            Ok(6)
        );
    }

    #[test]
    fn everything_unknown_at_once() {
        let target = json!({
            "host_id_list": [101, 999],
            "host_dynamic_group_list": [{ "id": "none" }],
            "host_topo_node_list": [{ "id": 1000, "node_type": "set" }],
            "container_id_list": [1],
            "container_label_selector_list": [{
                "topo_node_type": "cluster", "topo_node_id": 7,
                "label_selector_expr_list": [{ "label_key": "app", "operator": "exists" }]
            }],
        });
        let expected = [
            "/execute_target/host_id_list/1 host_unknown",
            "/execute_target/host_dynamic_group_list/0 dynamic_group_unknown",
            "/execute_target/host_topo_node_list/0 topo_node_unknown",
            "/execute_target/container_id_list/0 container_unknown",
            "/execute_target/container_label_selector_list/0/topo_node_id topo_node_unknown",
        ];
        assert_eq!(resolve(target), Err(expected.map(str::to_owned).to_vec()));
    }

    #[test]
    fn nothing_is_an_obstacle() {
        let nothing = labels(json!([{ "label_key": "absent", "operator": "exists" }]));
        assert_eq!(nothing, Err(vec!["/execute_target target_resolves_to_nothing".to_owned()]));
    }
}
