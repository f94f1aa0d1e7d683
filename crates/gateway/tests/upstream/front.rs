//! A gateway in front of a JOB of its own.

use crate::client::Answer;
use crate::served::{Served, folder, wait_for};
use serde_json::{Value, json};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use stub_job::{APP_CODE, APP_SECRET, Stub};
use tempfile::TempDir;

pub(crate) const DIALECTS: [&str; 2] = ["v4", "v3"];

pub(crate) const SCOPE: &str = "/open/api/scope/biz/1";

pub(crate) struct Front {
    pub(crate) served: Served,
    pub(crate) stub: Stub,
    pub(crate) folder: TempDir,
}

impl Front {
    pub(crate) fn start(dialect: &str) -> Front {
        Front::with(dialect, &[])
    }

    pub(crate) fn with(dialect: &str, options: &[&str]) -> Front {
        let stub = Stub::start().expect("a stand-in");
        let folder = folder();
        let app = app_file(&folder, 0o600);
        let url = stub.url();
        let own = ["--upstream", &url, "--dialect", dialect, "--upstream-app", path(&app)];
        let served = Served::with(&folder.path().join("data"), &[&own[..], options].concat());
        Front { served, stub, folder }
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.served.get(&format!("{SCOPE}{path}"), &[])
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        self.served.post(&format!("{SCOPE}{path}"), &body.to_string(), &[])
    }

    pub(crate) fn step_of(&self, job: i64) -> i64 {
        self.served.status(job)["step_instance_list"][0]["step_instance_id"]
            .as_i64()
            .expect("an id")
    }

    /// Asks until the status is as wanted.
    pub(crate) fn wait_for_status(&self, job: i64, status: i64) -> Value {
        wait_for("the status", || {
            let told = self.served.status(job);
            (told["job_instance"]["status"] == status).then_some(told)
        })
    }
}

pub(crate) fn app_file(folder: &TempDir, mode: u32) -> PathBuf {
    let path = folder.path().join("app.json");
    let app = json!({ "bk_app_code": APP_CODE, "bk_app_secret": APP_SECRET });
    fs::write(&path, app.to_string()).expect("written");
    fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("allowed");
    path
}

pub(crate) fn path(path: &std::path::Path) -> &str {
    path.to_str().expect("UTF-8")
}
