//! A `fastexec serve` of its own, on a free port, with its own data.

use crate::{DEADLINE, variable};
use anyhow::{Context, bail};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use tempfile::TempDir;

#[derive(Debug)]
pub struct Product {
    child: Child,
    /// Kept open: a closed pipe would end the server at its next line.
    _stdout: BufReader<ChildStdout>,
    data_dir: TempDir,
    /// `http://127.0.0.1:PORT`
    pub origin: String,
    /// Lets one browser in.
    pub link: String,
}

impl Product {
    pub fn start() -> anyhow::Result<Product> {
        Product::listening("127.0.0.1:0", tempfile::tempdir()?)
    }

    /// With options of `fastexec serve`.
    pub fn start_with(options: &[&str]) -> anyhow::Result<Product> {
        Product::listening_with("127.0.0.1:0", tempfile::tempdir()?, options)
    }

    fn listening(address: &str, data_dir: TempDir) -> anyhow::Result<Product> {
        Product::listening_with(address, data_dir, &[])
    }

    fn listening_with(
        address: &str,
        data_dir: TempDir,
        options: &[&str],
    ) -> anyhow::Result<Product> {
        let mut child = Command::new(variable("FASTEXEC_BIN")?)
            .args(["serve", "--listen", address, "--data-dir"])
            .arg(data_dir.path())
            .args(options)
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
        Ok(Product { child, _stdout: stdout, data_dir, origin, link })
    }

    /// Lets another browser in.
    pub fn new_link(&self) -> anyhow::Result<String> {
        let link = Command::new(variable("FASTEXEC_BIN")?)
            .args(["link", "--data-dir"])
            .arg(self.data_dir.path())
            .output()?;
        Ok(String::from_utf8(link.stdout)?.trim().to_owned())
    }

    /// What the gateway keeps on its disk.
    pub fn data_dir(&self) -> &Path {
        self.data_dir.path()
    }

    /// As a crash would end it.
    pub fn kill(mut self) -> anyhow::Result<Killed> {
        self.child.kill()?;
        self.child.wait()?;
        // The folder goes with its owner, which is now another.
        let data_dir = std::mem::replace(&mut self.data_dir, tempfile::tempdir()?);
        let address = self.origin.trim_start_matches("http://").to_owned();
        Ok(Killed { data_dir, address })
    }

    /// What an app sends as X-Bkapi-Authorization.
    fn header(&self) -> anyhow::Result<String> {
        let header = Command::new(variable("FASTEXEC_BIN")?)
            .args(["header", "--data-dir"])
            .arg(self.data_dir.path())
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
    data_dir: TempDir,
    address: String,
}

impl Killed {
    /// At the same address, with the same data.
    pub fn restart(self) -> anyhow::Result<Product> {
        Product::listening(&self.address, self.data_dir)
    }
}

impl Drop for Product {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _ended = self.child.wait();
    }
}
