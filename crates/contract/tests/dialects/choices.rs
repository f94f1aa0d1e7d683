//! Requests of every kind.

use fastexec_contract::base64_text;
use serde_json::{Value, json};

/// Choices, one after the other: the whole space of requests can be walked or drawn from.
pub(crate) struct Choices<F>(pub(crate) F);

impl<F: FnMut(usize) -> usize> Choices<F> {
    fn of<T: Clone>(&mut self, values: &[T]) -> T {
        values[(self.0)(values.len())].clone()
    }

    fn chance(&mut self, one_in: usize) -> bool {
        (self.0)(one_in) == 0
    }

    /// Up to three of the values, the same one perhaps twice.
    fn some<T: Clone>(&mut self, values: &[T]) -> Vec<T> {
        (0..=(self.0)(3)).map(|_| self.of(values)).collect()
    }

    pub(crate) fn request(&mut self) -> Value {
        let mut request = json!({});
        match self.of(&["version", "id", "content", "content"]) {
            "version" => request["script_version_id"] = self.of(&[1, 42, i64::MAX]).into(),
            "id" => request["script_id"] = self.of(&["a1b2c3", "脚本", "with \"quotes\""]).into(),
            _ => {
                let script = self.of(&["echo $1", "print('你好')\n", "#!/bin/sh\nexit 3\n"]);
                request["script_content"] = base64_text::encode(script).into();
                request["script_language"] = self.of(&[1, 2, 3, 4, 5]).into();
            }
        }
        if self.chance(2) {
            let param = self.of(&["hello", "a  b 'c d'", "秘密", ""]);
            request["script_param"] = base64_text::encode(param).into();
        }
        if self.chance(2) {
            request["is_param_sensitive"] = self.of(&[0, 1]).into();
        }
        if self.chance(2) {
            request["timeout"] = self.of(&[1, 7200, 86_400, 86_401, 259_200, 259_201]).into();
        }
        if self.chance(2) {
            request["account_id"] = self.of(&[1000, i64::MAX]).into();
        } else {
            request["account_alias"] = self.of(&["root", "Administrator", "运维"]).into();
        }
        if self.chance(2) {
            request["task_name"] = self.of(&["nightly", "巡检 1", " ", "a/b\\c"]).into();
        }
        if self.chance(3) {
            let url = self.of(&["https://example.com/callback?a=1&b=2", "http://example.com"]);
            request["callback"] = json!({ "url": url });
        }
        if self.chance(3) {
            request["rolling_config"] = json!({
                "expression": self.of(&["1", "10%", "1 10% +5", "1 *2", "010"]),
                "mode": self.of(&[1, 2, 3]),
            });
        }
        request["execute_target"] = self.target();
        request
    }

    fn target(&mut self) -> Value {
        let mut target = json!({});
        let kind =
            self.of(&["hosts", "hosts", "hosts", "containers", "containers", "mixed", "ids"]);
        if kind == "hosts" || kind == "mixed" {
            target["host_id_list"] = self.some(&[101, 102, 103, i64::MAX]).into();
            if self.chance(2) {
                let groups = self.some(&["blo8gojho0skft7pr5q0", "组"]);
                let groups: Vec<Value> = groups.iter().map(|id| json!({ "id": id })).collect();
                target["host_dynamic_group_list"] = groups.into();
            }
            if self.chance(2) {
                let nodes = self.some(&[(1000, "module"), (900, "set"), (5, "custom")]);
                let node = |&(id, kind): &(i64, &str)| json!({ "id": id, "node_type": kind });
                target["host_topo_node_list"] = nodes.iter().map(node).collect();
            }
        }
        if kind == "containers" || kind == "mixed" {
            let selectors: Vec<Value> = (0..=(self.0)(2)).map(|_| self.selector()).collect();
            target["container_label_selector_list"] = selectors.into();
        }
        if kind == "ids" {
            target["container_id_list"] = self.some(&[10001, 10002]).into();
        }
        target
    }

    fn selector(&mut self) -> Value {
        let (kind, id) = self.of(&[
            ("cluster", 1),
            ("cluster", 2),
            ("namespace", 11),
            ("namespace", 21),
            ("namespace", i64::MAX),
            ("namespace", 11),
            ("cluster", 3),
            ("biz", 1),
            ("cluster", 99),
            ("namespace", 99),
        ]);
        let expressions: Vec<Value> = (0..=(self.0)(2))
            .map(|_| {
                let key = self.of(&["app", "app.kubernetes.io/name", "tier"]);
                let operator = self.of(&["equals", "not_equals", "in", "not_in", "exists"]);
                let mut expression = json!({ "label_key": key, "operator": operator });
                match operator {
                    "exists" => {}
                    "equals" | "not_equals" => {
                        expression["label_value"] = self.of(&["job", "", "v1.2"]).into();
                    }
                    _ => expression["label_value"] = self.of(&["a", "a,b", "x-1,y_2,z.3"]).into(),
                }
                expression
            })
            .collect();
        json!({
            "topo_node_type": kind,
            "topo_node_id": id,
            "label_selector_expr_list": expressions,
        })
    }
}
