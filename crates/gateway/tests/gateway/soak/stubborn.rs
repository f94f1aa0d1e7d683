//! Scripts that do all they can to stay.

use super::with_hosts;
use crate::served::{folder, objects, shell};
use std::fs;
use std::time::Instant;

const SCRIPTS: usize = 200;
/// Seconds: nobody else on this machine sleeps for so long.
const SLEEP: &str = "86399.75";

#[test]
#[ignore = "takes long: cargo xtask soak"]
fn two_hundred_scripts_that_stay_leave_nothing() {
    let folder = folder();
    let served = with_hosts(folder.path(), SCRIPTS, &["--max-parallel", "200"]);
    // A grandchild in a session of its own, without its parent, which holds the output and ignores TERM.
    let script = format!(
        "trap '' TERM; (setsid sh -c 'trap \"\" TERM; echo on; sleep {SLEEP}; sleep {SLEEP}' &); sleep {SLEEP}"
    );
    let hosts: Vec<i64> = (1..=SCRIPTS as i64).collect();
    let mut body = shell(&script, &hosts);
    body["timeout"] = 10.into();
    let start = Instant::now();
    let job = served.run(&body);
    let status = served.wait_until_finished(job);
    let seconds = start.elapsed().as_secs_f64();
    for state in objects(&status, "status") {
        assert_eq!(state, 102, "{status}");
    }
    for host in &hosts {
        // A shell may add what became of its child.
        let output = served.output(job, *host);
        assert!(output.starts_with("on\n"), "{host} had its grandchild: {output:?}");
    }
    assert_eq!(sleepers(), Vec::<String>::new());
    println!(
        "soak: {SCRIPTS} scripts that stay, time-out 10 s: all ended after {seconds:.1} s, no process left"
    );
}

/// Command lines of what is left.
fn sleepers() -> Vec<String> {
    let processes = fs::read_dir("/proc").expect("there is /proc").flatten();
    let lines = processes.filter_map(|it| fs::read(it.path().join("cmdline")).ok());
    let lines = lines.map(|line| String::from_utf8_lossy(&line).replace('\0', " "));
    lines.filter(|line| line.contains(SLEEP)).collect()
}
