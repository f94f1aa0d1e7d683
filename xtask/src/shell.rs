//! Running other programs: said, timed, and with errors that name them.

use anyhow::{Context, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::Instant;

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_owned()
}

/// Where cargo builds to.
pub(crate) fn target_dir() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

static THIS_PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Where this program stands, asked first when it starts: tests build it anew, and then the system calls it deleted.
pub(crate) fn this_program() -> anyhow::Result<&'static Path> {
    if let Some(known) = THIS_PROGRAM.get() {
        return Ok(known);
    }
    let path = std::env::current_exe().context("this program can't be found")?;
    Ok(THIS_PROGRAM.get_or_init(|| path))
}

/// A program in the root of the workspace.
pub(crate) fn program(name: &str) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    command
}

/// The cargo that runs this, with the toolchain that was chosen for the workspace.
pub(crate) fn cargo() -> Command {
    program("cargo")
}

/// Runs a program that shows its own progress.
pub(crate) fn run(what: &str, command: &mut Command) -> anyhow::Result<()> {
    eprintln!("▸ {what}");
    let start = Instant::now();
    let status = command.status().with_context(|| cannot_start(command))?;
    if !status.success() {
        bail!("{what} failed ({status}): {}", line(command));
    }
    eprintln!("  {:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}

/// What a program prints, when it is there and says yes.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

pub(crate) fn cannot_start(command: &Command) -> String {
    format!("{} can't be started", command.get_program().to_string_lossy())
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
