//! A Rust compiler for WebAssembly: rustup's target, or Debian's compiler where rustup can't get it.

use crate::debian;
use crate::shell::{output, program, run};
use anyhow::{Context, bail};
use std::fs;
use std::path::Path;

const TARGET: &str = "wasm32-unknown-unknown";
/// The name under which rustup knows Debian's compiler.
const DISTRO: &str = "distro";
const DISTRO_LIBRARIES: &str = "/usr/lib/rustlib/wasm32-unknown-unknown/lib";

/// The toolchain that wasm builds have to use; `None` for the workspace's own.
pub(crate) fn ensure() -> anyhow::Result<Option<&'static str>> {
    let installed = output(program("rustup").args(["target", "list", "--installed"]));
    let Some(installed) = installed else {
        // A compiler without rustup brings its targets or doesn't.
        return if libraries_of(None) {
            Ok(None)
        } else {
            bail!(
                "there is no rustup, and the compiler has no {TARGET}: install Rust by rustup, or the target by your system"
            )
        };
    };
    if installed.lines().any(|line| line == TARGET) {
        return Ok(None);
    }
    let added = run(
        "Adding the compiler's target wasm32",
        program("rustup").args(["target", "add", TARGET]),
    );
    let Err(error) = added else {
        return Ok(None);
    };
    if !libraries_of(Some(DISTRO)) {
        eprintln!("  {error:#}; taking Debian's compiler");
        take_distro().context("rustup could not add wasm32, and Debian's compiler did not help")?;
    }
    Ok(Some(DISTRO))
}

fn libraries_of(toolchain: Option<&str>) -> bool {
    let mut command = program("rustc");
    if let Some(toolchain) = toolchain {
        command.env("RUSTUP_TOOLCHAIN", toolchain);
    }
    let folder = output(command.args(["--print", "target-libdir", "--target", TARGET]));
    folder.is_some_and(|folder| Path::new(folder.trim()).exists())
}

/// Debian carries a compiler for wasm, but not the standard library for this target: that is built once, from Debian's source.
fn take_distro() -> anyhow::Result<()> {
    debian::install(
        "a Rust compiler for wasm32",
        &["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm"],
    )?;
    let folder = std::env::temp_dir().join(format!("fastexec-std-{}", std::process::id()));
    let built = build_std(&folder);
    fs::remove_dir_all(&folder).ok();
    built?;
    run(
        "Telling rustup of Debian's compiler",
        program("rustup").args(["toolchain", "link", DISTRO, "/usr"]),
    )
}

fn build_std(folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    fs::write(
        folder.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[workspace]\n",
    )?;
    fs::write(folder.join("src/lib.rs"), "")?;
    run(
        "Building the standard library for wasm32",
        program("/usr/bin/cargo")
            .current_dir(folder)
            .env("RUSTC_BOOTSTRAP", "1")
            // Link-time optimisation needs the bitcode.
            .env("RUSTFLAGS", "-Cembed-bitcode=yes")
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .env("PATH", "/usr/bin:/bin")
            .args([
                "build",
                "--release",
                "--target",
                TARGET,
                "-Z",
                "build-std=std,panic_abort,test",
            ]),
    )?;
    let built = folder.join("target").join(TARGET).join("release/deps");
    let into = Path::new(DISTRO_LIBRARIES);
    let to_root =
        |error| format!("{} can't be written ({error}): run this once as root", into.display());
    fs::create_dir_all(into).map_err(|error| anyhow::anyhow!(to_root(error)))?;
    for entry in fs::read_dir(&built)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libempty-") {
            fs::copy(&path, into.join(&name)).map_err(|error| anyhow::anyhow!(to_root(error)))?;
        }
    }
    Ok(())
}
