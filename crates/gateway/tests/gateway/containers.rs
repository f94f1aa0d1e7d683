//! Containers: a process with a root, a host name and processes of its own, which scripts reach by words in front of
//! `sh`. It is made of what every Debian has, for a container engine is more than a test may ask for; `docker` and
//! `kubectl` are programs that write down how they are called, and then lead there.

use crate::documents::document;
use crate::served::{Served, fastexec, folder, objects, wait_for};
use fastexec_contract::base64_text;
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

const NAME: &str = "cart-7d9";

/// Becomes the first process of a container, in a folder that stays empty for everybody outside.
const INIT: &str = r#"
set -e
mount -t tmpfs none "$1"
cd "$1"
mkdir dev usr proc tmp
chmod 1777 tmp
for name in bin lib lib64; do ln -s "usr/$name" "$name"; done
mount --bind /usr usr
mount -o remount,bind,ro usr
: > dev/null
mount --bind /dev/null dev/null
mount -t proc proc proc
hostname "$2"
: > inside
exec chroot . sh -c "echo up; $3"
"#;

/// A first process that waits for nobody, like many programs that were not made for it: whatever loses its parent stays
/// as a zombie.
const CARELESS: &str = "exec sleep infinity";

/// And one that takes away what lost its parent.
const CAREFUL: &str = "sleep infinity & wait";

struct Container {
    child: Child,
    /// Its first process, as this machine counts.
    init: u32,
    /// Leads into it.
    words: Vec<String>,
}

impl Container {
    /// `None` where the kernel lets nobody but itself make namespaces, as in most containers.
    fn start(folder: &Path, first: &str) -> Option<Container> {
        let is_root = nix::unistd::geteuid().is_root();
        let own: &[&str] = if is_root { &[] } else { &["--user", "--map-root-user"] };
        let spaces = ["--mount", "--uts", "--ipc", "--pid"];
        let unshare = || {
            let mut command = Command::new("unshare");
            command.args(own).args(spaces).args(["--fork", "--kill-child"]);
            command
        };
        let tried = unshare().arg("true").output().expect("unshare is there: install util-linux");
        if !tried.status.success() {
            eprintln!("SKIPPED: no namespaces here: {}", String::from_utf8_lossy(&tried.stderr));
            return None;
        }
        let root = folder.join("root");
        fs::create_dir(&root).expect("a folder");
        let mut child = unshare()
            .args(["sh", "-c", INIT, "sh"])
            .arg(&root)
            .args([NAME, first])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("unshare starts");
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().expect("piped"));
        stdout.read_line(&mut line).expect("readable");
        let children = format!("/proc/{0}/task/{0}/children", child.id());
        let init = fs::read_to_string(children).expect("it runs").trim().parse();
        let mut container = Container { child, init: init.unwrap_or(0), words: Vec::new() };
        assert_eq!(line, "up\n", "the container's first process says why");
        let enter = if is_root { &[][..] } else { &["--user", "--preserve-credentials"] };
        let words = [&["nsenter", "--target", "{uid}"], enter, &spaces, &["--root", "--wd", "--"]];
        container.words = words.concat().into_iter().map(str::to_owned).collect();
        Some(container)
    }

    /// What is in it besides its own: command lines, empty ones of zombies.
    fn processes(&self) -> Vec<String> {
        let space = |process: &str| fs::read_link(format!("/proc/{process}/ns/pid")).ok();
        let own = space(&self.init.to_string());
        assert!(own.is_some(), "the container is gone");
        let names = fs::read_dir("/proc").expect("a folder").flatten();
        let names = names.filter_map(|it| it.file_name().into_string().ok());
        let inside = names.filter(|it| *it != self.init.to_string() && space(it) == own);
        inside
            .map(|it| {
                let line = fs::read(format!("/proc/{it}/cmdline")).unwrap_or_default();
                String::from_utf8_lossy(&line).replace('\0', " ")
            })
            .filter(|line| line != "sleep infinity ")
            .collect()
    }

    fn wait_for_sleepers(&self) {
        wait_for("both inside", || {
            let sleepers = self.processes().iter().filter(|it| it.contains("sleep 600")).count();
            (sleepers == 2).then_some(())
        });
    }

    fn inventory(&self) -> String {
        inventory(&format!("[reach.inside]\nargv = {:?}\n", self.words), "inside", self.init)
    }
}

impl Drop for Container {
    fn drop(&mut self) {
        // All of its processes end with its first, and that with its parent.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Host 1 is this machine, container 301 is reached by `way`.
fn inventory(ways: &str, way: &str, uid: impl std::fmt::Display) -> String {
    let user = Command::new("id").arg("-un").output().expect("id runs").stdout;
    let user = String::from_utf8(user).expect("UTF-8");
    format!(
        "[[scope]]\ntype = \"biz\"\nid = 1\n[[account]]\nid = 1000\nalias = \"{}\"\n{ways}\n\
         [[host]]\nid = 1\nip = \"10.0.0.1\"\n\
         [[node]]\ntype = \"cluster\"\nid = 20\nname = \"prod\"\n\
         [[node]]\ntype = \"namespace\"\nid = 21\nname = \"shop\"\nparent = {{ type = \"cluster\", id = 20 }}\n\
         [[container]]\nid = 301\nuid = \"{uid}\"\nname = \"{NAME}\"\nnamespace = 21\nreach = \"{way}\"\n",
        user.trim()
    )
}

fn written(folder: &Path, inventory: &str) -> PathBuf {
    let path = folder.join("inventory.toml");
    fs::write(&path, inventory).expect("written");
    path
}

fn start(folder: &Path, container: &Container) -> Served {
    let path = written(folder, &container.inventory());
    Served::with(&folder.join("data"), &["--inventory", path.to_str().expect("UTF-8")])
}

fn script(content: &str, target: Value) -> Value {
    json!({
        "script_content": base64_text::encode(content),
        "script_language": 1,
        "account_id": 1000,
        "execute_target": target,
    })
}

fn output(served: &Served, job: i64) -> String {
    let log = served.log(job, &json!({ "type": 2, "resource_id": "301" }));
    log["log_content"].as_str().expect("text").to_owned()
}

#[test]
fn a_script_is_inside() {
    let folder = folder();
    let Some(container) = Container::start(folder.path(), CARELESS) else { return };
    let served = start(folder.path(), &container);
    let outside = folder.path().join("inventory.toml");
    let content = format!(
        "hostname; ls /inside '{}' 2>/dev/null; tr '\\0' ' ' </proc/1/cmdline; echo\n\
         printf '[%s]' \"$@\" \"$FASTEXEC_RESOURCE_ID\"; exit 7",
        outside.display()
    );
    let mut body = script(&content, json!({ "host_id_list": [1], "container_id_list": [301] }));
    body["script_param"] = json!(base64_text::encode("'a  b' '$HOME `id`' ''"));
    let job = served.run(&body);
    let status = served.wait_until_finished(job);
    assert_eq!(objects(&status, "exit_code"), [7, 7], "{status}");
    let words = "[a  b][$HOME `id`][]";
    let inside = output(&served, job);
    assert_eq!(inside, format!("{NAME}\n/inside\nsleep infinity \n{words}[301]"));
    // The same beside it, where none of this is so.
    let here = served.output(job, 1);
    assert!(here.contains(&format!("{}\n", outside.display())), "{here}");
    assert!(!here.contains(NAME) && !here.contains("/inside\n"), "{here}");
    assert!(here.ends_with(&format!("{words}[1]")), "{here}");
    assert_eq!(container.processes(), [""; 0]);
}

#[test]
fn a_script_ends_inside_at_its_time_out() {
    let folder = folder();
    let Some(container) = Container::start(folder.path(), CAREFUL) else { return };
    let served = start(folder.path(), &container);
    // Nobody minds TERM; the script does, and what it started does not.
    for stays in
        ["trap '' TERM; sleep 600 & sleep 600", "(trap '' TERM; exec sleep 600) & sleep 600"]
    {
        let mut body = script(stays, json!({ "container_id_list": [301] }));
        body["timeout"] = json!(2);
        let job = served.run(&body);
        container.wait_for_sleepers();
        let status = served.wait_until_finished(job);
        assert_eq!(objects(&status, "status"), [102], "{status}");
        wait_for("an end of all", || container.processes().is_empty().then_some(()));
    }
    // Nor are their files: what is there is that of the one who looks.
    let look = served.run(&script("ls /tmp | wc -l", json!({ "container_id_list": [301] })));
    served.wait_until_finished(look);
    assert_eq!(output(&served, look).trim(), "1");
}

#[test]
fn a_script_ends_inside_with_its_gateway() {
    let folder = folder();
    let Some(container) = Container::start(folder.path(), CAREFUL) else { return };
    let served = start(folder.path(), &container);
    served.run(&script("sleep 600 & sleep 600", json!({ "container_id_list": [301] })));
    container.wait_for_sleepers();
    served.kill();
    wait_for("an end of all", || container.processes().is_empty().then_some(()));
}

/// A way of docs/inventory.md, as it stands there.
fn documented(way: &str) -> String {
    let text = document("inventory.md");
    let block = text.split(&format!("[reach.{way}]\n")).nth(1).expect("a way of that name");
    let block = block.split("\n\n").next().expect("its lines");
    format!("[reach.{way}]\n{block}\n")
}

/// A program that writes its words into a file of its name, each in a line, and then leads where what follows `words`
/// of them runs.
fn recording(folder: &Path, name: &str, words: usize, inside: &str) {
    let bin = folder.join("bin");
    fs::create_dir_all(&bin).expect("a folder");
    let record = folder.join(name);
    let program = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$@\" > '{}'\nshift {words}\nexec {inside} \"$@\"\n",
        record.display()
    );
    let path = bin.join(name);
    fs::write(&path, program).expect("written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("allowed");
}

/// Calls the documented way, and says with which words it was called.
fn called(way: &str, program: &str, words: usize) -> Vec<String> {
    let folder = folder();
    let container = Container::start(folder.path(), CARELESS);
    let (inside, host) = match &container {
        Some(container) => {
            (container.words.join(" ").replace("{uid}", &container.init.to_string()), NAME)
        }
        // The words are the same.
        None => (String::new(), ""),
    };
    recording(folder.path(), program, words, &inside);
    let path = written(folder.path(), &inventory(&documented(way), way, "3c1f0e"));
    let data = folder.path().join("data");
    let mut command = fastexec();
    let own = std::env::var("PATH").expect("a PATH");
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--inventory"])
        .arg(&path)
        .arg("--data-dir")
        .arg(&data)
        .env("PATH", format!("{}:{own}", folder.path().join("bin").display()));
    let served = Served::of(&mut command, &data);
    let body = script("hostname; cat; exit 7", json!({ "container_id_list": [301] }));
    let job = served.run(&body);
    let status = served.wait_until_finished(job);
    assert_eq!(objects(&status, "exit_code"), [7], "{status} {}", output(&served, job));
    assert!(output(&served, job).starts_with(host), "{}", output(&served, job));
    let record = fs::read_to_string(folder.path().join(program)).expect("it was called");
    record.lines().map(str::to_owned).collect()
}

#[test]
fn docker_is_called_as_documented() {
    let user = Command::new("id").arg("-un").output().expect("id runs").stdout;
    let user = String::from_utf8(user).expect("UTF-8");
    let words = called("docker", "docker", 5);
    assert_eq!(words, ["exec", "-i", "-u", user.trim(), "3c1f0e", "sh"]);
}

#[test]
fn kubectl_is_called_as_documented() {
    let words = called("pod", "kubectl", 6);
    assert_eq!(words, ["exec", "-i", "-n", "shop", NAME, "--", "sh"]);
}
