//! From a script to the output of each host.

use fastexec_e2e::{Browser, Product};
use thirtyfour::prelude::*;

pub(crate) const SCRIPT: &str = "echo \"I am $FASTEXEC_RESOURCE_ID, told: $1\"";

pub(crate) async fn compose(browser: &Browser, hosts: &str) -> anyhow::Result<()> {
    browser.fill("script_content", SCRIPT).await?;
    browser.fill("script_param", "'good morning'").await?;
    browser.fill("account_id", "1000").await?;
    browser.fill("host_ids", hosts).await?;
    browser.find(".verdict-summary.is-good").await?;
    Ok(())
}

/// Runs what the confirmation asks about, if it does; its number is typed where it wants that.
pub(crate) async fn confirm_run(browser: &Browser) -> anyhow::Result<()> {
    browser.find("dialog[open], .run").await?;
    if browser.is_there(".run").await? {
        return Ok(());
    }
    let wanted = browser
        .script(
            "return document.querySelector('[for=confirm-count]')?.textContent.match(/\\d+/)[0]",
        )
        .await?;
    if let Some(wanted) = wanted.as_str() {
        browser.fill("confirm-count", wanted).await?;
    }
    Ok(browser.button("Run now").await?.click().await?)
}

#[tokio::test]
async fn each_host_answers() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.choose(".top-bar-choice select", "en").await?;
        compose(browser, "101, 102, 103").await?;
        browser.button("Run").await?.click().await?;
        browser.button("Run now").await?.click().await?;
        for host in ["101", "102", "103"] {
            browser.button(&format!("Host {host}")).await?.click().await?;
            let output = browser.text_with(".log-text", &format!("I am {host}")).await?;
            assert_eq!(output, format!("I am {host}, told: good morning\n"));
        }
        browser.text_with(".run-state", "Succeeded").await?;
        assert_eq!(browser.address().await?, format!("{}/runs/10000?object=1-103", product.origin));

        // The page is made of what the gateway knows, and needs nothing else.
        browser.reload().await?;
        browser.text_with(".log-text", "I am 103").await?;
        browser.open(&format!("{}/runs/4711", product.origin)).await?;
        // JOB's own words are shown as they are.
        let reason = if product.is_in_front_of_job() {
            "任务实例不存在"
        } else {
            "nothing at this address"
        };
        browser.text_with(".error-box", reason).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_gateway_that_comes_back_is_followed_on() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.choose(".top-bar-choice select", "en").await?;
        browser.fill("script_content", "echo before; exec sleep 3600").await?;
        browser.fill("account_id", "1000").await?;
        browser.fill("timeout", "60").await?;
        browser.fill("host_ids", "101").await?;
        browser.find(".verdict-summary.is-good").await?;
        browser.button("Run").await?.click().await?;
        browser.text_with(".log-text", "before").await?;
        let killed = product.kill()?;
        browser.text_with(".run-head [role=alert]", "goes on by itself").await?;
        let _product = killed.restart()?;
        browser.text_with(".run-state", "Abnormal: cut off by the end of the gateway").await?;
        browser.text_with(".log-text", "before").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_keyboard_is_enough() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.choose(".top-bar-choice select", "en").await?;
        browser.find("#script_content").await?;
        for (field, text) in
            [("script_content", "echo typed"), ("account_id", "1000"), ("host_ids", "101-102")]
        {
            browser.tab_to(field).await?;
            browser.press(text).await?;
        }
        browser.tab_to("Run").await?;
        browser.press(Key::Enter + "").await?;
        // Enter once more must not run it.
        browser
            .wait_for("the focus on Cancel", async || {
                (browser.focused().await.ok()? == "Cancel").then_some(())
            })
            .await?;
        browser.press(Key::Enter + "").await?;
        assert!(!browser.is_there("dialog[open]").await?);
        browser.tab_to("Run").await?;
        browser.press(Key::Enter + "").await?;
        browser.tab_to("Run now").await?;
        browser.press(Key::Enter + "").await?;
        browser.text_with(".log-text", "typed").await?;
        // One stop for the table, arrows within it.
        browser.tab_to("object-1-101").await?;
        browser.press(Key::Down + "").await?;
        browser.text_with("#log-title", "102").await?;
        browser.text_with(".log-text", "typed").await?;
        Ok(())
    })
    .await
}
