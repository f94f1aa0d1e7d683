//! A `fastexec serve` of its own, on a free port, with its own data.

use crate::upstream::{self, Job};
use crate::{DEADLINE, variable};
use anyhow::{Context, bail};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use tempfile::TempDir;

#[derive(Debug)]
pub struct Product {
    child: Child,
    /// Kept open: a closed pipe would end the server at its next line.
    _stdout: BufReader<ChildStdout>,
    folder: TempDir,
    data_dir: PathBuf,
    job: Option<Job>,
    options: Vec<String>,
    /// `http://127.0.0.1:PORT`
    pub origin: String,
    /// Lets one browser in.
    pub link: String,
}

impl Product {
    pub fn start() -> anyhow::Result<Product> {
        Product::start_with(&[])
    }

    /// With options of `fastexec serve`.
    pub fn start_with(options: &[&str]) -> anyhow::Result<Product> {
        let job = upstream::dialect().map(|dialect| Job::start(&dialect, &[])).transpose()?;
        Product::behind(job, options)
    }

    /// In front of a JOB, whatever the others stand in front of.
    pub fn start_in_front_of_job(dialect: &str) -> anyhow::Result<Product> {
        Product::behind(Some(Job::start(dialect, &[])?), &[])
    }

    /// In front of a JOB that only says that it runs scripts, each batch for some seconds.
    pub fn start_in_front_of_a_pace(dialect: &str, seconds: u32) -> anyhow::Result<Product> {
        Product::behind(Some(Job::start(dialect, &["--pace", &seconds.to_string()])?), &[])
    }

    fn behind(job: Option<Job>, options: &[&str]) -> anyhow::Result<Product> {
        let folder = tempfile::tempdir()?;
        let mut all = job.as_ref().map_or(Ok(Vec::new()), |job| job.options(folder.path()))?;
        all.extend(options.iter().map(|it| (*it).to_owned()));
        Product::listening("127.0.0.1:0", folder, job, all)
    }

    fn listening(
        address: &str,
        folder: TempDir,
        job: Option<Job>,
        options: Vec<String>,
    ) -> anyhow::Result<Product> {
        let mut child = Command::new(variable("FASTEXEC_BIN")?)
            .args(["serve", "--listen", address, "--data-dir"])
            .arg(folder.path().join("data"))
            .args(&options)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("fastexec can't be started")?;
        let mut stdout = BufReader::new(child.stdout.take().context("stdout is piped")?);
        let link = loop {
            let mut line = String::new();
            if stdout.read_line(&mut line)? == 0 {
                bail!("fastexec printed no address");
            }
            if line.starts_with("http://") {
                break line.trim().to_owned();
            }
        };
        let origin = link.split_once("/#").context("the address has a fragment")?.0.to_owned();
        let data_dir = folder.path().join("data");
        Ok(Product { child, _stdout: stdout, folder, data_dir, origin, link, job, options })
    }

    /// Lets another browser in.
    pub fn new_link(&self) -> anyhow::Result<String> {
        let link = Command::new(variable("FASTEXEC_BIN")?)
            .args(["link", "--data-dir"])
            .arg(&self.data_dir)
            .output()?;
        Ok(String::from_utf8(link.stdout)?.trim().to_owned())
    }

    /// What the gateway keeps on its disk.
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// JOB runs the scripts, and knows what became of them.
    pub fn is_in_front_of_job(&self) -> bool {
        self.job.is_some()
    }

    /// As a crash would end it.
    pub fn kill(mut self) -> anyhow::Result<Killed> {
        self.child.kill()?;
        self.child.wait()?;
        // The folder goes with its owner, which is now another.
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir()?);
        let address = self.origin.trim_start_matches("http://").to_owned();
        let (job, options) = (self.job.take(), std::mem::take(&mut self.options));
        Ok(Killed { folder, address, job, options })
    }

    /// What an app sends as X-Bkapi-Authorization.
    fn header(&self) -> anyhow::Result<String> {
        let header = Command::new(variable("FASTEXEC_BIN")?)
            .args(["header", "--data-dir"])
            .arg(&self.data_dir)
            .output()?;
        Ok(String::from_utf8(header.stdout)?.trim().to_owned())
    }

    /// Gets the bytes at an address as an app would.
    pub fn get(&self, path: &str) -> anyhow::Result<Vec<u8>> {
        let mut answer = ureq::get(format!("{}{path}", self.origin))
            .header("X-Bkapi-Authorization", self.header()?)
            .call()?;
        Ok(answer.body_mut().with_config().limit(1 << 30).read_to_vec()?)
    }

    /// Posts a request as an app would: status and answer.
    pub fn post(&self, path: &str, body: &str, language: &str) -> anyhow::Result<(u16, Value)> {
        let header = self.header()?;
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(DEADLINE))
            .build();
        let mut answer = ureq::Agent::from(config)
            .post(format!("{}{path}", self.origin))
            .header("X-Bkapi-Authorization", header.trim())
            .header("Accept-Language", language)
            .header("Content-Type", "application/json")
            .send(body)?;
        Ok((answer.status().as_u16(), answer.body_mut().read_json()?))
    }
}

/// What a killed product leaves.
#[derive(Debug)]
pub struct Killed {
    folder: TempDir,
    address: String,
    /// It knows nothing of the end of the product.
    job: Option<Job>,
    options: Vec<String>,
}

impl Killed {
    /// At the same address, with the same data and options, in front of the same JOB.
    pub fn restart(self) -> anyhow::Result<Product> {
        Product::listening(&self.address, self.folder, self.job, self.options)
    }
}

impl Drop for Product {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _ended = self.child.wait();
    }
}
