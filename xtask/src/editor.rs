//! The editor's bundle: `src/editor` with the packages that its lock file names, put together by esbuild.

use crate::console::fingerprint;
use crate::shell::{program, root, run, target_dir};
use crate::tools::ensure_npm;
use anyhow::Context;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

const SOURCES: &str = "src/editor";
pub(crate) const LOCK: &str = "package-lock.json";
const BUNDLE: &str = "editor.js";

/// Builds it, unless it is of these very sources; where it is.
pub(crate) fn build() -> anyhow::Result<PathBuf> {
    let folder = folder();
    let bundle = folder.join("bundle").join(BUNDLE);
    let stamp = folder.join("stamp");
    let fingerprint = format!("{:016x}", fingerprint(&[SOURCES])?);
    if bundle.exists() && fs::read_to_string(&stamp).is_ok_and(|known| known == fingerprint) {
        return Ok(bundle);
    }
    fs::create_dir_all(&folder)?;
    fs::remove_file(&stamp).ok();
    install(&folder)?;
    run(
        "Bundling the editor",
        program("node_modules/.bin/esbuild")
            .current_dir(&folder)
            // The sources stand elsewhere, so that Trunk doesn't watch the packages.
            .env("NODE_PATH", folder.join("node_modules"))
            .arg(root().join(SOURCES).join(BUNDLE))
            .args([
                "--bundle",
                "--minify",
                "--format=esm",
                "--target=es2022",
                "--log-level=warning",
            ])
            .arg(format!("--outfile={}", bundle.display())),
    )?;
    fs::write(stamp, fingerprint)?;
    Ok(bundle)
}

/// Where the packages are, once it was built.
pub(crate) fn folder() -> PathBuf {
    root().join(target_dir()).join("xtask/editor")
}

/// Puts the packages beside the bundle, unless those of this lock file are there.
fn install(folder: &Path) -> anyhow::Result<()> {
    let sources = root().join(SOURCES);
    let lock = fs::read(sources.join(LOCK))?;
    let is_installed = fs::read(folder.join("node_modules/.installed"));
    if is_installed.is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    ensure_npm()?;
    for file in [LOCK, "package.json"] {
        fs::copy(sources.join(file), folder.join(file))?;
    }
    run(
        "Installing the editor's packages",
        program("npm").current_dir(folder).args([
            "ci",
            "--no-fund",
            "--no-audit",
            "--ignore-scripts",
        ]),
    )
    .context("CodeMirror could not be installed; is there a network?")?;
    Ok(fs::write(folder.join("node_modules/.installed"), lock)?)
}

/// Puts the bundle among the files of the page, where Trunk makes them.
pub(crate) fn hand_to_trunk(bundle: &Path) -> anyhow::Result<()> {
    if let Some(staging) = env::var_os("TRUNK_STAGING_DIR") {
        let into = Path::new(&staging).join(BUNDLE);
        fs::copy(bundle, &into).with_context(|| format!("{} can't be written", into.display()))?;
    }
    Ok(())
}
