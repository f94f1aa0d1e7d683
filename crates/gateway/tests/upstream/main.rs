//! The real binary in front of a strict stand-in for BlueKing JOB, in both dialects and in every kind of trouble.

#[path = "../gateway/client.rs"]
#[expect(dead_code, reason = "shared with the tests of the gateway, which need more of it")]
mod client;
mod following;
mod identities;
mod lists;
mod losses;
mod many;
mod outputs;
mod redirects;
mod secrets;
#[path = "../gateway/served.rs"]
#[expect(dead_code, reason = "shared with the tests of the gateway, which need more of it")]
mod served;
mod starting;
mod submitting;
mod tls;
mod troubles;

use crate::served::{Served, folder};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use stub_job::{APP_CODE, APP_SECRET, Stub};
use tempfile::TempDir;

const DIALECTS: [&str; 2] = ["v4", "v3"];

const SCOPE: &str = "/open/api/scope/biz/1";

/// A gateway in front of a JOB of its own.
struct Front {
    served: Served,
    stub: Stub,
    folder: TempDir,
}

impl Front {
    fn start(dialect: &str) -> Front {
        Front::with(dialect, &[])
    }

    fn with(dialect: &str, options: &[&str]) -> Front {
        let stub = Stub::start().expect("a stand-in");
        let folder = folder();
        let app = app_file(&folder, 0o600);
        let url = stub.url();
        let own = ["--upstream", &url, "--dialect", dialect, "--upstream-app", path(&app)];
        let served = Served::with(&folder.path().join("data"), &[&own[..], options].concat());
        Front { served, stub, folder }
    }

    fn get(&self, path: &str) -> client::Answer {
        self.served.get(&format!("{SCOPE}{path}"), &[])
    }

    fn post(&self, path: &str, body: &Value) -> client::Answer {
        self.served.post(&format!("{SCOPE}{path}"), &body.to_string(), &[])
    }

    fn step_of(&self, job: i64) -> i64 {
        self.served.status(job)["step_instance_list"][0]["step_instance_id"]
            .as_i64()
            .expect("an id")
    }

    /// Asks until the status is as wanted.
    fn wait_for_status(&self, job: i64, status: i64) -> Value {
        served::wait_for("the status", || {
            let told = self.served.status(job);
            (told["job_instance"]["status"] == status).then_some(told)
        })
    }
}

fn app_file(folder: &TempDir, mode: u32) -> PathBuf {
    let path = folder.path().join("app.json");
    let app = json!({ "bk_app_code": APP_CODE, "bk_app_secret": APP_SECRET });
    fs::write(&path, app.to_string()).expect("written");
    fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("allowed");
    path
}

fn path(path: &std::path::Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// A request of one script on some hosts.
fn on_hosts(script: &str, hosts: &[i64]) -> Value {
    served::shell(script, hosts)
}
