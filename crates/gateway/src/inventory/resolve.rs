//! From a submission to what runs where: everything unknown is named at once.

use super::{Account, ExecuteObject, Inventory, Reach, ScriptVersion, VersionStatus};
use crate::answer::{Obstacle, Sentence};
use fastexec_contract::{
    Account as AccountChoice, ContainerLabelSelector, ExecuteTarget, Scope, Script as ScriptChoice,
    ScriptLanguage, Submission, TopoNode,
};
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A submission with every name resolved.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) language: ScriptLanguage,
    pub(crate) content: String,
    pub(crate) account: Account,
    /// In run order: host ids, groups, topology nodes, container ids, selectors. Each object once.
    pub(crate) objects: Vec<ExecuteObject>,
    /// Every way that leads to one of them; none is this machine.
    reaches: Vec<Option<Arc<Reach>>>,
}

impl Plan {
    pub(crate) fn is_any_local(&self) -> bool {
        self.reaches.contains(&None)
    }

    /// Kinds of host that are known not to run a language.
    pub(crate) fn reaches_without(&self, language: ScriptLanguage) -> impl Iterator<Item = &str> {
        let reaches = self.reaches.iter().flatten();
        reaches.filter(move |reach| !reach.runs(language)).map(|reach| reach.name.as_str())
    }
}

/// `body` is the text that the submission was read from; pointers are into it.
pub(crate) fn plan(
    inventory: &Inventory,
    scope: Scope,
    submission: &Submission,
    body: &Value,
) -> Result<Plan, Vec<Obstacle>> {
    let mut resolver = Resolver::new(inventory, body);
    resolver.scope(scope);
    let script = resolver.script(submission);
    let account = resolver.account(submission);
    let objects = resolver.objects(submission.execute_target());
    match (script, account) {
        (Some((language, content)), Some(account)) if resolver.obstacles.is_empty() => {
            let reaches = reaches(inventory, &objects);
            Ok(Plan { language, content, account, objects, reaches })
        }
        _ => Err(resolver.obstacles),
    }
}

/// What a target stands for now, in run order.
pub(crate) fn objects(
    inventory: &Inventory,
    scope: Scope,
    target: &ExecuteTarget,
    body: &Value,
) -> Result<Vec<ExecuteObject>, Vec<Obstacle>> {
    let mut resolver = Resolver::new(inventory, body);
    resolver.scope(scope);
    let objects = resolver.objects(target);
    if resolver.obstacles.is_empty() { Ok(objects) } else { Err(resolver.obstacles) }
}

fn reaches(inventory: &Inventory, objects: &[ExecuteObject]) -> Vec<Option<Arc<Reach>>> {
    let mut reaches: Vec<Option<Arc<Reach>>> = Vec::new();
    for object in objects {
        if let Some((_, reach)) = inventory.object(object.kind(), object.id())
            && !reaches.iter().any(|it| it.as_ref() == reach)
        {
            reaches.push(reach.cloned());
        }
    }
    reaches
}

struct Resolver<'a> {
    inventory: &'a Inventory,
    body: &'a Value,
    obstacles: Vec<Obstacle>,
}

impl<'a> Resolver<'a> {
    fn new(inventory: &'a Inventory, body: &'a Value) -> Resolver<'a> {
        Resolver { inventory, body, obstacles: Vec::new() }
    }

    fn stop(&mut self, pointer: impl Into<String>, code: &'static str, sentence: Sentence) {
        self.obstacles.push(Obstacle { pointer: pointer.into(), code, sentence });
    }

    fn scope(&mut self, scope: Scope) {
        if !self.inventory.scopes.contains(&scope) {
            let (kind, id) = (scope.kind.name(), scope.id);
            self.stop(
                "",
                "scope_unknown",
                Sentence::new(
                    format!("There is no {kind} {id} here."),
                    format!("没有资源范围 {kind} {id}。"),
                ),
            );
        }
    }

    fn script(&mut self, submission: &Submission) -> Option<(ScriptLanguage, String)> {
        let inventory = self.inventory;
        let found = match submission.script() {
            ScriptChoice::Inline { language, content } => {
                return Some((*language, content.clone()));
            }
            ScriptChoice::Version(id) => {
                let version = inventory.version(id.get());
                if version.is_none() {
                    self.stop(
                        "/script_version_id",
                        "script_version_unknown",
                        Sentence::new(
                            format!("There is no script version {id}."),
                            format!("没有脚本版本 {id}。"),
                        ),
                    );
                }
                version.map(|version| ("/script_version_id", version))
            }
            ScriptChoice::Online(id) => {
                let script = inventory.scripts.get(id);
                if script.is_none() {
                    self.stop(
                        "/script_id",
                        "script_unknown",
                        Sentence::new(
                            format!("There is no script {id}."),
                            format!("没有脚本 {id}。"),
                        ),
                    );
                }
                let versions = script.map_or(&[][..], |script| &script.versions);
                let is_online = |it: &&ScriptVersion| it.status == VersionStatus::Online;
                // One that is not online says so.
                let version = versions.iter().find(is_online).or(versions.first());
                if script.is_some() && version.is_none() {
                    self.not_online("/script_id");
                }
                version.map(|version| ("/script_id", version))
            }
        };
        let (pointer, version) = found?;
        if version.status != VersionStatus::Online {
            self.not_online(pointer);
            return None;
        }
        Some((version.language, version.content.clone()))
    }

    fn not_online(&mut self, pointer: &str) {
        self.stop(
            pointer,
            "script_not_online",
            Sentence::new(
                "The script is not online: only versions that are online run.",
                "该脚本版本未上线，只能执行已上线的版本。",
            ),
        );
    }

    fn account(&mut self, submission: &Submission) -> Option<Account> {
        let inventory = self.inventory;
        let (pointer, name, account) = match submission.account() {
            AccountChoice::Id(id) => {
                ("/account_id", id.to_string(), inventory.accounts.get(&id.get()))
            }
            AccountChoice::Alias(alias) => {
                ("/account_alias", alias.clone(), inventory.account_by_alias(alias))
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

    fn objects(&mut self, target: &ExecuteTarget) -> Vec<ExecuteObject> {
        let inventory = self.inventory;
        let mut objects = Objects::default();
        let before = self.obstacles.len();
        let places = self.places("host_id_list");
        for id in &target.host_ids {
            match inventory.hosts.get(&id.get()) {
                Some(host) => objects.add(host.into()),
                None => self.stop(
                    place("host_id_list", places.get(&id.get())),
                    "host_unknown",
                    Sentence::new(format!("There is no host {id}."), format!("没有主机 {id}。")),
                ),
            }
        }
        for id in &target.dynamic_groups {
            match inventory.groups.get(id) {
                Some(group) => objects.add_hosts(inventory, &group.hosts),
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
        let places = self.places("container_id_list");
        for id in &target.container_ids {
            match inventory.containers.get(&id.get()) {
                Some(container) => objects.add(container.into()),
                None => self.stop(
                    place("container_id_list", places.get(&id.get())),
                    "container_unknown",
                    Sentence::new(
                        format!("There is no container {id}."),
                        format!("没有容器 {id}。"),
                    ),
                ),
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

    fn topo_node(&mut self, node: &TopoNode, objects: &mut Objects) {
        let inventory = self.inventory;
        let above = (node.node_type.clone(), node.id.get());
        if inventory.nodes.contains_key(&above) {
            for (below, node) in &inventory.nodes {
                if !node.hosts.is_empty() && inventory.is_below(below, &above) {
                    objects.add_hosts(inventory, &node.hosts);
                }
            }
        } else {
            let pointer = self.item("host_topo_node_list", |item| {
                item["id"].as_i64() == Some(above.1) && item["node_type"] == above.0.as_str()
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
        let inventory = self.inventory;
        let (kind, id) = (selector.topo_node_type.name(), selector.topo_node_id.get());
        let above = (kind.to_owned(), id);
        if !inventory.nodes.contains_key(&above) {
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
        for container in inventory.containers.values() {
            let fits = selector
                .expressions
                .iter()
                .all(|it| it.fits(container.labels.get(&it.key).map(String::as_str)));
            if fits && inventory.is_below(&("namespace".to_owned(), container.namespace), &above) {
                objects.add(container.into());
            }
        }
    }

    /// Where each id of a list stands first.
    fn places(&self, list: &str) -> HashMap<i64, usize> {
        let items = self.body["execute_target"][list].as_array().map_or(&[][..], Vec::as_slice);
        let ids = items.iter().enumerate().rev();
        ids.filter_map(|(index, id)| Some((id.as_i64()?, index))).collect()
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

    /// Hosts that groups and nodes name are in the inventory.
    fn add_hosts(&mut self, inventory: &Inventory, ids: &[i64]) {
        for host in ids.iter().filter_map(|id| inventory.hosts.get(id)) {
            self.add(host.into());
        }
    }
}

fn place(list: &str, index: Option<&usize>) -> String {
    format!("/execute_target/{list}/{}", index.copied().unwrap_or_default())
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
