//! The console's program, cut where `src/parts.rs` says: what a first visit needs, and files that are fetched later.
//!
//! Trunk can't do it: the cut comes between the compiler and wasm-bindgen. So what Trunk made of the whole program
//! gives way to what is made of its first part, under the same names.

use crate::shell::{run, target_dir};
use crate::tools::Tools;
use anyhow::{Context, anyhow};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use wasm_split_cli_support::{Options, transform};

/// The feature of the console that marks where to cut.
pub(crate) const FEATURE: &str = "parts";

/// Where to cut is found by what the linker would have to relocate.
pub(crate) const FLAGS: &str = "--codegen link-arg=--emit-relocs";

/// What the names of files begin with that are fetched later.
pub(crate) const LATER: &str = "part-";

const PROGRAM: &str = "fastexec-console";

/// Puts the parts into dist/, where Trunk has put the whole.
pub(crate) fn cut(tools: &Tools, dist: &Path, profile: &str) -> anyhow::Result<()> {
    let whole = target_dir().join(format!("wasm32-unknown-unknown/{profile}/{PROGRAM}.wasm"));
    let whole = fs::read(&whole).with_context(|| format!("{} can't be read", whole.display()))?;
    let name = name_in(dist)?;
    // Trunk's: what has its content's hash in its name may be kept for ever.
    let hash = name.rsplit('-').next().unwrap_or_default();
    let folder = target_dir().join("xtask/parts");
    fs::remove_dir_all(&folder).ok();
    let first = folder.join(format!("{name}.wasm"));
    let link = format!("parts-{hash}.js");
    let link_module = format!("./{link}");
    let main_module = format!("./{name}.js");
    let mut options = Options::new(&whole);
    options.output_dir = &folder;
    options.main_out_path = &first;
    options.main_module = &main_module;
    options.link_name = &link_module;
    let made =
        transform(options).map_err(|error| anyhow!("the program can't be cut: {error:?}"))?;

    run(
        "Binding the first part to JavaScript",
        tools
            .program("wasm-bindgen")
            // Parts find functions, data and memory of the first one by them.
            .args(["--target", "web", "--no-typescript", "--keep-lld-exports"])
            .arg("--out-dir")
            .arg(dist)
            .args(["--out-name", &name])
            .arg(&first),
    )?;
    let bound = dist.join(format!("{name}_bg.wasm"));
    shrink(tools, &bound, &bound)?;
    let mut linking = fs::read_to_string(folder.join(&link))?;
    for part in made.split_modules {
        let known = part.file_name().and_then(OsStr::to_str).context("a part has a name")?;
        let short = known.trim_start_matches("split_").trim_end_matches(".wasm");
        let name = format!("{LATER}{}-{hash}.wasm", short.replace('_', "-"));
        linking = linking.replace(&format!("./{known}\""), &format!("./{name}\""));
        shrink(tools, &part, &dist.join(name))?;
    }
    fs::write(dist.join(&link), linking)?;
    announce(dist, &link)
}

/// Of the program in dist/, with its hash.
fn name_in(dist: &Path) -> anyhow::Result<String> {
    for entry in fs::read_dir(dist)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if let Some(name) = name.strip_suffix("_bg.wasm") {
            return Ok(name.to_owned());
        }
    }
    Err(anyhow!("there is no program in {}", dist.display()))
}

fn shrink(tools: &Tools, from: &Path, to: &PathBuf) -> anyhow::Result<()> {
    let what = to.file_name().unwrap_or_default().to_string_lossy();
    run(
        &format!("Making {what} small"),
        tools.program("wasm-opt").arg("-Oz").arg(from).arg("--output").arg(to),
    )
}

/// The page names it, so that it is fetched with the program and not after it.
fn announce(dist: &Path, link: &str) -> anyhow::Result<()> {
    let page = dist.join("index.html");
    let text = fs::read_to_string(&page)?;
    let preload =
        format!("<link rel=\"modulepreload\" href=\"/{link}\" crossorigin=\"anonymous\">");
    let (head, rest) = text.split_once("</head>").context("the page has a head")?;
    Ok(fs::write(page, format!("{head}{preload}</head>{rest}"))?)
}
