//! The product in front of a stand-in for BlueKing JOB that runs scripts, when FASTEXEC_E2E_UPSTREAM says in which
//! dialect. The tests are the same.

use crate::variable;
use anyhow::{Context, ensure};
use serde_json::json;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// What the stand-in believes.
const APP_CODE: &str = "fastexec-test";
const APP_SECRET: &str = "canary-app-secret-4f1c";
pub(crate) const BK_TOKEN: &str = "canary-bk-token-77aa";
pub const ACCESS_TOKEN: &str = "canary-access-token-90be";

/// `v4` or `v3`, when all products are to stand in front of JOB.
pub(crate) fn dialect() -> Option<String> {
    std::env::var("FASTEXEC_E2E_UPSTREAM").ok().filter(|it| !it.is_empty())
}

/// A stand-in in a process of its own; it ends when its input does.
#[derive(Debug)]
pub(crate) struct Job {
    child: Child,
    /// Of its hosts.
    _folder: TempDir,
    url: String,
    dialect: String,
}

impl Job {
    pub(crate) fn start(dialect: &str, options: &[&str]) -> anyhow::Result<Job> {
        let folder = tempfile::tempdir()?;
        let mut child = Command::new(variable("FASTEXEC_STUB_JOB")?)
            .args(options)
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("the stand-in can't be started")?;
        let mut url = String::new();
        BufReader::new(child.stdout.take().context("stdout is piped")?).read_line(&mut url)?;
        ensure!(url.starts_with("http://"), "the stand-in printed no address");
        Ok(Job { child, _folder: folder, url: url.trim().to_owned(), dialect: dialect.to_owned() })
    }

    /// Options of a product in front of it.
    pub(crate) fn options(&self, folder: &Path) -> anyhow::Result<Vec<String>> {
        let app = folder.join("app.json");
        let text = json!({ "bk_app_code": APP_CODE, "bk_app_secret": APP_SECRET }).to_string();
        fs::write(&app, text)?;
        fs::set_permissions(&app, fs::Permissions::from_mode(0o600))?;
        let options = ["--upstream", &self.url, "--dialect", &self.dialect, "--upstream-app"];
        let app = app.to_string_lossy();
        Ok(options.into_iter().chain([&*app]).map(str::to_owned).collect())
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _ended = self.child.wait();
    }
}
