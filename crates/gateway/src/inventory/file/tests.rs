use super::{load, read};
use std::path::Path;

const GOOD: &str = r#"
[[scope]]
type = "biz"
id = 2
name = "Shop"

[[account]]
id = 1
alias = "deploy"

[[script]]
id = "restart"
[[script.version]]
id = 7
status = "online"
language = "shell"
content = "echo restart"

[reach.ssh]
argv = ["ssh", "{user}@{ip}"]
languages = ["shell", "python"]

[[host]]
id = 11
ip = "10.0.0.11"
reach = "ssh"
attributes = { os = "linux", role = "web" }

[[host]]
id = 12
ip = "10.0.0.12"
attributes = { os = "linux", role = "db" }

[[group]]
id = "all"
rule = { os = "linux", role = ["web", "db"] }

[[node]]
type = "module"
id = 31
parent = { type = "set", id = 30 }
hosts = [12]

[[node]]
type = "set"
id = 30

[[node]]
type = "namespace"
id = 40

[[container]]
id = 51
name = "web-1"
namespace = 40
labels = { app = "web" }
"#;

#[test]
fn all_parts() {
    let inventory = read(GOOD, Path::new(".")).expect("a good file");
    assert_eq!(inventory.account_by_alias("deploy").map(|it| it.user.as_str()), Some("deploy"));
    assert_eq!(inventory.version(7).map(|it| it.content.as_str()), Some("echo restart"));
    assert_eq!(inventory.groups["all"].hosts, [11, 12]);
    assert!(inventory.hosts[&11].reach.is_some() && inventory.hosts[&12].reach.is_none());
    let biz = ("biz".to_owned(), 2);
    assert!(inventory.is_below(&("module".to_owned(), 31), &biz));
    assert!(!inventory.is_below(&biz, &("module".to_owned(), 31)));
    assert_eq!(inventory.containers[&51].labels["app"], "web");
}

/// The good file with one thing changed is refused at this line.
#[track_caller]
fn refused(from: &str, to: &str, line: usize, reason: &str) {
    assert!(GOOD.contains(from), "{from}");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("inventory.toml");
    std::fs::write(&path, GOOD.replacen(from, to, 1)).expect("written");
    let error = load(&path).expect_err("refused").to_string();
    let expected = format!("{}, line {line}: ", path.display());
    let rest = error.strip_prefix(&expected).unwrap_or_else(|| panic!("{error}"));
    assert!(rest.contains(reason), "{error}");
}

#[test]
fn what_is_refused() {
    refused("id = 2\n", "id = \n", 4, "");
    refused("type = \"biz\"", "type = \"shop\"", 4, "shop");
    refused("[[account]]", "[[acount]]", 7, "acount");
    refused("id = 12\n", "id = 11\n", 30, "11 is given twice");
    refused("id = 1\n", "id = 0\n", 8, "ids start at 1");
    refused("reach = \"ssh\"", "reach = \"shh\"", 26, "there is no [reach.shh]");
    refused("hosts = [12]", "hosts = [\n13]", 43, "there is no host 13");
    refused("namespace = 40", "namespace = 41", 55, "namespace with id 41");
    refused("{ type = \"set\", id = 30 }", "{ type = \"set\", id = 31 }", 41, "no node set 31");
    refused("{ type = \"set\", id = 30 }", "{ type = \"module\", id = 31 }", 41, "below itself");
    refused("language = \"shell\"", "language = \"ruby\"", 16, "ruby is no language");
    refused("\"{user}@{ip}\"", "\"{pod}\"", 19, "{pod}");
    refused("content = \"echo restart\"", "", 14, "either content or file");
    refused("status = \"online\"", "status = \"on\"", 15, "on");
    refused("rule = { os = \"linux\", role = [\"web\", \"db\"] }", "", 35, "either hosts or rule");
    refused(GOOD, "", 1, "[[scope]]");
}
