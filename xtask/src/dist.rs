//! `cargo xtask dist`: one archive with all that a machine without Rust needs, the same for the same commit.

use crate::console::files;
use crate::shell::{cargo, output, program, root, run, target_dir};
use crate::{licences, serve};
use anyhow::Context;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Name of the file below share/, and the shell.
const COMPLETIONS: [(&str, &str); 3] =
    [("fastexec.bash", "bash"), ("_fastexec", "zsh"), ("fastexec.fish", "fish")];

pub(crate) fn dist() -> anyhow::Result<PathBuf> {
    let fastexec = root().join(serve::build_with(&flags()?)?);
    let version =
        output(Command::new(&fastexec).arg("--version")).context("fastexec doesn't run")?;
    let version = version.trim().replace(' ', "-");
    let target = output(cargo().args(["-vV"])).unwrap_or_default();
    let target = target.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or("unknown");
    let name = format!("{version}-{target}");

    let folder = target_dir().join("dist").join(&name);
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(folder.join("completions"))?;
    fs::copy(&fastexec, folder.join("fastexec"))?;
    for (from, to) in [
        ("LICENSE", "LICENSE"),
        ("README.md", "README.md"),
        ("CHANGELOG.md", "CHANGELOG.md"),
        ("ARCHITECTURE.md", "ARCHITECTURE.md"),
        ("CONTRIBUTING.md", "CONTRIBUTING.md"),
        ("contrib/fastexec.service", "fastexec.service"),
    ] {
        fs::copy(root().join(from), folder.join(to)).with_context(|| from.to_owned())?;
    }
    // What the README leads to.
    for file in files(&root().join("docs"))? {
        let into = folder.join(file.strip_prefix(root())?);
        fs::create_dir_all(into.parent().unwrap_or(&folder))?;
        fs::copy(&file, into)?;
    }
    print_into(&fastexec, &["man"], &folder.join("fastexec.1"))?;
    for (file, shell) in COMPLETIONS {
        print_into(&fastexec, &["completions", shell], &folder.join("completions").join(file))?;
    }
    fs::write(folder.join("THIRD-PARTY.txt"), licences::notices()?)?;
    pack(&folder, &name)
}

/// Paths of the machine that builds don't belong into what it builds.
fn flags() -> anyhow::Result<String> {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")));
    let home = home.context("neither CARGO_HOME nor HOME is set")?;
    let remap = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    Ok(format!("{} {}", remap(&home, "/cargo"), remap(&root(), "/fastexec")))
}

fn print_into(fastexec: &Path, arguments: &[&str], file: &Path) -> anyhow::Result<()> {
    let status = Command::new(fastexec).args(arguments).stdout(File::create(file)?).status()?;
    anyhow::ensure!(status.success(), "fastexec {} failed", arguments.join(" "));
    Ok(())
}

/// In one order, with one time and one owner, whoever packs.
fn pack(folder: &Path, name: &str) -> anyhow::Result<PathBuf> {
    let time = output(program("git").args(["log", "-1", "--format=%ct"])).unwrap_or_default();
    let archive = folder.with_file_name(format!("{name}.tar.gz"));
    let mut tar = program("tar")
        .args(["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mode=u=rwX,go=rX"])
        .arg(format!("--mtime=@{}", if time.trim().is_empty() { "0" } else { time.trim() }))
        .args(["--format=gnu", "-cf", "-", "-C"])
        .arg(folder.parent().unwrap_or(folder))
        .arg(name)
        .stdout(Stdio::piped())
        .spawn()
        .context("tar can't be started")?;
    let packed = tar.stdout.take().context("tar's output is piped")?;
    // Without the time of packing.
    run(
        &format!("Packing {}", archive.display()),
        program("gzip").args(["-9", "-n"]).stdin(packed).stdout(File::create(&archive)?),
    )?;
    anyhow::ensure!(tar.wait()?.success(), "tar failed");
    Ok(archive)
}
