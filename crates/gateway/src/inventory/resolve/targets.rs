//! Hosts and containers that a target stands for.

use super::Resolver;
use crate::answer::Sentence;
use crate::inventory::{ExecuteObject, Inventory};
use fastexec_contract::{ContainerLabelSelector, ExecuteTarget, TopoNode};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

impl Resolver<'_> {
    pub(super) fn objects(&mut self, target: &ExecuteTarget) -> Vec<ExecuteObject> {
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
