//! What large runs and long logs cost. `cargo xtask bench run` prints it; no time is asserted.

use crate::inventory;
use crate::runs::{page, shell, submit};
use fastexec_e2e::{Browser, Product};
use serde_json::Value;

/// Runs in the page: resolves with the milliseconds until `is_done`, from `act` on, up to and with the next frame.
const TIMED: &str = "const timed = (act, isDone) => new Promise((resolve, reject) => {
    const start = performance.now();
    act();
    const look = () => {
        if (isDone()) requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
        else if (performance.now() - start > 20_000) reject(new Error(`never: ${isDone}`));
        else setTimeout(look, 1);
    };
    look();
});
const find = (css) => document.querySelector(css);
const text = (css) => find(css)?.textContent ?? '';
const type = (css, value) => {
    const field = find(css);
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
};
const median = async (count, once) => {
    const times = [];
    for (let round = 0; round < count; round++) times.push(await once(round));
    return times.sort((a, b) => a - b)[count >> 1];
};
";

async fn measured(browser: &Browser, script: &str) -> anyhow::Result<Value> {
    browser.script(&format!("{TIMED}return (async () => {{ {script} }})()")).await
}

/// What the table of objects costs; `one` is the id of one of them.
async fn table(browser: &Browser, count: u32, one: &str) -> anyhow::Result<()> {
    let all = format!("{},{:03}", count / 1000, count % 1000);
    for (name, script) in [
        ("filter by text, ms", "return median(9, (round) => timed(
            () => type('#hosts-filter', round % 2 ? '' : ONE),
            () => text('.hosts-count').startsWith(round % 2 ? ALL : '1 of')))"),
        ("filter by outcome, ms", "type('#hosts-filter', ''); return median(9, (round) => timed(
            () => find('.outcomes button:last-of-type').click(),
            () => find('.outcomes button:last-of-type').getAttribute('aria-pressed') === String(round % 2 === 0)))"),
        ("sort by state, ms", "find('.outcomes button').click(); return median(9, (round) => timed(
            () => find('thead th:nth-child(2) button').click(),
            () => find('thead th:nth-child(2)').getAttribute('aria-sort') === (round % 2 ? 'descending' : 'ascending')))"),
        ("sort by time, ms", "return median(9, (round) => timed(
            () => find('thead th:nth-child(4) button').click(),
            () => find('thead th:nth-child(4)').getAttribute('aria-sort') === (round % 2 ? 'descending' : 'ascending')))"),
        ("elements", "return document.querySelectorAll('*').length"),
    ] {
        let script = script.replace("ONE", &format!("'{one}'")).replace("ALL", &format!("'{all}'"));
        println!("{all} objects: {name}: {}", measured(browser, &script).await?);
    }
    Ok(())
}

#[tokio::test]
#[ignore = "it measures, and takes minutes"]
async fn ten_thousand_objects() -> anyhow::Result<()> {
    let hosts: Vec<i64> = (100_001..=110_000).collect();
    let (product, _folder) = inventory::start(&inventory::of_hosts(hosts.iter().copied())?)?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.choose(".top-bar-choice select", "en").await?;
        let script = "case $FASTEXEC_RESOURCE_ID in *77) echo rare; exit 3;; *7) echo other;; *) echo most;; esac";
        let job = submit(&product, &shell(script, &hosts))?;
        browser.open(&page(&product, job)).await?;
        browser.text_with(".hosts-count", "10,000 objects").await?;
        browser.button("Same output").await?.click().await?;
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(900);
        let mut seen = Vec::new();
        while !browser.text(".run-state").await?.contains("Failed") {
            anyhow::ensure!(std::time::Instant::now() < deadline, "the run doesn't end");
            let groups = browser.text(".groups").await.unwrap_or_default();
            seen.push(groups.matches("objects").count());
            tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        }
        browser.text_with(".groups li:nth-child(1)", "100 objects").await?;
        browser.text_with(".groups li:nth-child(2)", "900 objects").await?;
        browser.text_with(".groups li:nth-child(3)", "9,000 objects").await?;
        println!("10,000 objects: groups of output seen while it ran, every 2 s: {seen:?}");
        table(browser, 10_000, "100377").await?;
        println!("10,000 objects: memory of the tab, MiB: {}", browser.tab_memory()? >> 20);
        Ok(())
    })
    .await
}

#[tokio::test]
#[ignore = "it measures, and takes minutes"]
async fn a_million_lines() -> anyhow::Result<()> {
    let product = Product::start_with(&["--max-output", "268435456"])?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.choose(".top-bar-choice select", "en").await?;
        let script = "[ $FASTEXEC_RESOURCE_ID = 102 ] || { echo small; exit; }
            awk 'BEGIN { for (i = 1; i <= 1000000; i++) {
                word = i == 777777 ? \"haystack-needle\" : \"ordinary-words-\"
                printf \"%07d 2026-11-25 02:29:09 INFO service %s the quick brown fox jumps over the lazy dog 0123\\n\", i, word
            } }'";
        let job = submit(&product, &shell(script, &[101, 102]))?;
        browser.open(&page(&product, job)).await?;
        browser.text_with(".run-state", "Succeeded").await?;
        browser.text_with(".log-text", "small").await?;
        println!("100 MB: memory of the tab before, MiB: {}", browser.tab_memory()? >> 20);
        for (name, script) in [
            ("first lines, ms", "return timed(
                () => find('#object-1-102').click(),
                () => text('.log-text').startsWith('0000001'))"),
            ("all lines there, ms after that", "return timed(
                () => {},
                () => text('.log-size').startsWith('1,000,000 lines'))"),
            ("size", "return text('.log-size')"),
            ("jump to the end, ms", "return timed(
                () => find('#log-screen').dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true, cancelable: true })),
                () => text('.log-text').includes('1000000 2026'))"),
            ("jump to the beginning, ms", "return timed(
                () => find('#log-screen').dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true, cancelable: true })),
                () => text('.log-text').startsWith('0000001'))"),
            ("find a word that occurs once, ms", "find('.log-tools button').click();
                await new Promise((resolve) => setTimeout(resolve, 100));
                return timed(
                () => type('#log-find', 'haystack-needle'),
                () => text('.find-result') === '1 of 1' && text('mark') === 'haystack-needle')"),
            ("find a letter, ms", "return timed(
                () => type('#log-find', 'q'),
                () => text('.find-result').includes('or more'))"),
            ("wrap, ms", "type('#log-find', ''); return timed(
                () => find('.log-tools button:nth-of-type(3)').click(),
                () => find('.log-row.is-continued'))"),
            ("elements", "return document.querySelectorAll('*').length"),
        ] {
            println!("100 MB: {name}: {}", measured(browser, script).await?);
        }
        println!("100 MB: memory of the tab, MiB: {}", browser.tab_memory()? >> 20);
        Ok(())
    })
    .await
}

/// In four batches, while the run goes on and afterwards.
#[tokio::test]
#[ignore = "it measures, and takes minutes"]
async fn fifty_thousand_objects_of_job() -> anyhow::Result<()> {
    let product = Product::start_in_front_of_a_pace("v4", 20)?;
    Browser::with(async |browser| {
        browser.log_in_to_blueking()?;
        browser.open(&product.link).await?;
        browser.choose(".top-bar-choice select", "en").await?;
        let hosts: Vec<i64> = (1001..=51_000).collect();
        let mut request = shell("echo", &hosts);
        request["rolling_config"] = serde_json::json!({ "expression": "25%", "mode": 1 });
        let since = std::time::Instant::now();
        let job = submit(&product, &request)?;
        println!("50,000 objects: submitted in {:?}", since.elapsed());
        let since = std::time::Instant::now();
        browser.open(&page(&product, job)).await?;
        browser.text_with(".hosts-count", "50,000 objects").await?;
        println!("50,000 objects: there after {:?}", since.elapsed());
        table(browser, 50_000, "50377").await?;
        println!(
            "50,000 objects: memory of the tab while it runs, MiB: {}",
            browser.tab_memory()? >> 20
        );
        let deadline = since + std::time::Duration::from_secs(300);
        while !browser.text(".run-state").await?.contains("Succeeded") {
            anyhow::ensure!(std::time::Instant::now() < deadline, "the run doesn't end");
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        }
        println!(
            "50,000 objects: memory of the tab at the end, MiB: {}",
            browser.tab_memory()? >> 20
        );
        Ok(())
    })
    .await
}

/// The same lines in xterm.js, without a gateway: it is given them as fast as it takes them.
#[tokio::test]
#[ignore = "it measures, and takes minutes"]
async fn a_million_lines_in_xterm() -> anyhow::Result<()> {
    Browser::with(async |browser| {
        browser.open("about:blank").await?;
        for variable in ["FASTEXEC_XTERM", "FASTEXEC_XTERM_SEARCH"] {
            let file = std::env::var(variable)?;
            browser.script(&std::fs::read_to_string(file)?).await?;
        }
        for (name, script) in [
            ("ready", "document.body.innerHTML = '<div id=terminal style=\"width: 900px; height: 600px\"></div>';
                window.term = new Terminal({ scrollback: 1_000_000, convertEol: true, allowProposedApi: true });
                window.search = new SearchAddon.SearchAddon();
                term.loadAddon(search);
                term.open(find('#terminal'));
                term.resize(120, 40);
                window.chunks = [];
                for (let start = 1; start <= 1_000_000; start += 10_000) {
                    let chunk = '';
                    for (let line = start; line < start + 10_000; line++)
                        chunk += `${String(line).padStart(7, 0)} 2026-11-25 02:29:09 INFO service ${
                            line === 777_777 ? 'haystack-needle' : 'ordinary-words-'
                        } the quick brown fox jumps over the lazy dog 0123\\n`;
                    chunks.push(chunk);
                }
                return chunks.reduce((sum, chunk) => sum + chunk.length, 0)"),
            ("first lines, ms", "return timed(
                () => term.write(chunks[0].slice(0, 3_000)),
                () => text('.xterm-rows').includes('0000001'))"),
            ("all lines there, ms after that", "window.written = 0;
                term.write(chunks[0].slice(3_000));
                const started = performance.now();
                for (const chunk of chunks.slice(1)) await new Promise((resolve) => term.write(chunk, resolve));
                return performance.now() - started"),
            ("jump to the beginning, ms", "return timed(
                () => term.scrollToTop(),
                () => text('.xterm-rows').includes('0000001'))"),
            ("jump to the end, ms", "return timed(
                () => term.scrollToBottom(),
                () => text('.xterm-rows').includes('1000000 2026'))"),
            ("find a word that occurs once, ms", "return timed(
                () => search.findNext('haystack-needle'),
                () => term.getSelection() === 'haystack-needle')"),
            ("elements", "return document.querySelectorAll('*').length"),
        ] {
            println!("100 MB in xterm.js: {name}: {}", measured(browser, script).await?);
        }
        println!("100 MB in xterm.js: memory of the tab, MiB: {}", browser.tab_memory()? >> 20);
        Ok(())
    })
    .await
}
