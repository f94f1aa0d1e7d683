//! The licences of everything that is inside the binary and its console.

use crate::editor;
use crate::shell::{cargo, output};
use anyhow::Context;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The packages that are given to others: the binary, and the console inside it.
const PRODUCTS: [(&str, &str); 2] = [
    ("fastexec-gateway", "x86_64-unknown-linux-gnu"),
    ("fastexec-console", "wasm32-unknown-unknown"),
];

/// Name and version of each package, its licence, and the texts that it comes with; each text once.
pub(crate) fn notices() -> anyhow::Result<String> {
    let metadata = output(cargo().args(["metadata", "--format-version", "1", "--locked"]));
    let metadata: Value = serde_json::from_str(&metadata.context("cargo metadata failed")?)?;
    let packages = metadata["packages"].as_array().context("cargo metadata names no packages")?;
    let wanted = wanted()?;
    let mut text = String::from(
        "fastexec is under the MIT licence; see LICENSE. It holds these packages:\n\n",
    );
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut add = |name: String, licence: &str, folder: &Path| -> anyhow::Result<()> {
        writeln!(text, "{name}: {licence}")?;
        for licence in licence_texts(folder)? {
            texts.entry(licence).or_default().push(name.clone());
        }
        Ok(())
    };
    for package in packages {
        let member = |name: &str| package[name].as_str().unwrap_or_default();
        let name = format!("{} {}", member("name"), member("version"));
        // Packages without a source are ours.
        if package["source"].is_null() || !wanted.contains(&name) {
            continue;
        }
        let folder = Path::new(member("manifest_path")).parent().context("a path")?;
        add(name, member("license"), folder)?;
    }
    let packages = editor::folder();
    let lock: Value = serde_json::from_str(&fs::read_to_string(packages.join(editor::LOCK))?)?;
    for (path, package) in lock["packages"].as_object().into_iter().flatten() {
        // What only builds is not given away; the empty path is ours.
        if let Some((_, name)) = path.rsplit_once("node_modules/")
            && package["dev"] != true
        {
            let member = |name: &str| package[name].as_str().unwrap_or_default();
            let name = format!("{name} {}", member("version"));
            add(name, member("license"), &packages.join(path))?;
        }
    }
    for (licence, names) in texts {
        writeln!(text, "\n{}\n{}\n\n{}", "=".repeat(80), names.join(", "), licence.trim())?;
    }
    Ok(text)
}

/// `name version` of everything that is linked, not of what only builds.
fn wanted() -> anyhow::Result<BTreeSet<String>> {
    let mut wanted = BTreeSet::new();
    for (package, target) in PRODUCTS {
        let tree = output(cargo().args([
            "tree",
            "--package",
            package,
            "--target",
            target,
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ]));
        for line in tree.with_context(|| format!("cargo tree of {package} failed"))?.lines() {
            let mut words = line.split(' ');
            if let (Some(name), Some(version)) = (words.next(), words.next()) {
                wanted.insert(format!("{name} {}", version.trim_start_matches('v')));
            }
        }
    }
    Ok(wanted)
}

fn licence_texts(folder: &Path) -> anyhow::Result<Vec<String>> {
    let mut texts = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().to_uppercase();
        let is_licence = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"];
        if is_licence.iter().any(|it| name.starts_with(it)) && entry.path().is_file() {
            texts.insert(name, fs::read_to_string(entry.path())?);
        }
    }
    Ok(texts.into_values().collect())
}
