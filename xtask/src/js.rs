//! `cargo xtask js`: the core as an ES module package.

use crate::shell::{root, run, target_dir};
use crate::tools::Tools;
use anyhow::Context;
use std::fs;
use std::path::PathBuf;

const CRATE: &str = "crates/contract-js";

/// Builds the package, with more options for cargo; where it is.
pub(crate) fn build(tools: &Tools, options: &[&str]) -> anyhow::Result<PathBuf> {
    let package = root().join(target_dir()).join("fastexec-contract");
    fs::remove_dir_all(&package).ok();
    fs::create_dir_all(&package)?;
    let wasm = package.join("core_bg.wasm");
    run(
        "Building the core for JavaScript",
        tools
            .program("cargo")
            .args(["build", "--quiet", "--profile", "js", "--target", "wasm32-unknown-unknown"])
            .args(["--package", "fastexec-contract-js"])
            .args(options),
    )?;
    run(
        "Making its bindings",
        tools
            .program("wasm-bindgen")
            .args(["--target", "web", "--no-typescript", "--out-name", "core", "--out-dir"])
            .arg(&package)
            .arg(target_dir().join("wasm32-unknown-unknown/js/fastexec_contract_js.wasm")),
    )?;
    run("Optimising", tools.program("wasm-opt").arg("-O3").arg(&wasm).arg("-o").arg(&wasm))?;
    for entry in fs::read_dir(root().join(CRATE).join("js"))? {
        let entry = entry?;
        fs::copy(entry.path(), package.join(entry.file_name()))
            .with_context(|| format!("{} can't be copied", entry.path().display()))?;
    }
    Ok(package)
}

/// The folder of tests that need the package.
pub(crate) fn tests() -> PathBuf {
    root().join(CRATE).join("tests")
}
