//! The gateway is killed at random moments under load: what it accepted is there, happened once, and is finished.

use crate::client::Answer;
use crate::served::{SUBMIT, Served, folder, objects, shell, wait_for};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{scope, sleep};
use std::time::Duration;
use tempfile::TempDir;

const HOSTS: [i64; 3] = [101, 102, 103];
/// Clients that submit without a pause.
const CLIENTS: usize = 3;

#[test]
fn a_few_crashes() {
    assert!(crashes(5).accepted > 0);
}

#[test]
#[ignore = "takes long: cargo xtask soak"]
fn soak_crashes() {
    const ROUNDS: usize = 300;
    let Figures { accepted, unanswered, recorded, succeeded, abnormal } = crashes(ROUNDS);
    println!(
        "soak: {ROUNDS} crashes: {accepted} submissions answered, {unanswered} cut off and sent again, of which \
         {recorded} had been recorded; {succeeded} runs succeeded, {abnormal} were cut off and say so"
    );
}

/// What happened in all rounds together.
#[derive(Debug, Default)]
struct Figures {
    /// Submissions that were answered with 200 before the crash.
    accepted: usize,
    /// Submissions whose answer the crash cut off, and which were sent again after it.
    unanswered: usize,
    /// Of these, how many had been recorded before the crash.
    recorded: usize,
    /// Runs that the crash cut off.
    abnormal: usize,
    succeeded: usize,
}

fn crashes(rounds: usize) -> Figures {
    let mut world = World::new();
    for round in 0..rounds {
        let served = Served::start(world.data.path());
        world.look_back(&served);
        world.submit_until_killed(served, world.moment(round));
    }
    let served = Served::start(world.data.path());
    world.look_back(&served);
    world.look_at_all(&served);
    world.figures
}

struct World {
    data: TempDir,
    /// A file for each key: a line for each time that its script ran somewhere.
    marks: TempDir,
    next: AtomicU64,
    /// Job of each key.
    jobs: BTreeMap<String, i64>,
    /// Keys of the round before the last crash, and what became of them.
    last: BTreeMap<String, Option<i64>>,
    figures: Figures,
}

impl World {
    fn new() -> World {
        World {
            data: folder(),
            marks: folder(),
            next: AtomicU64::new(0),
            jobs: BTreeMap::new(),
            last: BTreeMap::new(),
            figures: Figures::default(),
        }
    }

    /// When to kill: soon after the start, or in the middle of the work.
    fn moment(&self, round: usize) -> Duration {
        // Knuth's constants for a linear congruential generator of 64 bits.
        let mixed = (round as u64 + 1)
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        Duration::from_millis((mixed >> 33) % 700)
    }

    fn submit(&self, served: &Served, key: &str) -> Result<Answer, ureq::Error> {
        let marks = self.mark(key);
        let mut body = shell(
            &format!(
                "echo $FASTEXEC_RESOURCE_ID >>'{}'; sleep 0.1; echo {key} $FASTEXEC_RESOURCE_ID",
                marks.display()
            ),
            &HOSTS,
        );
        body["task_name"] = key.into();
        let headers = [("X-Bkapi-Authorization", served.header.as_str()), ("Idempotency-Key", key)];
        served.client.try_post(SUBMIT, &body.to_string(), &headers)
    }

    fn mark(&self, key: &str) -> PathBuf {
        self.marks.path().join(key)
    }

    fn submit_until_killed(&mut self, served: Served, moment: Duration) {
        let last = Mutex::new(BTreeMap::new());
        let is_killed = AtomicBool::new(false);
        scope(|threads| {
            for _ in 0..CLIENTS {
                threads.spawn(|| {
                    while !is_killed.load(Ordering::Relaxed) {
                        let key = format!("key-{}", self.next.fetch_add(1, Ordering::Relaxed));
                        let job = match self.submit(&served, &key) {
                            Ok(answer) if answer.status == 429 => continue,
                            Ok(answer) => Some(job_of(&answer)),
                            // Only the crash may cut an answer off.
                            Err(error) => {
                                wait_for(&format!("the crash behind {error}"), || {
                                    is_killed.load(Ordering::Relaxed).then_some(())
                                });
                                None
                            }
                        };
                        last.lock().expect("no panic").insert(key, job);
                    }
                });
            }
            sleep(moment);
            served.signal("KILL");
            is_killed.store(true, Ordering::Relaxed);
        });
        served.kill();
        self.last = last.into_inner().expect("no panic");
    }

    /// After the restart, before anything new is sent.
    fn look_back(&mut self, served: &Served) {
        for status in ["1", "2", "10"] {
            let unfinished = history(served, &format!("status={status}"));
            assert_eq!(unfinished["total"], 0, "left unfinished: {unfinished}");
        }
        for (key, answered) in std::mem::take(&mut self.last) {
            let name = format!("name={key}");
            let found = history(served, &name)["job_instance_list"]
                .as_array()
                .map_or(0, |runs| runs.iter().filter(|run| run["name"] == key.as_str()).count());
            let answer = self.submit(served, &key).expect("an answer");
            let job = job_of(&answer);
            if let Some(before) = answered {
                self.figures.accepted += 1;
                assert_eq!((job, found), (before, 1), "{key} was accepted and is another run now");
            } else {
                self.figures.unanswered += 1;
                self.figures.recorded += found;
            }
            self.jobs.insert(key, job);
        }
        let runs = history(served, "length=1");
        assert_eq!(runs["total"], self.jobs.len(), "one run for each key: {runs}");
    }

    /// In the end, when nothing more can happen.
    fn look_at_all(&mut self, served: &Served) {
        for (key, job) in &self.jobs {
            let status = served.wait_until_finished(*job);
            let ran = fs::read_to_string(self.mark(key)).unwrap_or_default();
            let mut ran: Vec<&str> = ran.lines().collect();
            let times = ran.len();
            ran.sort_unstable();
            ran.dedup();
            assert_eq!(ran.len(), times, "{key} ran twice on a host: {ran:?}");
            let state = status["job_instance"]["status"].as_i64();
            match state {
                Some(3) => {
                    self.figures.succeeded += 1;
                    assert_eq!(ran, ["101", "102", "103"], "{key}: {status}");
                    assert_eq!(served.output(*job, 101), format!("{key} 101\n"));
                }
                Some(9) => self.figures.abnormal += 1,
                _ => panic!("{key}: {status}"),
            }
            for host in HOSTS {
                let output = served.output(*job, host);
                assert!(output.is_empty() || output == format!("{key} {host}\n"), "{output}");
            }
            assert_eq!(objects(&status, "status").len(), HOSTS.len(), "{status}");
        }
    }
}

#[track_caller]
fn job_of(answer: &Answer) -> i64 {
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()["data"]["job_instance_id"].as_i64().expect("an id")
}

#[track_caller]
fn history(served: &Served, filter: &str) -> serde_json::Value {
    let answer = served.get(&format!("/open/api/scope/biz/1/jobInstance?{filter}"), &[]);
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()["data"].clone()
}
