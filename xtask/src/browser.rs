//! Chromium and its driver, which the browser tests need.

use crate::debian;
use crate::shell::{output, program};
use std::env;
use std::path::PathBuf;

/// Where the driver is. It finds the browser by itself.
pub(crate) fn ensure() -> anyhow::Result<PathBuf> {
    if let Some(driver) = env::var_os("CHROMEDRIVER") {
        return Ok(driver.into());
    }
    let mut packages = Vec::new();
    if find("chromium").or_else(|| find("google-chrome")).is_none() {
        packages.push("chromium");
    }
    if find("chromedriver").is_none() {
        packages.push("chromium-driver");
    }
    if !has_chinese() {
        packages.push("fonts-noto-cjk");
    }
    if !packages.is_empty() {
        debian::install("a browser for the tests", &packages)?;
    }
    Ok(find("chromedriver").unwrap_or_else(|| "/usr/bin/chromedriver".into()))
}

fn find(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// Without a font the pictures show boxes. Where nobody can tell, the font is not insisted on.
fn has_chinese() -> bool {
    output(program("fc-list").arg(":lang=zh")).is_none_or(|fonts| !fonts.trim().is_empty())
}
