//! What takes long, and what is measured. `cargo xtask soak` runs it; the figures are in docs/reliability.md.

mod many;
mod output;
mod schema;
mod silence;
mod stubborn;
mod submissions;

use crate::served::Served;
use std::fmt::Write as _;
use std::path::Path;

/// A gateway whose inventory holds hosts 1 to `count`, all of them this machine.
fn with_hosts(folder: &Path, count: usize, options: &[&str]) -> Served {
    let path = folder.join("inventory.toml");
    std::fs::write(&path, inventory(count)).expect("writable");
    let path = path.to_str().expect("UTF-8");
    let data = folder.join("data");
    Served::with(&data, &[&["--inventory", path], options].concat())
}

fn inventory(count: usize) -> String {
    let user = std::process::Command::new("id").arg("-un").output().expect("id runs").stdout;
    let user = String::from_utf8(user).expect("UTF-8");
    let mut text = format!(
        "[[scope]]\ntype = \"biz\"\nid = 1\n[[account]]\nid = 1000\nalias = \"own\"\nuser = \"{}\"\n",
        user.trim()
    );
    for id in 1..=count {
        let (high, low) = (id / 250, id % 250);
        write!(text, "[[host]]\nid = {id}\nip = \"10.1.{high}.{low}\"\n").expect("text");
    }
    text
}

/// MiB of memory that the gateway has held at once, at most.
fn peak_memory(served: &Served) -> u64 {
    let path = format!("/proc/{}/status", served.process());
    let status = std::fs::read_to_string(path).expect("it runs");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    kib.expect("a number") / 1024
}
