//! Outputs as files, and groups of those that are the same.

use crate::served::{Served, folder, shell};
use serde_json::{Value, json};

/// An answer that is no text.
struct Download {
    bytes: Vec<u8>,
    headers: ureq::http::HeaderMap,
}

impl Download {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

#[track_caller]
fn download(served: &Served, path: &str) -> Download {
    let request = ureq::get(format!("http://{}{path}", served.address));
    let mut response =
        request.header("X-Bkapi-Authorization", &served.header).call().expect("an answer");
    Download {
        headers: response.headers().clone(),
        bytes: response.body_mut().read_to_vec().expect("a whole body"),
    }
}

fn step(job: i64, tail: &str) -> String {
    format!("/open/api/scope/biz/1/jobInstance/{job}/stepInstance/{}/{tail}", job + 1)
}

/// Sizes of the groups, and the ids in each.
#[track_caller]
fn groups(served: &Served, job: i64, normalise: &str) -> Vec<Vec<String>> {
    let answer = served.get(&step(job, &format!("outputGroups?normalise={normalise}")), &[]);
    assert_eq!(answer.status, 200, "{}", answer.text);
    let data = answer.json()["data"].clone();
    assert_eq!(
        (&data["pending_count"], &data["unfinished_count"]),
        (&json!(0), &json!(0)),
        "{data}"
    );
    let list = data["group_list"].as_array().expect("groups");
    let ids = |group: &Value| {
        let objects = group["execute_object_list"].as_array().expect("objects");
        objects.iter().map(|it| it["resource_id"].as_str().expect("an id").to_owned()).collect()
    };
    list.iter().map(ids).collect()
}

#[test]
fn the_same_output_is_one_group() {
    let folder = folder();
    let served = Served::start(folder.path());
    let script = "case $FASTEXEC_RESOURCE_ID in 102) echo other;; *) echo same;; esac";
    let job = served.run(&shell(script, &[101, 102, 103, 104]));
    served.wait_until_finished(job);
    assert_eq!(groups(&served, job, ""), [vec!["102"], vec!["101", "103", "104"]]);

    let job = served.run(&shell("echo $FASTEXEC_RESOURCE_ID pid $$; date", &[101, 102]));
    served.wait_until_finished(job);
    assert_eq!(groups(&served, job, "time").len(), 2);
    assert_eq!(groups(&served, job, "time,process_id,host").len(), 1);
    served.get(&step(job, "outputGroups?normalise=dates"), &[]).is_error(400, "INVALID_ARGUMENT");
    served.get(&step(job + 1, "outputGroups"), &[]).is_error(404, "NOT_FOUND");
}

#[test]
fn what_sets_two_outputs_apart() {
    let folder = folder();
    let served = Served::start(folder.path());
    let job = served.run(&shell("seq 9; echo $FASTEXEC_RESOURCE_ID; seq 9", &[101, 102]));
    served.wait_until_finished(job);
    let pair = "base_type=1&base_resource_id=101&type=1&resource_id=102";
    let answer = served.get(&step(job, &format!("outputGroups/diff?{pair}")), &[]);
    assert_eq!(answer.status, 200, "{}", answer.text);
    let data = answer.json()["data"].clone();
    let lines = data["line_list"].as_array().expect("lines");
    let changed: Vec<&Value> =
        lines.iter().filter(|it| it["kind"] == "added" || it["kind"] == "removed").collect();
    assert_eq!(
        changed,
        [&json!({"kind":"removed","text":"101"}), &json!({"kind":"added","text":"102"})]
    );
    assert_eq!(lines[0], json!({"kind":"skipped","count":6}));
    let unknown = pair.replace("102", "999");
    served.get(&step(job, &format!("outputGroups/diff?{unknown}")), &[]).is_error(404, "NOT_FOUND");
}

#[test]
fn a_file_is_what_was_printed() {
    let folder = folder();
    let served = Served::with(folder.path(), &["--max-output", "1048576"]);
    let job = served.run(&shell("seq 100000; printf 'a\\200b'", &[101]));
    served.wait_until_finished(job);
    let get = |tail: &str| download(&served, &step(job, tail));
    let mut expected: Vec<u8> =
        (1..=100_000).flat_map(|number| format!("{number}\n").into_bytes()).collect();
    expected.extend(b"a\x80b");
    let whole = get("log/download?type=1&resource_id=101");
    assert!(whole.bytes == expected, "{} bytes", whole.bytes.len());
    assert_eq!(
        whole.header("content-disposition"),
        format!("attachment; filename=\"run-{job}-host-101.log\"")
    );
    let rest = get("log/download?type=1&resource_id=101&offset=100");
    assert!(rest.bytes == expected[100..]);
    assert_eq!(
        (rest.header("fastexec-offset"), rest.header("fastexec-dropped-bytes")),
        ("100", "0")
    );
    assert_eq!(rest.header("fastexec-total-bytes"), expected.len().to_string());
    let archive = get("log/download");
    assert_eq!(archive.header("content-type"), "application/x-tar");
    let mut files = tar::Archive::new(archive.bytes.as_slice());
    let mut entry = files.entries().expect("an archive").next().expect("a file").expect("readable");
    assert_eq!(entry.path().expect("a name").to_string_lossy(), format!("run-{job}/host-101.log"));
    let mut content = Vec::new();
    std::io::Read::read_to_end(&mut entry, &mut content).expect("read");
    assert!(content == expected);
}

#[test]
fn dropped_bytes_are_passed_by_and_said() {
    let folder = folder();
    let served = Served::with(folder.path(), &["--max-output", "65536"]);
    let job = served.run(&shell("seq 100000", &[101]));
    served.wait_until_finished(job);
    let get = |tail: &str| download(&served, &step(job, tail));
    let all: Vec<u8> =
        (1..=100_000).flat_map(|number| format!("{number}\n").into_bytes()).collect();
    let half = 32 * 1024;
    let head = get("log/download?type=1&resource_id=101&offset=0");
    assert!(head.bytes == all[..half]);
    let tail = get(&format!("log/download?type=1&resource_id=101&offset={half}"));
    assert!(tail.bytes == all[all.len() - half..]);
    assert_eq!(tail.header("fastexec-offset"), (all.len() - half).to_string());
    let whole = get("log/download?type=1&resource_id=101");
    assert!(whole.bytes == [head.bytes, tail.bytes].concat());
    let dropped = all.len() - 2 * half;
    assert!(whole.header("content-disposition").contains(&format!("{dropped}-bytes-dropped")));
}
