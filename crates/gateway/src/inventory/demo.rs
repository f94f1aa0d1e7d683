//! The inventory of a gateway without an inventory file: what the contract's example names. All hosts and
//! containers are this machine.

use super::{Account, Container, Group, Host, Inventory, Node, Script};
use fastexec_contract::ids::ScopeId;
use fastexec_contract::{Scope, ScopeType, ScriptLanguage};

const BIZ: i64 = 1;
const SET: i64 = 900;
const MODULE: i64 = 1000;
const CLUSTER: i64 = 18_880;
const NAMESPACE: i64 = 18_881;

const SCRIPT: &str = r#"#!/bin/sh
# Says where it runs, and what it was given.
echo "hello from $FASTEXEC_TYPE $FASTEXEC_RESOURCE_ID (${FASTEXEC_IP:-$FASTEXEC_NAME})"
echo "user: $(id -un)"
echo "directory: $(pwd)"
echo "parameters: $#"
for parameter in "$@"; do
    echo "parameter: $parameter"
done
echo "job_success:[done]"
"#;

/// `user` is the one who started the gateway: the demo runs as nobody else.
pub(crate) fn demo(user: &str) -> Inventory {
    let biz = ScopeId::new(BIZ).map(|id| Scope { kind: ScopeType::Biz, id });
    Inventory {
        scopes: biz.into_iter().collect(),
        accounts: vec![Account { id: 1000, alias: user.to_owned(), user: user.to_owned() }],
        scripts: vec![Script {
            id: "demo".to_owned(),
            version_id: 1,
            is_online: true,
            language: ScriptLanguage::Shell,
            content: SCRIPT.to_owned(),
        }],
        hosts: (101..=120)
            .map(|id| Host { id, cloud_id: 0, ip: format!("127.0.0.{id}") })
            .collect(),
        groups: vec![Group { id: "blo8gojho0skft7pr5q0".to_owned(), hosts: (103..=106).collect() }],
        nodes: vec![
            node(BIZ, "biz", None, &[]),
            node(SET, "set", Some(("biz", BIZ)), &[]),
            node(MODULE, "module", Some(("set", SET)), &[106, 107, 108]),
            node(CLUSTER, "cluster", Some(("biz", BIZ)), &[]),
            node(NAMESPACE, "namespace", Some(("cluster", CLUSTER)), &[]),
        ],
        containers: (10_001..=10_006).map(container).collect(),
    }
}

fn node(id: i64, kind: &str, parent: Option<(&str, i64)>, hosts: &[i64]) -> Node {
    let parent = parent.map(|(kind, id)| (kind.to_owned(), id));
    Node { id, kind: kind.to_owned(), parent, hosts: hosts.to_vec() }
}

fn container(id: i64) -> Container {
    let component = match id {
        10_001 | 10_002 => "job-manage",
        10_003 | 10_004 => "job-execute",
        _ => "job-logsvr",
    };
    Container {
        id,
        uid: format!("demo-{id:012x}"),
        name: format!("{component}-{}", id - 10_000),
        namespace: NAMESPACE,
        labels: [("app", "job"), ("component", component)]
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .into(),
    }
}
