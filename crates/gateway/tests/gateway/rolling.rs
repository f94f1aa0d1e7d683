//! What is previewed is what runs: batches, their order, and where they end.

use crate::served::{Served, batches, folder, objects, shell};
use fastexec_contract::rolling::Expression;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::thread;

/// Runs that are made at random. Four at once, each on few hosts.
const RUNS: usize = 200;

/// Hosts of the demo inventory.
const FIRST_HOST: i64 = 101;

#[derive(Clone, Debug)]
struct Case {
    expression: String,
    count: i64,
    mode: i64,
    /// Hosts on which the script fails.
    bad: BTreeSet<i64>,
}

fn cases() -> impl Strategy<Value = Case> {
    let part = prop_oneof![
        (1..5_u32).prop_map(|n| n.to_string()),
        (1..=100_u32).prop_map(|n| format!("{n}%")),
        (1..4_u32).prop_map(|n| format!("+{n}")),
        (1..4_u32).prop_map(|n| format!("*{n}")),
    ];
    (prop::collection::vec(part, 1..4), 1..=10_i64, 1..=3_i64).prop_flat_map(
        |(parts, count, mode)| {
            let hosts: Vec<i64> = (FIRST_HOST..FIRST_HOST + count).collect();
            // Mostly good, or nothing would ever come to its last batch.
            prop::sample::subsequence(hosts, 0..=usize::try_from(count.min(2)).expect("small"))
                .prop_map(move |bad| Case {
                    expression: parts.join(" "),
                    count,
                    mode,
                    bad: bad.into_iter().collect(),
                })
        },
    )
}

/// The contract's table, said once more and in another way: the status of the job, and of each batch.
fn expected(sizes: &[u64], mode: i64, bad: &BTreeSet<i64>) -> (i64, Vec<i64>) {
    let mut host = FIRST_HOST;
    let mut statuses = vec![1; sizes.len()];
    for (batch, size) in sizes.iter().enumerate() {
        let end = host + i64::try_from(*size).expect("small");
        let is_good = (host..end).all(|host| !bad.contains(&host));
        host = end;
        statuses[batch] = if is_good {
            3
        } else if mode == 2 {
            6
        } else {
            4
        };
        if statuses[batch] == 4 {
            return (4, statuses);
        }
    }
    (3, statuses)
}

fn run(served: &Served, case: &Case) {
    let hosts: Vec<i64> = (FIRST_HOST..FIRST_HOST + case.count).collect();
    let bad: Vec<String> = case.bad.iter().map(i64::to_string).collect();
    let mut body = shell(
        &format!("case ' {} ' in *\" $FASTEXEC_RESOURCE_ID \"*) exit 1;; esac", bad.join(" ")),
        &hosts,
    );
    body["rolling_config"] = json!({ "expression": case.expression, "mode": case.mode });
    let preview = Expression::parse(&case.expression).expect("a good expression");
    let preview = preview.plan(case.count.unsigned_abs()).expect("few batches");

    let job = served.run(&body);
    let status = crate::served::wait_for("the end of the run", || {
        let status = served.status(job);
        if status["job_instance"]["status"] == 7 {
            served.operate_well(job, 13);
        }
        (status["finished"] == true).then_some(status)
    });

    let rolling = &status["step_instance_list"][0]["rolling"];
    let sizes = rolling["batch_list"].as_array().expect("batches").iter().map(|it| &it["size"]);
    assert_eq!(
        sizes.collect::<Vec<_>>(),
        preview.iter().map(|it| json!(it)).collect::<Vec<_>>().iter().collect::<Vec<_>>(),
        "{case:?}"
    );
    let (job_status, batch_statuses) = expected(&preview, case.mode, &case.bad);
    assert_eq!(status["job_instance"]["status"], job_status, "{case:?} {status}");
    assert_eq!(batches(&status), batch_statuses, "{case:?} {status}");
    let batch_of_each: Vec<usize> = preview
        .iter()
        .enumerate()
        .flat_map(|(batch, size)| vec![batch + 1; usize::try_from(*size).expect("small")])
        .collect();
    assert_eq!(
        objects(&status, "batch"),
        batch_of_each.iter().map(|it| json!(it)).collect::<Vec<_>>().iter().collect::<Vec<_>>(),
        "{case:?}"
    );
    in_order(&status, &batch_statuses);
}

/// Nothing of a batch starts before all of the batch before it has ended, and nothing of a batch that waits.
fn in_order(status: &Value, batch_statuses: &[i64]) {
    let rows = status["step_instance_list"][0]["execute_object_result_list"].as_array();
    let rows = rows.expect("objects");
    let times = |batch: usize, member: &str| -> Vec<Option<i64>> {
        rows.iter().filter(|row| row["batch"] == batch).map(|row| row[member].as_i64()).collect()
    };
    for (index, batch_status) in batch_statuses.iter().enumerate() {
        let starts = times(index + 1, "start_time");
        if *batch_status == 1 {
            assert!(starts.iter().all(Option::is_none), "{status}");
        } else {
            let ends = times(index, "end_time");
            assert!(
                starts.iter().all(|start| start >= ends.iter().max().unwrap_or(&None)),
                "{status}"
            );
        }
    }
}

#[test]
fn what_is_previewed_is_what_runs() {
    let folder = folder();
    let served = Served::start(folder.path());
    let mut runner = TestRunner::deterministic();
    let cases: Vec<Case> =
        (0..RUNS).map(|_| cases().new_tree(&mut runner).expect("a case").current()).collect();
    thread::scope(|scope| {
        for part in cases.chunks(RUNS / 4) {
            scope.spawn(|| part.iter().for_each(|case| run(&served, case)));
        }
    });
}

#[test]
fn more_than_500_batches_of_what_a_group_stands_for() {
    let folder = folder();
    let inventory = folder.path().join("inventory.toml");
    let hosts: String = (1..=501)
        .map(|id| {
            format!("[[host]]\nid = {id}\nip = \"10.0.0.1\"\nattributes = {{ all = \"yes\" }}\n")
        })
        .collect();
    let text = format!(
        "[[scope]]\ntype = \"biz\"\nid = 1\n[[account]]\nid = 1000\nalias = \"me\"\n{hosts}[[group]]\nid = \"all\"\nrule = {{ all = \"yes\" }}\n"
    );
    std::fs::write(&inventory, text).expect("written");
    let inventory = inventory.to_str().expect("UTF-8");
    let served = Served::with(&folder.path().join("data"), &["--inventory", inventory]);
    let mut body = shell("true", &[]);
    body["execute_target"] = json!({ "host_dynamic_group_list": [{ "id": "all" }] });
    body["rolling_config"] = json!({ "expression": "1", "mode": 1 });
    let answer = served.submit(&body);
    answer.is_error(400, "FAILED_PRECONDITION");
    let findings = answer.findings();
    assert!(
        findings.contains(&"/rolling_config/expression rolling_too_many_batches".to_owned()),
        "{findings:?}"
    );
}
