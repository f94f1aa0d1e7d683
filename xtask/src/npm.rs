//! Packages of npm that tests and benches use.

use crate::shell::{program, run};
use crate::tools::{cache_dir, ensure_npm};
use anyhow::Context;
use std::fs;
use std::path::PathBuf;

/// Installs `name@version`, unless it is there; its folder.
pub(crate) fn package(package: &str) -> anyhow::Result<PathBuf> {
    let (name, _version) = package.rsplit_once('@').context("a package has a version")?;
    let cache = cache_dir()?;
    // A scope has a slash.
    let folder = cache.join(package.replace('/', "+"));
    let installed = folder.join("node_modules").join(name);
    if !installed.exists() {
        ensure_npm()?;
        let unfinished = cache.join(format!("npm.{}", std::process::id()));
        fs::create_dir_all(&unfinished)?;
        run(
            &format!("Installing {package}"),
            program("npm")
                .args(["install", "--no-fund", "--no-audit", "--ignore-scripts", "--prefix"])
                .arg(&unfinished)
                .arg(package),
        )
        .with_context(|| format!("{package} could not be installed; is there a network?"))?;
        fs::remove_dir_all(&folder).ok();
        fs::rename(&unfinished, &folder)?;
    }
    Ok(installed)
}
