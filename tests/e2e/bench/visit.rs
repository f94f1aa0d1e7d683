//! The first visit of a page, by a browser that has never seen it.

use crate::site::Site;
use anyhow::Context;
use fastexec_e2e::Browser;
use serde_json::json;
use std::time::Duration;

#[derive(Debug)]
pub(crate) struct Visit {
    /// From the start of the navigation until the form has been painted.
    pub(crate) usable_ms: f64,
    /// All that went over the wire.
    pub(crate) bytes: usize,
    /// Of them, the editor's: it comes after the form.
    pub(crate) editor_bytes: usize,
}

/// Looks at each frame whether `FORM` is there, and takes the time when it has been painted.
const LOOK: &str = "const look = () => {
    const form = document.querySelector(FORM);
    if (form?.getClientRects().length) {
        requestAnimationFrame(() => setTimeout(() => { window.usable = performance.now(); }));
    } else {
        requestAnimationFrame(look);
    }
};
look();";

/// `slow` is a processor of a quarter of the speed behind 1.6 Mbit/s with 150 ms.
pub(crate) async fn visit(site: &Site, form: &str, slow: bool) -> anyhow::Result<Visit> {
    let browser = Browser::start().await?;
    browser.devtools("Network.enable", json!({}))?;
    browser.devtools("Page.enable", json!({}))?;
    let source = LOOK.replace("FORM", &json!(form).to_string());
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }))?;
    if slow {
        let bytes_per_second = 1_600_000 / 8;
        browser.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": 4 }))?;
        browser.devtools(
            "Network.emulateNetworkConditions",
            json!({
                "offline": false, "latency": 150,
                "downloadThroughput": bytes_per_second, "uploadThroughput": bytes_per_second,
            }),
        )?;
    }
    site.take_sent();
    browser.open(&site.origin).await?;
    let usable_ms = browser
        .wait_for("the form", async || browser.script("return window.usable").await.ok()?.as_f64())
        .await?;
    wait_until_quiet(site).await;
    browser.close().await?;
    let sent = site.take_sent();
    let editor_bytes = sent.get("/editor.js").copied().unwrap_or(0);
    let bytes: usize = sent.values().sum();
    (bytes > 0).then_some(Visit { usable_ms, bytes, editor_bytes }).context("nothing was sent")
}

async fn wait_until_quiet(site: &Site) {
    let mut before = 0;
    while before != site.sent() {
        before = site.sent();
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}
