//! Outputs as files, and groups of them: made of JOB's logs, which come fifty at a time.

use crate::{DIALECTS, Front, SCOPE, on_hosts};
use serde_json::Value;
use std::io::Read as _;
use stub_job::Fault;

fn finished(front: &Front, hosts: &[i64]) -> (i64, String) {
    let job = front.served.run(&on_hosts("echo", hosts));
    front.served.wait_until_finished(job);
    let step = front.step_of(job);
    (job, format!("{SCOPE}/jobInstance/{job}/stepInstance/{step}"))
}

#[test]
fn an_output_is_a_file() {
    for dialect in DIALECTS {
        let front = Front::start(dialect);
        let (job, step) = finished(&front, &[101, 102]);
        let get = |more: &str| front.served.get(&format!("{step}/log/download?{more}"), &[]);
        let whole = get("type=1&resource_id=102&execute_count=0");
        assert_eq!((whole.status, whole.text.as_str()), (200, "主机 102 \ndone\n"));
        assert_eq!(whole.header("fastexec-total-bytes"), "17");
        let name = format!("attachment; filename=\"run-{job}-host-102.log\"");
        assert_eq!(whole.header("content-disposition"), name);
        let rest = get("type=1&resource_id=102&offset=12");
        assert_eq!((rest.text.as_str(), rest.header("fastexec-offset")), ("done\n", "12"));
        assert_eq!(get("type=1&resource_id=102&offset=99").text, "");
        assert_eq!(get("type=1&resource_id=x").status, 400);
        // JOB gives no output of other attempts.
        get("type=1&resource_id=102&execute_count=1").is_error(400, "FAILED_PRECONDITION");
    }
}

#[test]
fn all_outputs_are_an_archive() {
    for dialect in DIALECTS {
        let front = Front::start(dialect);
        let hosts: Vec<i64> = (1001..=1120).collect();
        let (job, step) = finished(&front, &hosts);
        let answer = front.served.get(&format!("{step}/log/download"), &[]);
        assert_eq!(answer.header("content-type"), "application/x-tar");
        let mut archive = tar::Archive::new(answer.text.as_bytes());
        let files = archive.entries().expect("an archive").map(|entry| {
            let mut entry = entry.expect("an entry");
            let name = entry.path().expect("a name").to_string_lossy().into_owned();
            let mut text = String::new();
            entry.read_to_string(&mut text).expect("text");
            (name, text)
        });
        let expected = hosts
            .iter()
            .map(|id| (format!("run-{job}/host-{id}.log"), format!("主机 {id} \ndone\n")));
        assert!(files.eq(expected), "{dialect}");
    }
}

#[test]
fn an_archive_that_job_breaks_off_does_not_look_whole() {
    let front = Front::start("v4");
    let hosts: Vec<i64> = (1001..=1120).collect();
    let (_, step) = finished(&front, &hosts);
    // A first part is given, and then no more.
    let endpoint = "batch_get_job_instance_execute_object_log";
    front.stub.fault(endpoint, Fault::Slow(std::time::Duration::ZERO));
    for _ in 0..9 {
        front.stub.fault(endpoint, Fault::Html(502));
    }
    let header = [("X-Bkapi-Authorization", front.served.header.as_str())];
    let got = front.served.client.try_send("GET", &format!("{step}/log/download"), "", &header);
    assert!(got.is_err(), "an archive that is not whole came as if it were");
}

#[test]
fn outputs_that_are_the_same_are_a_group() {
    for dialect in DIALECTS {
        let front = Front::start(dialect);
        let hosts: Vec<i64> = (1001..=1120).collect();
        let (_, step) = finished(&front, &hosts);
        let groups = |normalise: &str| -> Value {
            crate::served::wait_for("all groups", || {
                let path = format!("{step}/outputGroups?normalise={normalise}");
                let data = front.served.get(&path, &[]).json()["data"].clone();
                (data["pending_count"] == 0).then_some(data)
            })
        };
        let own = groups("");
        assert_eq!(own["group_list"].as_array().map(Vec::len), Some(120), "{own}");
        assert_eq!(own["unfinished_count"], 0);
        let alike = groups("host");
        assert_eq!(alike["group_list"].as_array().map(Vec::len), Some(1), "{alike}");
        let list = &alike["group_list"][0]["execute_object_list"];
        assert_eq!(list.as_array().map(Vec::len), Some(120), "{alike}");
        // Outputs are asked for once, whatever is compared.
        let asked = front.stub.seen().iter().filter(|it| it.path.ends_with("_log")).count();
        assert_eq!(asked, 3);

        let path = format!(
            "{step}/outputGroups/diff?base_type=1&base_resource_id=1001&type=1&resource_id=1002"
        );
        let lines = front.served.get(&path, &[]).json()["data"]["line_list"].to_string();
        assert!(lines.contains("主机 1001") && lines.contains("主机 1002"), "{lines}");
        let unknown = path.replace("resource_id=1002", "resource_id=4711");
        assert_eq!(front.served.get(&unknown, &[]).status, 404);
    }
}
