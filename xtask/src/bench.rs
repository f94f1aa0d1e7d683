//! `cargo xtask bench`: the core beside JSON.parse and Ajv, the page beside other pages for the same operation.

use crate::shell::{cargo, program, root, run, target_dir};
use crate::tools::Tools;
use crate::{browser, console, js, npm, page};
use anyhow::bail;
use std::fs;
use std::time::Duration;

const AJV: &str = "ajv@8.20.0";
const ESBUILD: &str = "esbuild@0.28.2";

const SWAGGER: &str = "swagger-ui-dist@5.35.0";
const SCALAR: &str = "@scalar/api-reference@1.72.1";

/// First visits, or with `keys` what a key costs.
pub(crate) fn page(tools: &Tools, options: &[&str]) -> anyhow::Result<()> {
    let driver = browser::ensure()?;
    console::build(tools, "")?;
    run(
        "Measuring",
        cargo()
            .env("CHROMEDRIVER", driver)
            .env("FASTEXEC_DIST", root().join("dist"))
            .env("FASTEXEC_SWAGGER", npm::package(SWAGGER)?)
            .env("FASTEXEC_SCALAR", npm::package(SCALAR)?)
            .args(["run", "--quiet", "--package", "fastexec-e2e", "--bin", "fastexec-bench", "--"])
            .args(options),
    )
}

pub(crate) fn core(tools: &Tools) -> anyhow::Result<()> {
    browser::ensure()?;
    let package = js::build(tools, &["--features", "bench"])?;
    let sources = root().join("crates/contract-js/bench");
    let build = root().join(target_dir()).join("bench");
    fs::create_dir_all(&build)?;
    run(
        "Installing Ajv",
        program("npm")
            .args(["install", "--no-fund", "--no-audit", "--no-package-lock", "--prefix"])
            .arg(&build)
            .args([AJV, ESBUILD]),
    )?;
    fs::copy(sources.join("ajv.mjs"), build.join("ajv-entry.mjs"))?;
    run(
        "Bundling Ajv",
        program("node_modules/.bin/esbuild").current_dir(&build).args([
            "ajv-entry.mjs",
            "--bundle",
            "--minify",
            "--format=esm",
            "--outfile=ajv.js",
            "--log-level=warning",
        ]),
    )?;
    let folders = [("package", package.as_path()), ("bench", &sources), ("build", &build)];
    let table = page::run(&folders, "/bench/core.html", Duration::from_secs(300))?;
    println!("\nText to full verdict in Chromium, medians\n");
    let row = |[name, ours, theirs, ratio, copy, parse]: [&str; 6]| {
        println!("{name:<30}{ours:>10}{theirs:>10}{ratio:>7}{copy:>13}{parse:>16}");
    };
    row(["µs", "core", "Ajv", "ratio", "copying in", "JSON.parse"]);
    for line in table.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let Ok(columns) = columns.try_into() else {
            bail!("the page says: {table}");
        };
        row(columns);
    }
    println!("\nNatively\n");
    run("Measuring", cargo().args(["bench", "--quiet", "--package", "fastexec-draft"]))
}
