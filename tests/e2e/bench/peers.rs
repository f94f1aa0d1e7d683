//! What is visited: the console, and two pages that show the same operation of the gateway's OpenAPI document.

use crate::site::{Page, Pages};
use anyhow::Context;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

const OPENAPI: &str = include_str!("../../../docs/openapi.json");

/// The session that the console asks for first.
const SESSION: &str =
    r#"{"data":{"user":"tester","gateway":"embedded","inventory":"demo","version":"0"}}"#;

pub(crate) fn console(dist: &Path) -> anyhow::Result<Pages> {
    let mut pages = Pages::new();
    for entry in fs::read_dir(dist)? {
        let file = entry?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if file.is_file() && !name.ends_with(".br") {
            add(&mut pages, &format!("/{name}"), &file)?;
        }
    }
    let index = pages.remove("/index.html").context("dist/ has no page: `cargo xtask console`")?;
    pages.insert("/".to_owned(), index);
    pages.insert("/session".to_owned(), text("application/json", SESSION));
    Ok(pages)
}

pub(crate) fn swagger(package: &Path) -> anyhow::Result<Pages> {
    let mut pages = Pages::new();
    for name in ["swagger-ui.css", "swagger-ui-bundle.js"] {
        add(&mut pages, &format!("/{name}"), &package.join(name))?;
    }
    page(
        &mut pages,
        r#"<link rel="stylesheet" href="swagger-ui.css">"#,
        "swagger-ui-bundle.js",
        r##"SwaggerUIBundle({ url: "openapi.json", dom_id: "#app", docExpansion: "full", tryItOutEnabled: true });"##,
    )?;
    Ok(pages)
}

pub(crate) fn scalar(package: &Path) -> anyhow::Result<Pages> {
    let mut pages = Pages::new();
    add(&mut pages, "/standalone.js", &package.join("dist/browser/standalone.js"))?;
    page(
        &mut pages,
        "",
        "standalone.js",
        r##"Scalar.createApiReference("#app", { url: "openapi.json", withDefaultFonts: false, telemetry: false });"##,
    )?;
    Ok(pages)
}

fn page(pages: &mut Pages, head: &str, library: &str, start: &str) -> anyhow::Result<()> {
    let html = format!(
        r#"<!doctype html><html lang="en"><meta charset="utf-8"><title>API</title>{head}
        <div id="app"></div><script src="{library}"></script><script src="start.js"></script></html>"#
    );
    pages.insert("/".to_owned(), text("text/html; charset=utf-8", &html));
    pages.insert("/start.js".to_owned(), text("text/javascript", start));
    pages.insert("/openapi.json".to_owned(), text("application/json", &operation()?));
    Ok(())
}

/// The document with the one operation that the console composes.
fn operation() -> anyhow::Result<String> {
    let mut document: Value = serde_json::from_str(OPENAPI)?;
    let paths = document["paths"].as_object_mut().context("the document has paths")?;
    paths.retain(|path, _| path.ends_with("/fast_execute_script"));
    document["servers"] = json!([{ "url": "/" }]);
    Ok(document.to_string())
}

fn add(pages: &mut Pages, path: &str, file: &Path) -> anyhow::Result<()> {
    let kind = match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let content = fs::read(file).with_context(|| format!("{} can't be read", file.display()))?;
    pages.insert(path.to_owned(), Page { kind, content });
    Ok(())
}

fn text(kind: &'static str, content: &str) -> Page {
    Page { kind, content: content.as_bytes().to_vec() }
}
