//! Trunk, wasm-bindgen and wasm-opt of the versions that fit: taken from PATH, or installed beside other caches.

use crate::shell::{output, program, root, run};
use crate::{debian, rust};
use anyhow::Context;
use std::env;
use std::ffi::OsString;
use std::fmt::{self, Display};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const TRUNK: &str = "0.21.14";
const BINARYEN: &str = "132";

/// What builds for the browser need in their environment.
#[derive(Debug)]
pub(crate) struct Tools {
    /// Found ones first.
    path: OsString,
    toolchain: Option<&'static str>,
    /// Name and version of each.
    versions: Vec<(&'static str, String)>,
}

/// Installs what is missing.
pub(crate) fn ensure() -> anyhow::Result<Tools> {
    let toolchain = rust::ensure()?;
    let wasm_bindgen = locked_version("wasm-bindgen")?;
    let cache = cache_dir()?;
    let folders = [
        ensure_tool(&cache, "wasm-bindgen", &wasm_bindgen, "bin", |into| {
            cargo_install("wasm-bindgen-cli", &wasm_bindgen, &[], into)
        })?,
        ensure_tool(&cache, "trunk", TRUNK, "bin", |into| {
            cargo_install("trunk", TRUNK, &["--no-default-features", "--features", "rustls"], into)
        })?,
        ensure_tool(&cache, "wasm-opt", BINARYEN, "node_modules/.bin", npm_install)?,
    ];
    let own = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(folders.into_iter().flatten().chain(env::split_paths(&own)))?;
    let versions = vec![
        ("wasm-bindgen", wasm_bindgen),
        ("trunk", TRUNK.to_owned()),
        ("wasm-opt", BINARYEN.to_owned()),
    ];
    Ok(Tools { path, toolchain, versions })
}

impl Tools {
    /// A program that finds the tools.
    pub(crate) fn program(&self, name: &str) -> Command {
        let mut command = program(name);
        command.env("PATH", &self.path);
        if let Some(toolchain) = self.toolchain {
            command.env("RUSTUP_TOOLCHAIN", toolchain);
        }
        command
    }
}

impl Display for Tools {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, version) in &self.versions {
            writeln!(f, "{name} {version}")?;
        }
        Ok(())
    }
}

/// The version of a package that Cargo.lock names: the command line tool must be of the same.
fn locked_version(package: &str) -> anyhow::Result<String> {
    let lock = fs::read_to_string(root().join("Cargo.lock")).context("Cargo.lock can't be read")?;
    let name = format!("name = \"{package}\"");
    let version = lock.lines().skip_while(|line| *line != name).nth(1);
    let version = version.and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    version.map(str::to_owned).with_context(|| format!("Cargo.lock names no {package}"))
}

/// The folder that must come into PATH; `None` when the tool is there already.
fn ensure_tool(
    cache: &Path,
    name: &'static str,
    version: &str,
    bin: &str,
    install: impl FnOnce(&Path) -> anyhow::Result<()>,
) -> anyhow::Result<Option<PathBuf>> {
    if is_version(program(name), version) {
        return Ok(None);
    }
    let folder = cache.join(format!("{name}-{version}"));
    let bin_dir = folder.join(bin);
    if !is_version(Command::new(bin_dir.join(name)), version) {
        // Under another name until it is whole: an installation that was cut off must not be found.
        let unfinished = cache.join(format!("{name}-{version}.{}", std::process::id()));
        fs::create_dir_all(&unfinished)?;
        install(&unfinished).inspect_err(|_| {
            fs::remove_dir_all(&unfinished).ok();
        })?;
        fs::remove_dir_all(&folder).ok();
        fs::rename(&unfinished, &folder)?;
    }
    Ok(Some(bin_dir))
}

/// `trunk 0.21.14`, `wasm-opt version 132 (version_132)`: the version is a word of the first line.
fn is_version(mut command: Command, version: &str) -> bool {
    let printed = output(command.arg("--version")).unwrap_or_default();
    printed.lines().next().unwrap_or_default().split_whitespace().any(|word| word == version)
}

fn cargo_install(
    package: &str,
    version: &str,
    options: &[&str],
    into: &Path,
) -> anyhow::Result<()> {
    run(
        &format!("Installing {package} {version}: some minutes, once"),
        program("cargo")
            // Tools that run for seconds need no long optimisation.
            .envs([
                ("CARGO_PROFILE_RELEASE_LTO", "off"),
                ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
                ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
            ])
            .env("CARGO_TARGET_DIR", into.join("target"))
            .args(["install", package, "--version", version, "--locked", "--root"])
            .arg(into)
            .args(options),
    )
    .with_context(|| format!("{package} could not be installed; is there a network?"))?;
    fs::remove_dir_all(into.join("target")).ok();
    Ok(())
}

pub(crate) fn ensure_npm() -> anyhow::Result<()> {
    if output(program("npm").arg("--version")).is_none() {
        debian::install("npm", &["nodejs", "npm"])?;
    }
    Ok(())
}

fn npm_install(into: &Path) -> anyhow::Result<()> {
    ensure_npm()?;
    run(
        &format!("Installing wasm-opt {BINARYEN}"),
        program("npm")
            .args(["install", "--no-fund", "--no-audit", "--prefix"])
            .arg(into)
            .arg(format!("binaryen@{BINARYEN}")),
    )
    .context("binaryen could not be installed; is there a network?")
}

pub(crate) fn cache_dir() -> anyhow::Result<PathBuf> {
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = cache.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cache")));
    let folder = cache.context("neither XDG_CACHE_HOME nor HOME is set")?.join("fastexec/tools");
    fs::create_dir_all(&folder).with_context(|| format!("{} can't be made", folder.display()))?;
    Ok(folder)
}
