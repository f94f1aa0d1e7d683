//! The folder that holds everything the gateway keeps: mode 0700, one process at a time.

use anyhow::{Context, bail};
use rustix::fs::{FlockOperation, flock};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

#[derive(Clone, Debug)]
pub(crate) struct DataDir {
    path: PathBuf,
}

impl DataDir {
    /// `given`, or `fastexec` under the user's data home.
    pub(crate) fn open(given: Option<PathBuf>) -> anyhow::Result<DataDir> {
        let path = match given {
            Some(path) => path,
            None => default_path()?,
        };
        private_dir(&path)?;
        let path = fs::canonicalize(&path)
            .with_context(|| format!("can't resolve the data directory {}", path.display()))?;
        Ok(DataDir { path })
    }

    /// Held by the server for as long as it lives.
    pub(crate) fn lock(&self) -> anyhow::Result<File> {
        let path = self.path.join("lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(&path)
            .with_context(|| format!("can't open {}", path.display()))?;
        if flock(&file, FlockOperation::NonBlockingLockExclusive).is_err() {
            bail!(
                "the data directory {} is in use by another fastexec: stop that one, or give --data-dir another folder",
                self.path.display()
            );
        }
        Ok(file)
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.path.join("fastexec.db")
    }

    /// Scripts and output of one run.
    pub(crate) fn run(&self, job_instance_id: i64) -> PathBuf {
        self.path.join("runs").join(job_instance_id.to_string())
    }

    /// The working directory of a host or container of the demo inventory.
    pub(crate) fn object(&self, name: &str) -> PathBuf {
        self.path.join("objects").join(name)
    }

    /// The secret of the app `fastexec`: from the environment, else kept here and made when missing.
    pub(crate) fn app_secret(&self) -> anyhow::Result<String> {
        if let Some(secret) = std::env::var("FASTEXEC_APP_SECRET").ok().filter(|it| !it.is_empty())
        {
            return Ok(secret);
        }
        let path = self.path.join("app_secret");
        if let Ok(secret) = fs::read_to_string(&path) {
            return Ok(secret.trim().to_owned());
        }
        let secret = crate::secret::random()?;
        let mut file = OpenOptions::new()
            .create_new(true)
            .write(true)
            .mode(0o600)
            .open(&path)
            .with_context(|| format!("can't write {}", path.display()))?;
        writeln!(file, "{secret}")?;
        Ok(secret)
    }
}

/// Makes a folder that only its owner may enter.
pub(crate) fn private_dir(path: &Path) -> anyhow::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path).with_context(|| {
        format!("can't make the folder {}: give --data-dir one that you may write", path.display())
    })
}

fn default_path() -> anyhow::Result<PathBuf> {
    let home = |name| std::env::var_os(name).filter(|it| !it.is_empty()).map(PathBuf::from);
    home("XDG_DATA_HOME")
        .or_else(|| home("HOME").map(|home| home.join(".local/share")))
        .map(|data| data.join("fastexec"))
        .context("neither XDG_DATA_HOME nor HOME is set: give --data-dir")
}
