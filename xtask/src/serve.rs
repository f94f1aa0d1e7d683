//! `cargo xtask serve`: everything set up and built, then the gateway in place of this process.

use crate::shell::{cannot_start, cargo, program, run, target_dir};
use crate::{console, tools};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::ExitCode;

pub(crate) fn serve(options: &[&str]) -> anyhow::Result<ExitCode> {
    let mut gateway = program(&build()?.to_string_lossy());
    gateway.args(["serve", "--listen", "127.0.0.1:8600"]).args(options);
    let error = gateway.exec();
    Err(anyhow::Error::new(error).context(cannot_start(&gateway)))
}

/// The gateway with the console inside.
pub(crate) fn build() -> anyhow::Result<PathBuf> {
    build_with("")
}

/// With more flags for the compiler.
pub(crate) fn build_with(flags: &str) -> anyhow::Result<PathBuf> {
    console::build(&tools::ensure()?, flags)?;
    run(
        "Building the gateway",
        cargo().env("CARGO_BUILD_RUSTFLAGS", flags).args([
            "build",
            "--release",
            "--package",
            "fastexec-gateway",
        ]),
    )?;
    Ok(target_dir().join("release/fastexec"))
}
