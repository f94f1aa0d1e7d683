//! Hosts behind the system's OpenSSH client, against a real sshd on loopback with keys and settings of its own.

use crate::served::{Served, folder, objects, shell, wait_for};
use serde_json::json;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

struct Sshd {
    child: Child,
    port: u16,
}

impl Sshd {
    fn start(folder: &Path) -> Sshd {
        for key in ["host_key", "user_key"] {
            let path = folder.join(key);
            let done = Command::new("ssh-keygen")
                .args(["-q", "-t", "ed25519", "-N", "", "-f"])
                .arg(path)
                .status();
            assert!(done.expect("ssh-keygen is there: install openssh-client").success());
        }
        let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = free.local_addr().expect("an address").port();
        drop(free);
        let at = folder.display();
        let config = format!(
            "Port {port}\nListenAddress 127.0.0.1\nHostKey {at}/host_key\nAuthorizedKeysFile {at}/user_key.pub\n\
             PidFile none\nUsePAM no\nStrictModes no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n\
             PermitRootLogin yes\nMaxStartups 100\n"
        );
        let path = folder.join("sshd_config");
        std::fs::write(&path, config).expect("written");
        // Where root's sshd separates privileges; others need none.
        let _not_root = std::fs::create_dir_all("/run/sshd");
        let child = Command::new("/usr/sbin/sshd")
            .args(["-D", "-e", "-f"])
            .arg(&path)
            .stderr(Stdio::null())
            .spawn()
            .expect("sshd is there: install openssh-server");
        wait_for("sshd", || TcpStream::connect(("127.0.0.1", port)).ok());
        Sshd { child, port }
    }
}

impl Drop for Sshd {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn start(folder: &Path, sshd: &Sshd) -> Served {
    let (at, port) = (folder.display(), sshd.port);
    let user = Command::new("id").arg("-un").output().expect("id runs").stdout;
    let user = String::from_utf8(user).expect("UTF-8");
    let inventory = format!(
        r#"
[[scope]]
type = "biz"
id = 1

[[account]]
id = 1000
alias = "{user}"

[reach.ssh]
argv = ["ssh", "-F", "none", "-p", "{port}", "-i", "{at}/user_key", "-o", "BatchMode=yes",
    "-o", "LogLevel=ERROR", "-o", "UserKnownHostsFile={at}/known_hosts", "-o", "StrictHostKeyChecking=accept-new", "{{user}}@{{ip}}"]

[reach.nobody-listens]
argv = ["ssh", "-F", "none", "-p", "1", "-o", "BatchMode=yes", "{{user}}@{{ip}}"]

[[host]]
id = 1
ip = "127.0.0.1"
reach = "ssh"

[[host]]
id = 2
ip = "127.0.0.1"
reach = "nobody-listens"
"#,
        user = user.trim()
    );
    let path = folder.join("inventory.toml");
    std::fs::write(&path, inventory).expect("written");
    Served::with(&folder.join("data"), &["--inventory", path.to_str().expect("UTF-8")])
}

#[test]
fn scripts_over_ssh() {
    let folder = folder();
    let sshd = Sshd::start(folder.path());
    let served = start(folder.path(), &sshd);
    let mut body = shell(
        "printf '[%s]' \"$@\"; echo; echo ${SSH_CONNECTION:+over ssh}; echo to stderr >&2; cat; exit 7",
        &[1],
    );
    body["script_param"] =
        json!(fastexec_contract::base64_text::encode("'a  b' \"$HOME `id`\" '' it\\'s"));
    let job = served.run(&body);
    let status = served.wait_until_finished(job);
    assert_eq!(
        (objects(&status, "status"), objects(&status, "exit_code")),
        (vec![&json!(104)], vec![&json!(7)])
    );
    assert_eq!(served.output(job, 1), "[a  b][$HOME `id`][][it's]\nover ssh\nto stderr\n");
}

#[test]
fn what_is_far_ends_when_told() {
    let folder = folder();
    let sshd = Sshd::start(folder.path());
    let served = start(folder.path(), &sshd);
    // What it started in the background holds nothing that ends with the connection.
    let script = "sleep 600 </dev/null >/dev/null 2>&1 & echo $$ $!; sleep 600";
    let job = served.run(&shell(script, &[1]));
    let pids = wait_for("the script's processes", || {
        let output = served.output(job, 1);
        output.ends_with('\n').then(|| output.trim().to_owned())
    });
    served.operate_well(job, 1);
    let status = served.wait_until_finished(job);
    assert_eq!(objects(&status, "status"), [103]);
    wait_for("the end of the far script, and of what it started", || {
        (!pids.split(' ').any(|pid| Path::new("/proc").join(pid).exists())).then_some(())
    });
}

#[test]
fn a_host_that_nobody_answers_at_says_so() {
    let folder = folder();
    let sshd = Sshd::start(folder.path());
    let served = start(folder.path(), &sshd);
    let job = served.run(&shell("true", &[1, 2]));
    let status = served.wait_until_finished(job);
    assert_eq!(objects(&status, "exit_code"), [0, 255]);
    let output = served.output(job, 2);
    assert!(output.contains("Connection refused"), "{output}");
}
