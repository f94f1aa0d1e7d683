//! Groups of objects, and what can be done with one of them.

use crate::inventory;
use crate::runs::{open, shell};
use anyhow::{Context, ensure};
use fastexec_e2e::{Browser, Product};
use std::time::{Duration, Instant};

#[tokio::test]
async fn outputs_that_are_the_same() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        let hosts: Vec<i64> = (101..=120).collect();
        let script = "echo begin; case $FASTEXEC_RESOURCE_ID in 107) echo 'disk full';; 11?) echo \"I am $FASTEXEC_IP\";; *) echo fine;; esac; echo end";
        open(browser, &product, &shell(script, &hosts)).await?;
        browser.text_with(".run-state", "Succeeded").await?;
        browser.button("Same output").await?.click().await?;
        // Ten hosts that say who they are, one with a full disk, nine that are fine.
        browser.text_with(".groups", "101-106, 108, 109").await?;
        browser.find(".groups li:nth-child(12)").await?;
        assert!(!browser.is_there(".groups li:nth-child(13)").await?);
        browser.find(".normalisers label:nth-of-type(3) input").await?.click().await?;
        browser.text_with(".groups li:nth-child(1)", "1 object").await?;
        browser.text_with(".groups li:nth-child(2)", "9 objects").await?;
        browser.text_with(".groups li:nth-child(3)", "110-119").await?;
        browser.button("Difference").await?.click().await?;
        browser.text_with("#diff-title", "Host 107").await?;
        browser.text_with(".diff-removed", "I am ‹host›").await?;
        browser.text_with(".diff-added", "disk full").await?;
        browser.button("Close").await?.click().await?;
        browser.find(".groups li:nth-child(1) .group").await?.click().await?;
        browser.text_with(".hosts-count", "1 of 20 objects").await?;
        browser.text_with(".log-text", "disk full").await?;
        Ok(())
    })
    .await
}

/// The sizes of the groups that are shown, in their order.
async fn sizes(browser: &Browser) -> anyhow::Result<Vec<i64>> {
    const SIZES: &str = "return [...document.querySelectorAll('.groups li')]
        .map((it) => Number(it.textContent.match(/([\\d,]+) objects?/)[1].replaceAll(',', '')))";
    let sizes = browser.script(SIZES).await?;
    let sizes = sizes.as_array().context("a list")?;
    sizes.iter().map(|it| it.as_i64().context("a number")).collect()
}

#[tokio::test]
async fn two_thousand_in_three_shapes_while_they_run_and_after() -> anyhow::Result<()> {
    let hosts: Vec<i64> = (10_000..12_000).collect();
    let (product, _folder) = inventory::start(&inventory::of_hosts(hosts.iter().copied())?)?;
    Browser::with(async |browser| {
        let script =
            "case $FASTEXEC_RESOURCE_ID in *77) echo rare;; *7) echo some;; *) echo most;; esac";
        open(browser, &product, &shell(script, &hosts)).await?;
        browser.text_with(".hosts-count", "2,000 objects").await?;
        browser.button("Same output").await?.click().await?;
        let deadline = Instant::now() + Duration::from_secs(300);
        let (mut before, mut looks) = (0, 0);
        while browser.text(".run-state").await?.contains("Running") {
            let sizes = sizes(browser).await?;
            ensure!(sizes.len() <= 3 && sizes.is_sorted(), "{sizes:?} while it runs");
            let sum = sizes.iter().sum();
            ensure!(before <= sum && sum <= 2_000, "{sum} after {before}");
            if sum > before {
                looks += 1;
            }
            before = sum;
            ensure!(Instant::now() < deadline, "the run doesn't end");
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        ensure!(looks > 1, "the groups grew {looks} times while it ran");
        browser.text_with(".run-state", "Succeeded").await?;
        browser
            .wait_for("the groups of all", async || {
                (sizes(browser).await.ok()? == [20, 180, 1_800]).then_some(())
            })
            .await?;
        browser.text_with(".groups li:nth-child(1)", "10077, 10177").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_subset_is_composed_again() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        let script = "case $FASTEXEC_RESOURCE_ID in 102|104) exit 3;; esac";
        open(browser, &product, &shell(script, &[101, 102, 103, 104])).await?;
        browser.text_with(".run-state", "Failed").await?;
        browser.text_with(".groups li:nth-child(1)", "102, 104").await?;
        browser.find(".groups li:nth-child(1) .group").await?.click().await?;
        browser.text_with(".hosts-count", "2 of 4 objects").await?;
        browser.button("Compose again for 2 objects").await?.click().await?;
        browser.text_with(".preview", "104").await?;
        let text = browser.text(".preview").await?;
        let request: serde_json::Value = serde_json::from_str(&text)?;
        assert_eq!(request["execute_target"]["host_id_list"], serde_json::json!([102, 104]));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn counters_filter_and_the_table_sorts() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        let script = "echo job_success:[green]; [ $FASTEXEC_RESOURCE_ID -lt 103 ] || exit 1";
        open(browser, &product, &shell(script, &[101, 102, 103, 104])).await?;
        browser.text_with(".run-state", "Failed").await?;
        browser.button("Failed 2").await?.click().await?;
        browser.text_with(".hosts-count", "2 of 4 objects").await?;
        browser.button("All 4").await?.click().await?;
        browser.button("Object").await?.click().await?;
        browser.button("Object").await?.click().await?;
        browser.text_with(".hosts tbody tr[data-index]:nth-child(2)", "104").await?;
        browser.fill("hosts-filter", ".0.102").await?;
        browser.text_with(".hosts-count", "1 of 4 objects").await?;
        Ok(())
    })
    .await
}
