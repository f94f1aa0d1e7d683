//! A `fastexec serve` of its own for each test, on a free port, with its own data directory.

use crate::client::{Answer, Client};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// No test needs it in full: it ends one that would wait for ever.
pub(crate) const DEADLINE: Duration = Duration::from_secs(120);

pub(crate) const SUBMIT: &str = "/open/api/scope/biz/1/execute/fast_execute_script";

/// The program under test, without what the tester's own environment would add to it.
pub(crate) fn fastexec() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fastexec"));
    command.env_remove("FASTEXEC_APP_SECRET").stdin(Stdio::null());
    command
}

/// A folder that goes with the test.
pub(crate) fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// Looks again and again until there is something to see.
#[track_caller]
pub(crate) fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + DEADLINE;
    loop {
        if let Some(seen) = look() {
            return seen;
        }
        assert!(Instant::now() < deadline, "waited in vain for {what}");
        sleep(Duration::from_millis(20));
    }
}

pub(crate) struct Served {
    child: Child,
    /// Kept open: a closed pipe would end the server at its next line.
    _stdout: BufReader<ChildStdout>,
    log: Arc<Mutex<Vec<u8>>>,
    log_reader: Option<JoinHandle<()>>,
    /// `127.0.0.1:PORT`
    pub(crate) address: String,
    /// What lets one browser in.
    pub(crate) token: String,
    /// The value of X-Bkapi-Authorization that `fastexec header` prints.
    pub(crate) header: String,
    pub(crate) client: Client,
}

impl Served {
    pub(crate) fn start(data_dir: &Path) -> Served {
        Served::with(data_dir, &[])
    }

    #[track_caller]
    pub(crate) fn with(data_dir: &Path, options: &[&str]) -> Served {
        let mut command = fastexec();
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
            .arg(data_dir)
            .args(options);
        Served::of(&mut command, data_dir)
    }

    #[track_caller]
    pub(crate) fn of(command: &mut Command, data_dir: &Path) -> Served {
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("fastexec starts");
        let mut stderr = child.stderr.take().expect("stderr is piped");
        let log = Arc::new(Mutex::new(Vec::new()));
        let log_reader = spawn({
            let log = Arc::clone(&log);
            move || {
                let mut piece = [0; 4096];
                while let Ok(length @ 1..) = stderr.read(&mut piece) {
                    log.lock().expect("no panic").extend(&piece[..length]);
                }
            }
        });
        let mut stdout = BufReader::new(child.stdout.take().expect("stdout is piped"));
        let (address, token) = printed_address(&mut stdout).unwrap_or_else(|| {
            let _ = child.wait();
            panic!("no address; {}", String::from_utf8_lossy(&log.lock().expect("no panic")))
        });
        let client = Client::new(&address);
        let header = header(data_dir);
        let log_reader = Some(log_reader);
        Served { child, _stdout: stdout, log, log_reader, address, token, header, client }
    }

    /// Submits as the app.
    pub(crate) fn submit(&self, body: &Value) -> Answer {
        self.post(SUBMIT, &body.to_string(), &[])
    }

    /// Submits what must be accepted: the id of its job.
    #[track_caller]
    pub(crate) fn run(&self, body: &Value) -> i64 {
        let answer = self.submit(body);
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()["data"]["job_instance_id"].as_i64().expect("an id")
    }

    pub(crate) fn post(&self, path: &str, body: &str, headers: &[(&str, &str)]) -> Answer {
        let own = [("X-Bkapi-Authorization", self.header.as_str())];
        self.client.post(path, body, &[&own[..], headers].concat())
    }

    pub(crate) fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let own = [("X-Bkapi-Authorization", self.header.as_str())];
        self.client.get(path, &[&own[..], headers].concat())
    }

    /// `data` of the status answer.
    #[track_caller]
    pub(crate) fn status(&self, job: i64) -> Value {
        let path = format!(
            "/open/api/scope/biz/1/jobInstance/{job}/status?include_execute_object_task_result=true"
        );
        let answer = self.get(&path, &[]);
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()["data"].clone()
    }

    #[track_caller]
    pub(crate) fn wait_until_finished(&self, job: i64) -> Value {
        wait_for("the end of the run", || {
            let status = self.status(job);
            (status["finished"] == true).then_some(status)
        })
    }

    #[track_caller]
    pub(crate) fn wait_for_status(&self, job: i64, wanted: i64) -> Value {
        wait_for(&format!("status {wanted} of job {job}"), || {
            let status = self.status(job);
            (status["job_instance"]["status"] == wanted).then_some(status)
        })
    }

    /// Asks something of a job (1) or of its step: the answer.
    pub(crate) fn operate(&self, job: i64, operation_code: i64) -> Answer {
        let of_step = format!("stepInstance/{}/", job + 1);
        let step = if operation_code == 1 { "" } else { of_step.as_str() };
        let path = format!("/open/api/scope/biz/1/jobInstance/{job}/{step}operate");
        self.post(&path, &json!({ "operation_code": operation_code }).to_string(), &[])
    }

    /// What a job may be asked for now.
    #[track_caller]
    pub(crate) fn operate_well(&self, job: i64, operation_code: i64) {
        let answer = self.operate(job, operation_code);
        assert_eq!(answer.status, 200, "{operation_code}: {}", answer.text);
    }

    /// One object of the log answer.
    #[track_caller]
    pub(crate) fn log(&self, job: i64, object: &Value) -> Value {
        let path = format!("/open/api/scope/biz/1/jobInstance/{job}/stepInstance/{}/log", job + 1);
        let body = json!({ "execute_object_list": [object] });
        let answer = self.post(&path, &body.to_string(), &[]);
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()["data"]["script_execute_object_task_logs"][0].clone()
    }

    /// All that a host has printed.
    #[track_caller]
    pub(crate) fn output(&self, job: i64, host: i64) -> String {
        let log = self.log(job, &json!({ "type": 1, "resource_id": host.to_string() }));
        log["log_content"].as_str().expect("text").to_owned()
    }

    /// What the server has logged so far.
    pub(crate) fn logged(&self) -> String {
        String::from_utf8_lossy(&self.log.lock().expect("no panic")).into_owned()
    }

    /// The server's own.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn signal(&self, signal: &str) {
        signal_process(signal, &self.process().to_string());
    }

    /// Waits until the server has ended by itself, and until all of its log is read.
    #[track_caller]
    pub(crate) fn wait_until_ended(&mut self) -> ExitStatus {
        let status = wait_for("the end of the server", || self.child.try_wait().expect("waitable"));
        if let Some(reader) = self.log_reader.take() {
            reader.join().expect("no panic");
        }
        status
    }

    /// As a crash would end it: no handler, no flush.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("killable");
        self.child.wait().expect("waitable");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Stopped in order, it takes its scripts with it; a test that failed may have left some.
        if let Ok(None) = self.child.try_wait() {
            self.signal("TERM");
            let deadline = Instant::now() + Duration::from_secs(15);
            while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < deadline {
                sleep(Duration::from_millis(20));
            }
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `kill` of the system: the standard library can only send KILL, and only to children.
pub(crate) fn signal_process(signal: &str, process: &str) {
    let done = Command::new("kill").args(["-s", signal, "--", process]).status();
    assert!(done.expect("kill runs").success(), "{process} can't be sent {signal}");
}

/// A request that runs this shell script on these hosts.
pub(crate) fn shell(script: &str, hosts: &[i64]) -> Value {
    json!({
        "script_content": fastexec_contract::base64_text::encode(script),
        "script_language": 1,
        "account_id": 1000,
        "execute_target": { "host_id_list": hosts },
    })
}

/// The members of each object of a status, in run order.
pub(crate) fn objects<'a>(status: &'a Value, member: &str) -> Vec<&'a Value> {
    let objects = status["step_instance_list"][0]["execute_object_result_list"].as_array();
    objects.expect("a list").iter().map(|object| &object[member]).collect()
}

/// The statuses of the batches.
pub(crate) fn batches(status: &Value) -> Vec<i64> {
    let batches = status["step_instance_list"][0]["rolling"]["batch_list"].as_array();
    batches.expect("a list").iter().map(|it| it["status"].as_i64().expect("a status")).collect()
}

fn header(data_dir: &Path) -> String {
    let output = fastexec()
        .args(["header", "--user", "tester", "--data-dir"])
        .arg(data_dir)
        .output()
        .expect("fastexec runs");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("UTF-8").trim().to_owned()
}

fn printed_address(stdout: &mut impl std::io::BufRead) -> Option<(String, String)> {
    stdout.lines().map_while(Result::ok).find_map(|line| {
        let (address, token) = line.strip_prefix("http://")?.split_once("/#token=")?;
        Some((address.to_owned(), token.to_owned()))
    })
}
