//! An inventory of one's own: what it lists, the ways it knows, and how it changes.

use crate::served::{Served, folder, shell, wait_for};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const INVENTORY: &str = r#"
[[scope]]
type = "biz"
id = 1
name = "Shop"

[[account]]
id = 1000
alias = "own"
user = "USER"

[[script]]
id = "greet"
name = "Greeting"
[[script.version]]
id = 1
status = "offline"
language = "shell"
content = "echo old"
[[script.version]]
id = 2
status = "online"
language = "shell"
file = "greet.sh"
[[script]]
id = "empty"
[[script.version]]
id = 3
status = "draft"
language = "shell"
content = "echo draft"

[reach.env]
argv = ["env", "WAY={name}/{ip}/{user}"]
languages = ["shell"]

[[host]]
id = 1
ip = "10.0.0.1"
name = "web-1"
reach = "env"
attributes = { role = "web" }

[[host]]
id = 2
ip = "10.0.0.2"
name = "db-1"
attributes = { role = "db" }

[[group]]
id = "web"
name = "Web"
rule = { role = "web" }

[[node]]
type = "set"
id = 20
name = "front"
hosts = [2, 1]

[[node]]
type = "namespace"
id = 30
name = "shop"

[[container]]
id = 301
uid = "c0ffee"
name = "cart"
namespace = 30
labels = { app = "cart" }
reach = "env"
"#;

/// With this machine's own user.
fn write(folder: &Path, text: &str) -> PathBuf {
    let path = folder.join("inventory.toml");
    let user = std::process::Command::new("id").arg("-un").output().expect("id runs").stdout;
    let user = String::from_utf8(user).expect("UTF-8");
    std::fs::write(
        folder.join("greet.sh"),
        "echo \"hello from $FASTEXEC_TYPE $FASTEXEC_RESOURCE_ID by ${WAY:-here} with $1\"\n",
    )
    .expect("written");
    std::fs::write(&path, text.replace("USER", user.trim())).expect("written");
    path
}

fn start(folder: &Path) -> Served {
    let path = write(folder, INVENTORY);
    Served::with(&folder.join("data"), &["--inventory", path.to_str().expect("UTF-8")])
}

fn on(target: Value) -> Value {
    json!({
        "script_id": "greet",
        "script_param": fastexec_contract::base64_text::encode("\"a  b\""),
        "account_alias": "own",
        "execute_target": target,
    })
}

fn list(served: &Served, path: &str) -> Value {
    let answer = served.get(&format!("/open/api/scope/biz/1/inventory/{path}"), &[]);
    assert_eq!(answer.status, 200, "{path}: {}", answer.text);
    answer.json()["data"].clone()
}

#[test]
fn scripts_travel_along_their_way() {
    let folder = folder();
    let served = start(folder.path());
    let job = served.run(&on(json!({
        "host_topo_node_list": [{ "id": 20, "node_type": "set" }],
        "container_label_selector_list": [{
            "topo_node_type": "biz", "topo_node_id": 1,
            "label_selector_expr_list": [{ "label_key": "app", "operator": "in", "label_value": "cart,shop" }]
        }],
    })));
    let status = served.wait_until_finished(job);
    assert_eq!(status["job_instance"]["status"], 3, "{status}");
    let user = std::process::Command::new("id").arg("-un").output().expect("id runs").stdout;
    let user = String::from_utf8(user).expect("UTF-8").trim().to_owned();
    assert_eq!(served.output(job, 2), "hello from host 2 by here with a  b\n");
    assert_eq!(
        served.output(job, 1),
        format!("hello from host 1 by web-1/10.0.0.1/{user} with a  b\n")
    );
    let log = served.log(job, &json!({ "type": 2, "resource_id": "301" }));
    assert_eq!(log["log_content"], format!("hello from container 301 by cart//{user} with a  b\n"));
}

#[test]
fn a_far_script_ends_at_its_time_out_and_when_asked() {
    let folder = folder();
    let served = start(folder.path());
    let mut body = shell("trap '' TERM; echo $$; sleep 600", &[1]);
    body["timeout"] = json!(1);
    let job = served.run(&body);
    let status = served.wait_until_finished(job);
    assert_eq!(crate::served::objects(&status, "status"), [102]);
    let pid = served.output(job, 1);
    assert!(!Path::new("/proc").join(pid.trim()).exists(), "{pid} is left");
}

#[test]
fn what_is_listed() {
    let folder = folder();
    let served = start(folder.path());
    assert_eq!(list(&served, "accounts?search=OW")["account_list"][0]["id"], 1000);
    let scripts = list(&served, "scripts?search=greet");
    assert_eq!(scripts["total"], 1);
    let versions = &scripts["script_list"][0]["script_version_list"];
    assert_eq!((&versions[0]["status"], &versions[1]["status"]), (&json!(2), &json!(1)));
    let hosts = list(&served, "hosts?offset=1&length=1");
    assert_eq!((&hosts["total"], &hosts["host_list"][0]["bk_host_id"]), (&json!(2), &json!(2)));
    assert_eq!(list(&served, "hosts?search=10.0.0.1")["host_list"][0]["name"], "web-1");
    assert_eq!(list(&served, "groups")["dynamic_group_list"][0]["host_count"], 1);
    let nodes = list(&served, "topology?search=set");
    assert_eq!(nodes["topo_node_list"][0]["parent"], json!({ "id": 1, "node_type": "biz" }));
    assert_eq!(
        list(&served, "containers?search=cart")["container_list"][0]["labels"]["app"],
        "cart"
    );
    assert_eq!(list(&served, "containers?search=nothing")["total"], 0);
    served
        .get("/open/api/scope/biz/1/inventory/hosts?length=0", &[])
        .is_error(400, "INVALID_ARGUMENT");
}

#[test]
fn what_a_target_stands_for() {
    let folder = folder();
    let served = start(folder.path());
    let resolve = |target: Value| {
        let body = json!({ "execute_target": target }).to_string();
        served.post("/open/api/scope/biz/1/inventory/resolve", &body, &[])
    };
    let target = json!({
        "container_id_list": [301], "host_id_list": [2],
        "host_dynamic_group_list": [{ "id": "web" }], "host_topo_node_list": [{ "id": 1, "node_type": "biz" }],
    });
    let resolved = resolve(target).json();
    let objects = resolved["data"]["execute_object_list"].as_array().expect("a list");
    let ids: Vec<&Value> = objects.iter().map(|object| &object["resource_id"]).collect();
    assert_eq!(ids, ["2", "1", "301"]);
    assert_eq!(
        (&resolved["data"]["host_count"], &resolved["data"]["container_count"]),
        (&json!(2), &json!(1))
    );
    let unknown =
        resolve(json!({ "host_id_list": [2, 77], "host_dynamic_group_list": [{ "id": "x" }] }));
    unknown.is_error(400, "FAILED_PRECONDITION");
    let expected = [
        "/execute_target/host_id_list/1 host_unknown",
        "/execute_target/host_dynamic_group_list/0 dynamic_group_unknown",
    ];
    assert_eq!(unknown.findings(), expected);
    resolve(json!({})).is_error(400, "INVALID_ARGUMENT");
    resolve(json!([])).is_error(400, "INVALID_ARGUMENT");
    served
        .post("/open/api/scope/biz/1/inventory/resolve", "[]", &[])
        .is_error(400, "INVALID_ARGUMENT");
}

#[test]
fn what_can_not_run_is_said_at_once() {
    let folder = folder();
    let served = start(folder.path());
    let mut body = on(json!({ "host_id_list": [1] }));
    for (field, value, finding) in [
        ("script_version_id", json!(1), "/script_version_id script_not_online"),
        ("script_version_id", json!(9), "/script_version_id script_version_unknown"),
        ("script_id", json!("empty"), "/script_id script_not_online"),
        ("script_id", json!("none"), "/script_id script_unknown"),
        ("account_alias", json!("none"), "/account_alias account_unknown"),
        ("account_id", json!(9), "/account_id account_unknown"),
        (
            "script_param",
            json!(fastexec_contract::base64_text::encode("it's")),
            "/script_param script_param_unbalanced",
        ),
    ] {
        let before = body[field].take();
        body[field] = value;
        let answer = served.submit(&body);
        answer.is_error(400, "FAILED_PRECONDITION");
        assert_eq!(answer.findings(), [finding]);
        body[field] = before;
    }
    let mut python = shell("print()", &[1, 2]);
    python["script_language"] = json!(4);
    let answer = served.submit(&python);
    answer.is_error(400, "FAILED_PRECONDITION");
    assert_eq!(answer.findings(), ["/script_language interpreter_missing"]);
    assert!(answer.text.contains("env") && answer.text.contains("python"), "{}", answer.text);
    let scope = served.post(
        "/open/api/scope/biz_set/1/execute/fast_execute_script",
        &shell("true", &[1]).to_string(),
        &[],
    );
    scope.is_error(400, "FAILED_PRECONDITION");
    assert_eq!(scope.findings(), [" scope_unknown"]);
}

#[test]
fn a_changed_file_counts_and_a_bad_one_does_not() {
    let folder = folder();
    let served = start(folder.path());
    write(folder.path(), &INVENTORY.replace("name = \"db-1\"", "name = \"db-2\""));
    wait_for("the new name", || (list(&served, "hosts?search=db-2")["total"] == 1).then_some(()));
    write(folder.path(), &INVENTORY.replace("id = 301", "id = 0"));
    let log = wait_for("a refusal", || {
        let log = served.logged();
        log.contains("inventory.toml, line").then_some(log)
    });
    assert!(log.contains("ids start at 1"), "{log}");
    assert_eq!(list(&served, "hosts?search=db-2")["total"], 1, "the old one stays");
    assert!(served.client.get("/metrics", &[]).text.contains("fastexec_inventory_is_current 0"));
    // Told to, it reads even what looks unchanged.
    write(folder.path(), INVENTORY);
    served.signal("HUP");
    wait_for("the first name", || (list(&served, "hosts?search=db-1")["total"] == 1).then_some(()));
}

#[test]
fn a_bad_file_is_refused_at_the_start() {
    let folder = folder();
    let path = write(folder.path(), "[[scope]]\ntype = \"biz\"\nid = 1\n\n[[hosts]]\n");
    let output = crate::served::fastexec()
        .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
        .arg(folder.path().join("data"))
        .arg("--inventory")
        .arg(&path)
        .output()
        .expect("fastexec runs");
    let error = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert!(error.contains("inventory.toml, line 5") && error.contains("hosts"), "{error}");
}
