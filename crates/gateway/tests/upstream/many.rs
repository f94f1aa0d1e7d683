//! As many hosts as a run can have. The figures are in `docs/performance.md`.

use crate::{Front, on_hosts};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

const TABS: usize = 3;

/// Of looking on.
const TIME: Duration = Duration::from_secs(60);

/// As the console asks: soon after something new, later and later otherwise.
fn look_on(front: &Front, job: i64, until: Instant) -> usize {
    let path = format!("/jobInstance/{job}/status?include_execute_object_task_result=true");
    let (mut looks, mut seen, mut pause) = (0, 0, 200.0_f64);
    while Instant::now() < until {
        let answer = front.get(&path);
        let mut hasher = DefaultHasher::new();
        answer.text.hash(&mut hasher);
        let hash = hasher.finish();
        pause = if hash == seen { (pause * 1.5).min(5000.0) } else { 200.0 };
        seen = hash;
        looks += 1;
        sleep(Duration::from_secs_f64(pause / 1000.0));
    }
    looks
}

#[test]
#[ignore = "takes a minute and is about figures: cargo test --release -p fastexec-gateway --test upstream -- --ignored --nocapture"]
fn fifty_thousand_hosts() {
    let front = Front::start("v4");
    front.stub.set_pace(Duration::from_secs(10));
    let hosts: Vec<i64> = (1..=50_000).collect();
    let mut request = on_hosts("echo $1", &hosts);
    request["rolling_config"] = json!({ "expression": "25%", "mode": 1 });
    let since = Instant::now();
    // Host 999 is one that the stand-in doesn't know.
    request["execute_target"] =
        json!({ "host_id_list": hosts.iter().map(|id| id + 1000).collect::<Vec<_>>() });
    let job = front.served.run(&request);
    println!("submitted in {:?}", since.elapsed());

    let path = format!("/jobInstance/{job}/status?include_execute_object_task_result=true");
    let since = Instant::now();
    let first = front.get(&path);
    let first_time = since.elapsed();
    let since = Instant::now();
    let second = front.get(&path);
    println!(
        "status: {} bytes, {first_time:?} asked anew, {:?} from memory",
        first.text.len(),
        since.elapsed()
    );
    assert_eq!(second.status, 200);

    let before = front.stub.seen().len();
    let until = Instant::now() + TIME;
    let looks: usize = scope(|scope| {
        let tabs: Vec<_> = (0..TABS).map(|_| scope.spawn(|| look_on(&front, job, until))).collect();
        tabs.into_iter().map(|tab| tab.join().expect("no panic")).sum()
    });
    let mut asked: BTreeMap<String, usize> = BTreeMap::new();
    for seen in &front.stub.seen()[before..] {
        *asked.entry(seen.path.clone()).or_default() += 1;
    }
    println!("{looks} looks of {TABS} tabs in a minute; JOB was asked {asked:?}");
    let process = front.served.process();
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("Linux");
    let memory =
        status.lines().filter(|line| line.starts_with("VmHWM") || line.starts_with("VmRSS"));
    println!("{}", memory.collect::<Vec<_>>().join("; "));

    // A status every two seconds, two questions about each of four batches, and one about their numbers.
    let total: usize = asked.values().sum();
    assert!(total <= 31 + 9, "{asked:?}");
    let last = front.served.wait_until_finished(job);
    let objects = last["step_instance_list"][0]["execute_object_result_list"].as_array();
    let objects = objects.expect("objects");
    assert_eq!(objects.len(), 50_000);
    assert_eq!(objects[49_999]["batch"], 4);
}
