//! States that are seldom seen, for axe and for the pictures.

use crate::pictures::in_every_look;
use fastexec_e2e::{Browser, Product};
use serde_json::json;
use thirtyfour::prelude::*;

#[tokio::test]
async fn states_that_are_seldom_seen() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.fill("script_content", "echo one\necho two").await?;
        browser.chord(Key::Control + "f").await?;
        browser.find(".cm-search").await?;
        browser.press("echo").await?;
        in_every_look(browser, "editor-search").await?;
        browser.find(".editor-full-screen").await?.click().await?;
        browser.find(".editor.is-full").await?;
        // The choices of language and theme are covered.
        browser.axe("the editor in full screen").await?;
        browser.picture("editor-full").await?;
        browser.find(".editor-full-screen").await?.click().await?;

        browser.fill("account_id", "1000").await?;
        browser.fill("host_ids", "999").await?;
        browser.find(".verdict-summary.is-good").await?;
        browser.find(".run-bar .button-primary").await?.click().await?;
        browser.find(".run-bar .error-box").await?;
        in_every_look(browser, "compose-refused").await?;

        browser.open(&format!("{}/runs/1/2", product.origin)).await?;
        browser.find("main h1").await?;
        in_every_look(browser, "not-found").await
    })
    .await
}

#[tokio::test]
async fn a_gateway_that_is_away() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.devtools("Network.enable", json!({}))?;
        browser.devtools("Network.setBlockedURLs", json!({ "urls": ["*/session"] }))?;
        browser.open(&product.origin).await?;
        browser.find("main .error-box").await?;
        in_every_look(browser, "gateway-away").await
    })
    .await
}

/// A check that finds nothing anywhere is not one.
#[tokio::test]
async fn axe_finds_what_is_wrong() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.find("#account_id").await?;
        browser.axe("the page").await?;
        browser.script("document.querySelector('label[for=account_id]').remove()").await?;
        let found = browser.axe("a field without its label").await;
        assert!(
            found.is_err_and(|error| error.to_string().contains("label (critical) at #account_id"))
        );
        Ok(())
    })
    .await
}
