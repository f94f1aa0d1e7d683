//! Durable submissions a second, by wrk.

use super::with_hosts;
use crate::served::{SUBMIT, folder, shell};
use std::process::Command;

const SECONDS: &str = "10";

#[test]
#[ignore = "takes long: cargo xtask soak"]
fn submissions_a_second() {
    let folder = folder();
    // One script at a time, so that it is submitting that is measured.
    let served = with_hosts(folder.path(), 1, &["--max-runs", "1000000", "--max-parallel", "1"]);
    let lua = folder.path().join("submit.lua");
    let request = format!(
        "wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\n\
         wrk.headers['X-Bkapi-Authorization'] = [[{}]]\nwrk.body = [[{}]]\n",
        served.header,
        shell("true", &[1])
    );
    std::fs::write(&lua, request).expect("writable");
    let output = Command::new("wrk")
        .args(["-t", "2", "-c", "16", "-d", &format!("{SECONDS}s"), "--latency", "-s"])
        .arg(&lua)
        .arg(format!("http://{}{SUBMIT}", served.address))
        .output()
        .expect("wrk runs");
    let report = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && !report.contains("Non-2xx"), "{report}");
    let value = |label: &str| {
        let line = report.lines().find_map(|line| line.trim().strip_prefix(label));
        line.unwrap_or_else(|| panic!("{label}: {report}")).trim().to_owned()
    };
    let answered = report.lines().find_map(|line| line.trim().split_once(" requests in "));
    let answered: u64 = answered.expect("a number").0.parse().expect("a number");
    let history = served.get("/open/api/scope/biz/1/jobInstance?length=1", &[]).json();
    let recorded = history["data"]["total"].as_u64().expect("a number");
    // What was in flight when wrk stopped may be recorded without having been counted.
    assert!((answered..=answered + 16).contains(&recorded), "{answered} {recorded}");
    println!(
        "soak: {} submissions a second for {SECONDS} s from 16 connections, each committed before its answer; half \
         of the answers within {}, 99 % within {}; {recorded} recorded, {answered} answered",
        value("Requests/sec:"),
        value("50%"),
        value("99%")
    );
    served.kill();
}
