//! Who scripts run as. As root: anybody of this machine; otherwise the gateway's own user.

use crate::served::{Served, folder, shell};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

fn start(folder: &Path) -> Served {
    let path = folder.join("inventory.toml");
    let text = "[[scope]]\ntype = \"biz\"\nid = 1\n\
        [[account]]\nid = 1000\nalias = \"nobody\"\n[[account]]\nid = 1001\nalias = \"no-such-user\"\n\
        [[host]]\nid = 101\nip = \"127.0.0.1\"\n";
    std::fs::write(&path, text).expect("written");
    Served::with(&folder.join("data"), &["--inventory", path.to_str().expect("UTF-8")])
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").expect("a process").uid() == 0
}

#[test]
fn another_user() {
    let folder = folder();
    let served = start(folder.path());
    let body = shell("id -un; id -Gn; echo $HOME $USER; cat \"$0\" | wc -l; umask; exit 3", &[101]);
    if !is_root() {
        let answer = served.submit(&body);
        answer.is_error(400, "FAILED_PRECONDITION");
        assert_eq!(answer.findings(), ["/account_id account_needs_root"]);
        return;
    }
    let job = served.run(&body);
    let status = served.wait_until_finished(job);
    assert_eq!(crate::served::objects(&status, "exit_code"), [3], "{status}");
    let output = served.output(job, 101);
    let lines: Vec<&str> = output.lines().collect();
    assert_eq!(
        (lines[0], lines[1], lines[2]),
        ("nobody", "nogroup", "/nonexistent nobody"),
        "{output}"
    );
}

#[test]
fn a_user_that_this_machine_does_not_have() {
    let folder = folder();
    let served = start(folder.path());
    let mut body = shell("true", &[101]);
    body["account_id"] = serde_json::json!(1001);
    let answer = served.submit(&body);
    answer.is_error(400, "FAILED_PRECONDITION");
    let code = if is_root() { "account_user_missing" } else { "account_needs_root" };
    assert_eq!(answer.findings(), [format!("/account_id {code}")]);
}
