//! Rolling runs: each mode with a batch that fails, and each thing that a person can do about it.

use crate::runs::{act, agree, open, page, rolling};
use fastexec_e2e::{Browser, Product};

const HOSTS: [i64; 6] = [101, 102, 103, 104, 105, 106];

/// Fails on host 102, once.
const FAILS_ONCE: &str =
    "[ $FASTEXEC_RESOURCE_ID != 102 ] || [ -e tried ] || { touch tried; exit 3; }; echo fine";
/// Fails on host 102, always.
const FAILS: &str = "echo $FASTEXEC_RESOURCE_ID; [ $FASTEXEC_RESOURCE_ID != 102 ]";

#[tokio::test]
async fn mode_1_pauses_and_goes_on_after_a_retry() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        let job = open(browser, &product, &rolling(FAILS_ONCE, &HOSTS, "2", 1)).await?;
        let paused = (4, 4, &[4, 1, 1][..], &[9, 104, 5, 5, 5, 5][..]);
        agree(browser, &product, job, "Paused after a failure: 2 batches", paused).await?;
        browser.text_with(".outcomes", "Not started 4").await?;
        act(
            browser,
            "Retry failed",
            "again on 1 object that did not succeed; what succeeded stays (1 object)",
        )
        .await?;
        let succeeded = (3, 3, &[3, 3, 3][..], &[3, 9, 9, 9, 9, 9][..]);
        agree(browser, &product, job, "Succeeded", succeeded).await?;
        // What failed is still there to be read.
        browser.button("Host 102").await?.click().await?;
        browser.text_with(".log-text", "fine").await?;
        browser.choose("#log-attempt", "0").await?;
        browser.text_with(".log-empty", "It printed nothing.").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn mode_1_retry_all_and_ignore() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        let job = open(browser, &product, &rolling(FAILS, &HOSTS, "3", 1)).await?;
        let paused = (4, 4, &[4, 1][..], &[9, 104, 9, 5, 5, 5][..]);
        agree(browser, &product, job, "Paused after a failure: 1 batch", paused).await?;
        act(browser, "Retry all", "again on all 3 objects").await?;
        browser.find("#log-attempt").await?;
        agree(browser, &product, job, "Paused after a failure: 1 batch", paused).await?;
        act(browser, "Ignore the failure", "Goes on with batch 2: 3 objects").await?;
        let ignored = (3, 3, &[6, 3][..], &[9, 104, 9, 9, 9, 9][..]);
        agree(browser, &product, job, "Succeeded with failures: 1 object", ignored).await
    })
    .await
}

#[tokio::test]
async fn mode_2_goes_on_by_itself() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        let job = open(browser, &product, &rolling(FAILS, &HOSTS, "2 4", 2)).await?;
        let ignored = (3, 3, &[6, 3][..], &[9, 104, 9, 9, 9, 9][..]);
        agree(browser, &product, job, "Succeeded with failures: 1 object", ignored).await?;
        browser.text_with(".rolling", "ignores failures").await?;
        assert!(!browser.is_there(".actions button").await?);
        // Batches are filters.
        browser.find(".batch:nth-child(1) button").await?.click().await?;
        browser.text_with(".hosts-count", "2 of 6 objects").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn mode_3_asks_before_each_batch() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        let script = FAILS.replace("102", "103");
        let job = open(browser, &product, &rolling(&script, &HOSTS, "2", 3)).await?;
        let asked = (7, 7, &[3, 1, 1][..], &[9, 9, 5, 5, 5, 5][..]);
        agree(browser, &product, job, "Waiting for you: start batch 2?", asked).await?;
        browser.text_with(".batch:nth-child(2)", "Waiting for you").await?;
        act(browser, "Start batch 2", "on the 2 objects of batch 2").await?;
        let paused = (4, 4, &[3, 4, 1][..], &[9, 9, 104, 9, 5, 5][..]);
        agree(browser, &product, job, "Paused after a failure: 1 batch", paused).await?;
        act(browser, "Ignore the failure", "asks again before batch 3").await?;
        let asked = (7, 7, &[3, 6, 1][..], &[9, 9, 104, 9, 5, 5][..]);
        agree(browser, &product, job, "Waiting for you: start batch 3?", asked).await?;
        act(browser, "Terminate", "2 objects will never start").await?;
        let ended = (11, 11, &[3, 6, 1][..], &[9, 9, 104, 9, 403, 403][..]);
        agree(browser, &product, job, "Terminated by", ended).await
    })
    .await
}

#[tokio::test]
async fn terminated_while_it_runs() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        let script = "echo begun; exec sleep 3600";
        let job = open(browser, &product, &rolling(script, &HOSTS, "4", 1)).await?;
        browser.text_with(".log-text", "begun").await?;
        let running = (2, 2, &[2, 1][..], &[7, 7, 7, 7, 5, 5][..]);
        agree(browser, &product, job, "Running", running).await?;
        // Asked and not confirmed: nothing happens.
        browser.button("Terminate").await?.click().await?;
        browser
            .text_with("#action-note", "Ends the script on 4 objects; 2 objects will never start.")
            .await?;
        browser.button("Cancel").await?.click().await?;
        agree(browser, &product, job, "Running", running).await?;
        act(browser, "Terminate", "Ends the script on 4 objects").await?;
        let ended = (11, 11, &[11, 1][..], &[103, 103, 103, 103, 403, 403][..]);
        agree(browser, &product, job, "Terminated by", ended).await
    })
    .await
}

#[tokio::test]
async fn two_tabs_and_a_reload_tell_the_same() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        let job =
            open(browser, &product, &rolling("echo $FASTEXEC_RESOURCE_ID", &HOSTS, "3", 3)).await?;
        browser.text_with(".run-state", "Waiting for you: start batch 2?").await?;
        browser.reload().await?;
        browser.text_with(".run-state", "Waiting for you: start batch 2?").await?;
        browser.open_tab(&page(&product, job)).await?;
        act(browser, "Start batch 2", "batch 2").await?;
        browser.text_with(".run-state", "Succeeded").await?;
        browser.to_tab(0).await?;
        let succeeded = (3, 3, &[3, 3][..], &[9, 9, 9, 9, 9, 9][..]);
        agree(browser, &product, job, "Succeeded", succeeded).await
    })
    .await
}
