//! The gateway ends, in order or not, and nothing is lost.

use crate::served::{Served, folder, shell, wait_for};
use std::path::Path;

#[test]
fn a_crash_leaves_an_abnormal_run_with_its_output() {
    let folder = folder();
    let served = Served::start(folder.path());
    let job = served.run(&shell("echo pid $$; sleep 600", &[101]));
    let output = wait_for("output", || {
        let output = served.output(job, 101);
        output.ends_with('\n').then_some(output)
    });
    served.kill();
    let pid = output.trim().strip_prefix("pid ").expect("the script's process");
    wait_for("the end of the script, which has lost its gateway", || {
        (!Path::new("/proc").join(pid).exists()).then_some(())
    });

    let served = Served::start(folder.path());
    let status = served.status(job);
    assert_eq!(
        (&status["finished"], &status["job_instance"]["status"]),
        (&true.into(), &9.into()),
        "{status}"
    );
    assert_eq!(served.output(job, 101), output);
    let next = served.run(&shell("true", &[101]));
    assert_eq!(next, job + 2);
}

#[test]
fn an_orderly_end_stops_what_runs_and_records_it() {
    let folder = folder();
    let mut served = Served::start(folder.path());
    let job = served.run(&shell("echo on; exec sleep 600", &[101, 102]));
    wait_for("output of both", || {
        (served.output(job, 101) == "on\n" && served.output(job, 102) == "on\n").then_some(())
    });
    served.signal("TERM");
    assert!(served.wait_until_ended().success());
    let served = Served::start(folder.path());
    let status = served.status(job);
    assert_eq!(status["job_instance"]["status"], 11, "{status}");
    assert_eq!(served.output(job, 101), "on\n");
}
