//! The inventory of a gateway without an inventory file: what the contract's example names. All hosts and
//! containers are this machine.

use super::{
    Account, Container, Group, Host, Inventory, Node, NodeKey, Script, ScriptVersion, VersionStatus,
};
use fastexec_contract::ids::ScopeId;
use fastexec_contract::{Scope, ScopeType, ScriptLanguage};
use std::collections::BTreeMap;

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
    let account = Account { id: 1000, alias: user.to_owned(), user: user.to_owned() };
    let script = Script {
        id: "demo".to_owned(),
        name: "Says where it runs".to_owned(),
        versions: vec![ScriptVersion {
            id: 1,
            name: "1.0".to_owned(),
            status: VersionStatus::Online,
            language: ScriptLanguage::Shell,
            content: SCRIPT.to_owned(),
        }],
    };
    let group = Group {
        id: "blo8gojho0skft7pr5q0".to_owned(),
        name: "demo group".to_owned(),
        hosts: (103..=106).collect(),
    };
    Inventory {
        scopes: biz.into_iter().collect(),
        accounts: [(account.id, account)].into(),
        scripts: [(script.id.clone(), script)].into(),
        hosts: (101..=120).map(|id| (id, host(id))).collect(),
        groups: [(group.id.clone(), group)].into(),
        nodes: [
            node("biz", BIZ, "demo", None, &[]),
            node("set", SET, "demo set", Some(("biz", BIZ)), &[]),
            node("module", MODULE, "demo module", Some(("set", SET)), &[106, 107, 108]),
            node("cluster", CLUSTER, "demo cluster", Some(("biz", BIZ)), &[]),
            node("namespace", NAMESPACE, "demo", Some(("cluster", CLUSTER)), &[]),
        ]
        .into(),
        containers: (10_001..=10_006).map(|id| (id, container(id))).collect(),
    }
}

fn host(id: i64) -> Host {
    Host {
        id,
        cloud_id: 0,
        ip: format!("127.0.0.{id}"),
        name: format!("demo-{id}"),
        reach: None,
        attributes: BTreeMap::new(),
    }
}

fn node(
    kind: &str,
    id: i64,
    name: &str,
    parent: Option<(&str, i64)>,
    hosts: &[i64],
) -> (NodeKey, Node) {
    let parent = parent.map(|(kind, id)| (kind.to_owned(), id));
    ((kind.to_owned(), id), Node { name: name.to_owned(), parent, hosts: hosts.to_vec() })
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
        reach: None,
    }
}
