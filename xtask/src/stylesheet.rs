//! One stylesheet in place of Trunk's twenty, each of which is a request, and too short to be packed well.

use anyhow::{Context, ensure};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

const LINK: &str = "<link rel=\"stylesheet\" href=\"/";

/// Puts the stylesheets of a page together, in their order.
pub(crate) fn merge(dist: &Path) -> anyhow::Result<()> {
    let page = dist.join("index.html");
    let text = fs::read_to_string(&page)?;
    let (links, mut rest): (Vec<&str>, Vec<&str>) =
        text.lines().partition(|line| line.trim_start().starts_with(LINK));
    ensure!(links.len() > 1, "{} names no stylesheets", page.display());
    let mut sheet = String::new();
    for link in links {
        let name = link.trim_start().strip_prefix(LINK).and_then(|it| it.split('"').next());
        let file = dist.join(name.context("a stylesheet has a name")?);
        sheet.push_str(&fs::read_to_string(&file)?);
        fs::remove_file(file)?;
    }
    // As Trunk names files: what has its content's hash in its name may be kept for ever.
    let mut hasher = DefaultHasher::new();
    sheet.hash(&mut hasher);
    let name = format!("style-{:016x}.css", hasher.finish());
    fs::write(dist.join(&name), sheet)?;

    let head = rest.iter().position(|line| line.contains("</head>"));
    let link = format!("    {LINK}{name}\"/>");
    rest.insert(head.context("the page has a head")?, &link);
    Ok(fs::write(page, rest.join("\n"))?)
}
