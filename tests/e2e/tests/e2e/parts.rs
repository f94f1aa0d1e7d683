//! What is fetched when it is needed, and what becomes of the page when it can't be.

use crate::pictures::in_every_look;
use fastexec_e2e::{Browser, Product};
use serde_json::{Value, json};

/// As `xtask` names the files.
const PARTS: &str = "*/part-*.wasm";

async fn fetched(browser: &Browser) -> anyhow::Result<Vec<String>> {
    const NAMES: &str = "return performance.getEntriesByType('resource').map((it) => it.name).filter((it) => it.includes('/part-'))";
    let names = browser.script(NAMES).await?;
    let names = names.as_array().into_iter().flatten().filter_map(Value::as_str);
    Ok(names.map(str::to_owned).collect())
}

#[tokio::test]
async fn a_first_visit_does_without_them() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.find("#script_content").await?;
        browser.editor_settled().await?;
        assert_eq!(fetched(browser).await?, Vec::<String>::new());

        browser.find("#script_content").await?.click().await?;
        browser
            .wait_for("parts", async || (!fetched(browser).await.ok()?.is_empty()).then_some(()))
            .await?;
        assert!(!fetched(browser).await?.iter().any(|it| it.contains("pages")));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn one_that_does_not_come_is_said_and_asked_for_again() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.devtools("Network.enable", json!({}))?;
        browser.devtools("Network.setBlockedURLs", json!({ "urls": [PARTS] }))?;
        browser.open(&product.link).await?;
        browser.choose(".top-bar-choice select", "en").await?;
        browser.fill("script_content", "echo kept").await?;
        browser.fill("account_id", "1000").await?;
        browser.fill("host_ids", "101-102").await?;
        browser.find(".verdict-summary.is-good").await?;
        browser.button("Run").await?.click().await?;
        browser.text_with(".error-box", "could not be fetched").await?;
        in_every_look(browser, "dialogs-missing").await?;

        browser.choose(".top-bar-choice select", "en").await?;
        browser.devtools("Network.setBlockedURLs", json!({ "urls": [] }))?;
        browser.find(".run-bar > .error-box button").await?.click().await?;
        browser.text_with("dialog[open]", "2 hosts").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_page_that_does_not_come_is_said_and_asked_for_again() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.choose(".top-bar-choice select", "en").await?;
        browser.devtools("Network.enable", json!({}))?;
        browser.devtools("Network.setBlockedURLs", json!({ "urls": [PARTS] }))?;
        browser.open(&format!("{}/settings", product.origin)).await?;
        browser.text_with(".error-box", "could not be fetched").await?;
        in_every_look(browser, "page-missing").await?;

        browser.devtools("Network.setBlockedURLs", json!({ "urls": [] }))?;
        browser.find("main .error-box button").await?.click().await?;
        browser.find(".settings").await?;
        Ok(())
    })
    .await
}
