//! Many hosts in one run.

use super::{peak_memory, with_hosts};
use crate::served::{Served, folder, objects, shell};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What the gateway runs at once, and the others too.
const AT_ONCE: &str = "16";

#[test]
#[ignore = "takes long: cargo xtask soak"]
fn ten_thousand_hosts() {
    const HOSTS: usize = 10_000;
    let folder = folder();
    let served = with_hosts(folder.path(), HOSTS, &["--max-parallel", AT_ONCE]);
    let before = peak_memory(&served);
    let start = Instant::now();
    let status = echo(&served, HOSTS);
    let seconds = start.elapsed().as_secs_f64();
    assert_eq!(status["job_instance"]["status"], 3);
    let states = objects(&status, "status");
    assert_eq!((states.len(), states.iter().all(|state| **state == 9)), (HOSTS, true));
    println!(
        "soak: {HOSTS} hosts: {seconds:.1} s, {:.0} a second; memory {} MiB at most, {} MiB before",
        HOSTS as f64 / seconds,
        peak_memory(&served),
        before
    );
}

fn echo(served: &Served, hosts: usize) -> serde_json::Value {
    let hosts: Vec<i64> = (1..=hosts as i64).collect();
    let job = served.run(&shell("echo $FASTEXEC_RESOURCE_ID", &hosts));
    loop {
        let path = format!("/open/api/scope/biz/1/jobInstance/{job}/status");
        let status = served.get(&path, &[]).json();
        if status["data"]["finished"] == true {
            return served.status(job);
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// In one run, for times of different runs say little.
#[test]
#[ignore = "takes long: cargo xtask soak"]
fn a_hundred_hosts_beside_xargs_and_parallel() {
    const HOSTS: usize = 100;
    const ROUNDS: usize = 9;
    let folder = folder();
    let served = with_hosts(folder.path(), HOSTS, &["--max-parallel", AT_ONCE]);
    let script = folder.path().join("echo.sh");
    std::fs::write(&script, "echo $1\n").expect("writable");
    let script = script.to_str().expect("UTF-8");
    let mut times = [const { Vec::new() }; 3];
    for _ in 0..ROUNDS {
        times[0].push(timed(|| {
            echo(&served, HOSTS);
        }));
        times[1].push(timed(|| piped(&["xargs", "-P", AT_ONCE, "-n", "1", "bash", script])));
        times[2].push(timed(|| piped(&["parallel", "--will-cite", "-j", AT_ONCE, "bash", script])));
    }
    let [ours, xargs, parallel] = times.map(|mut times| {
        times.sort_unstable();
        times[ROUNDS / 2].as_secs_f64() * 1000.0
    });
    println!(
        "soak: {HOSTS} hosts, medians of {ROUNDS}: {ours:.0} ms; xargs {xargs:.0} ms, ratio {:.2}; parallel \
         {parallel:.0} ms, ratio {:.2}",
        ours / xargs,
        ours / parallel
    );
}

fn timed(what: impl FnOnce()) -> Duration {
    let start = Instant::now();
    what();
    start.elapsed()
}

/// Gives 1 to 100 to a command.
fn piped(command: &[&str]) {
    let mut numbers = Command::new("seq").arg("100").stdout(Stdio::piped()).spawn().expect("seq");
    let output = Command::new(command[0])
        .args(&command[1..])
        .stdin(numbers.stdout.take().expect("piped"))
        .output()
        .unwrap_or_else(|error| panic!("{}: {error}", command[0]));
    assert!(numbers.wait().expect("it ends").success());
    assert_eq!(output.stdout.iter().filter(|byte| **byte == b'\n').count(), 100, "{output:?}");
}
