//! The console's files in dist/, built by Trunk, each with its Brotli beside it.

use crate::shell::{root, run, target_dir, this_program};
use crate::tools::Tools;
use crate::{parts, stylesheet};
use anyhow::Context;
use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What the files in dist/ are made of.
const SOURCES: [&str; 13] = [
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "crates/ansi",
    "crates/contract",
    "crates/draft",
    "index.html",
    "rust-toolchain.toml",
    "src",
    "style",
    "xtask/src/parts.rs",
    "xtask/src/stylesheet.rs",
];

/// What the page is built with; it stands in the workspace's Cargo.toml.
const PROFILE: &str = "console";

/// Builds the console, unless dist/ is of these very sources.
/// `flags` are more flags for the compiler.
pub(crate) fn build(tools: &Tools, flags: &str) -> anyhow::Result<()> {
    let dist = root().join("dist");
    let stamp = target_dir().join("xtask/console.stamp");
    let fingerprint = format!("{:016x}\n{tools}{flags}", fingerprint(&SOURCES)?);
    let is_fresh = fs::read_to_string(&stamp).is_ok_and(|known| known == fingerprint);
    // `trunk serve` puts its own build there, but packs nothing.
    if is_fresh && dist.join("index.html.br").exists() {
        return Ok(());
    }
    fs::remove_file(&stamp).ok();
    run(
        "Building the console",
        tools
            .program("trunk")
            .env_remove("NO_COLOR")
            // Beside those of `.cargo/config.toml`; RUSTFLAGS would take their place.
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
                format!("{} {flags}", parts::FLAGS),
            )
            // For its hook: what `cargo xtask` would build again with another toolchain.
            .env("FASTEXEC_XTASK", this_program()?)
            .args(["build", "--release", "--cargo-profile", PROFILE, "--features", parts::FEATURE]),
    )?;
    parts::cut(tools, &dist, PROFILE)?;
    stylesheet::merge(&dist)?;
    for file in files(&dist)? {
        pack(&file).with_context(|| format!("{} can't be packed", file.display()))?;
    }
    fs::create_dir_all(stamp.parent().unwrap_or(&stamp))?;
    fs::write(&stamp, fingerprint)?;
    Ok(())
}

/// Of the content of files and folders in the workspace.
pub(crate) fn fingerprint(sources: &[&str]) -> anyhow::Result<u64> {
    let root = root();
    let mut hasher = DefaultHasher::new();
    for source in sources {
        for file in files(&root.join(source))? {
            file.strip_prefix(&root).unwrap_or(&file).hash(&mut hasher);
            fs::read(&file)?.hash(&mut hasher);
        }
    }
    Ok(hasher.finish())
}

/// All files of a folder, or a file itself, in order.
pub(crate) fn files(path: &Path) -> anyhow::Result<BTreeSet<PathBuf>> {
    if !path.is_dir() {
        return Ok(BTreeSet::from([path.to_owned()]));
    }
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(path)? {
        found.extend(files(&entry?.path())?);
    }
    Ok(found)
}

/// What the name of a packed file ends with.
pub(crate) const PACKED: &str = ".br";

/// Smaller than this, a file fits into one packet as it is.
const PACKED_MIN_BYTES: usize = 1200;

fn pack(file: &Path) -> anyhow::Result<()> {
    let content = fs::read(file)?;
    if content.len() < PACKED_MIN_BYTES || file.extension().is_some_and(|it| it == "br") {
        return Ok(());
    }
    let mut name = file.as_os_str().to_owned();
    name.push(PACKED);
    let mut packer = brotli::CompressorWriter::new(fs::File::create(name)?, 1 << 16, 11, 22);
    packer.write_all(&content)?;
    packer.into_inner().flush()?;
    Ok(())
}
