//! `cargo xtask soak`: what takes too long for each change. The figures are in docs/reliability.md.

use crate::shell::{cargo, output, program, root, run, target_dir};
use crate::{debian, programs};
use std::path::PathBuf;

const SCHEMATHESIS: &str = "schemathesis==4.32.5";

/// `name` is a part of the names of the tests to run; all have `soak` in theirs.
pub(crate) fn soak(name: &str) -> anyhow::Result<()> {
    programs::ensure()?;
    ensure_load()?;
    let schemathesis = ensure_schemathesis()?;
    run(
        "Soaking the gateway: half an hour",
        cargo()
            .env("FASTEXEC_SCHEMATHESIS", schemathesis)
            .args(["test", "--release", "--package", "fastexec-gateway", "--test", "gateway"])
            // One at a time: they measure.
            .args(["--", "--ignored", "--nocapture", "--test-threads", "1", name]),
    )
}

/// Load generator, and what a hundred hosts are compared with.
fn ensure_load() -> anyhow::Result<()> {
    let missing: Vec<&str> = ["wrk", "parallel"]
        .into_iter()
        .filter(|it| output(program("sh").args(["-c", &format!("command -v {it}")])).is_none())
        .collect();
    if missing.is_empty() { Ok(()) } else { debian::install("what soaking needs", &missing) }
}

/// In a folder of its own, where pip may install.
fn ensure_schemathesis() -> anyhow::Result<PathBuf> {
    let folder = root().join(target_dir()).join("schemathesis");
    let found = folder.join("bin/schemathesis");
    if output(program(&found.to_string_lossy()).arg("--version")).is_none() {
        if output(program("python3").args(["-m", "venv", "--help"])).is_none()
            || output(program("python3").args(["-c", "import ensurepip"])).is_none()
        {
            debian::install("Python", &["python3", "python3-venv"])?;
        }
        run("Making a folder for Python", program("python3").args(["-m", "venv"]).arg(&folder))?;
        let pip = folder.join("bin/pip");
        run(
            "Installing schemathesis",
            program(&pip.to_string_lossy()).args(["install", "--quiet", SCHEMATHESIS]),
        )?;
    }
    Ok(found)
}
