//! What runs look like: each state in both languages and both themes, seen by axe as well.

use crate::pictures::in_every_look;
use crate::runs::{open, rolling, shell};
use fastexec_e2e::{Browser, Product};
use thirtyfour::prelude::*;

#[tokio::test]
async fn a_rolling_run_that_waits() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        let hosts: Vec<i64> = (101..=120).collect();
        let script = "printf '\\033[32mready\\033[0m on %s\\n' $FASTEXEC_IP; for i in $(seq 12); do echo \"step $i of 12\"; done; echo 'job_success:[release 42]'";
        open(browser, &product, &rolling(script, &hosts, "2 25% +3", 3)).await?;
        browser.text_with(".run-state", "Waiting for you").await?;
        browser.text_with(".log-text", "step 12").await?;
        in_every_look(browser, "run-waiting").await?;
        browser.find("#action-13").await?.click().await?;
        browser.find("#action-note").await?;
        in_every_look(browser, "run-question").await?;
        browser.find("#action-cancel").await?.click().await?;
        browser.resize(768, 1100).await?;
        in_every_look(browser, "run-waiting-narrow").await
    })
    .await
}

#[tokio::test]
async fn groups_with_a_difference() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        let hosts: Vec<i64> = (101..=120).collect();
        let script = "echo \"begin on $FASTEXEC_IP\"; seq -f 'check %g: ok' 6; case $FASTEXEC_RESOURCE_ID in 107) echo 'df: /var is 99% full'; exit 2;; 11[34]) echo 'ntp: not synchronised';; *) echo 'all is well';; esac; echo end";
        open(browser, &product, &shell(script, &hosts)).await?;
        browser.text_with(".run-state", "Failed").await?;
        browser.find("#outputs-tab").await?.click().await?;
        browser.find(".normalisers label:nth-of-type(3) input").await?.click().await?;
        browser.text_with(".groups li:nth-child(3)", "17 objects").await?;
        browser.find(".groups li:nth-child(1) > .button").await?.click().await?;
        browser.text_with(".diff-added", "99% full").await?;
        in_every_look(browser, "run-groups").await
    })
    .await
}

#[tokio::test]
async fn a_log_with_colours_and_matches() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        let script = "for i in $(seq 30 37) $(seq 90 97); do printf \"\\033[${i}mcolour $i\\033[0m plain \\033[7;${i}minverse\\033[0m\\n\"; done; printf 'title \\033]0;x\\007 bell\\n'; seq 2000; printf '%03000d\\n' 7";
        open(browser, &product, &shell(script, &[101])).await?;
        browser.text_with(".log-size", "2,018 lines").await?;
        browser.find("#log-screen").await?.send_keys(Key::Home + "").await?;
        browser.find("#log-screen").await?.send_keys(Key::Control + "f").await?;
        browser.find("#log-find").await?.send_keys("colour 3").await?;
        browser.text_with(".find-result", "1 of 8").await?;
        in_every_look(browser, "run-log").await
    })
    .await
}

#[tokio::test]
async fn the_list_of_runs() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        open(browser, &product, &shell("exit 3", &[101])).await?;
        crate::runs::submit(&product, &shell("sleep 60", &[101, 102]))?;
        crate::runs::submit(&product, &rolling("echo", &[101, 102, 103], "1", 3))?;
        browser.open(&format!("{}/runs", product.origin)).await?;
        browser.find(".history tbody tr:nth-child(3)").await?;
        in_every_look(browser, "history").await
    })
    .await
}
