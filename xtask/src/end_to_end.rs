//! The product as it is given to others, and what its end-to-end tests need beside it.

use crate::shell::{cargo, root, run, target_dir};
use crate::{browser, npm, serve};
use std::path::PathBuf;
use std::process::Command;

/// Of these tests.
pub(crate) const PACKAGE: &str = "fastexec-e2e";

const AXE: &str = "axe-core@4.14.1";

pub(crate) struct EndToEnd {
    environment: [(&'static str, PathBuf); 5],
}

impl EndToEnd {
    /// Builds and installs all of it.
    pub(crate) fn prepare() -> anyhow::Result<EndToEnd> {
        Ok(EndToEnd {
            environment: [
                ("CHROMEDRIVER", browser::ensure()?),
                ("FASTEXEC_BIN", root().join(serve::build()?)),
                ("FASTEXEC_STUB_JOB", build_stub_job()?),
                ("FASTEXEC_AXE", npm::package(AXE)?.join("axe.min.js")),
                ("FASTEXEC_PICTURES", root().join(target_dir()).join("xtask/pictures")),
            ],
        })
    }

    /// `cargo test` of the end-to-end tests, to which more can be added.
    pub(crate) fn tests(&self) -> Command {
        let mut command = cargo();
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.args(["test", "--package", PACKAGE]);
        command
    }
}

/// The stand-in for BlueKing JOB as a program.
fn build_stub_job() -> anyhow::Result<PathBuf> {
    run("Building the stand-in for JOB", cargo().args(["build", "--package", "stub-job"]))?;
    Ok(root().join(target_dir()).join("debug/stub-job"))
}
