//! The folder that holds everything the gateway keeps: mode 0700, one process at a time.

use crate::secret;
use crate::vault::Vault;
use anyhow::{Context, bail};
use rustix::fs::{FlockOperation, flock};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
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
        self.kept_secret("app_secret")
    }

    /// What encrypts parameters in the database.
    pub(crate) fn vault(&self) -> anyhow::Result<Vault> {
        let name = "parameter_key";
        let key = secret::bytes(&self.kept_secret(name)?);
        let key = key.with_context(|| format!("{} is no key", self.path.join(name).display()))?;
        Ok(Vault::new(&key))
    }

    /// 256 random bits in a file of mode 0600, made when missing.
    fn kept_secret(&self, name: &str) -> anyhow::Result<String> {
        let path = self.path.join(name);
        match fs::read_to_string(&path) {
            Ok(secret) => {
                let mode = fs::metadata(&path)?.mode() & 0o777;
                if mode & 0o077 != 0 {
                    bail!(
                        "{} has mode {mode:o}, and others could read it: chmod 600",
                        path.display()
                    );
                }
                return Ok(secret.trim().to_owned());
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => {
                return Err(error).with_context(|| format!("can't read {}", path.display()));
            }
        }
        let secret = secret::random()?;
        let mut file = OpenOptions::new()
            .create_new(true)
            .write(true)
            .mode(0o600)
            .open(&path)
            .with_context(|| format!("can't write {}", path.display()))?;
        writeln!(file, "{secret}")?;
        file.sync_all()?;
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
