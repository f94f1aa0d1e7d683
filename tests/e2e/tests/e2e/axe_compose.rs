//! What opens on the pages where runs are composed and things are set: parts, lists, dialogs.

use crate::pictures::{in_every_look, opened_in_every_look};
use fastexec_e2e::{Browser, Product};
use thirtyfour::prelude::*;

const REQUEST: &str = r#"{"script_content": "ZWNobw==", "script_language": 1, "account_id": 1000,
    "execute_target": {"host_id_list": [102]}}"#;

/// Lists of the form, in its order: buttons that promise more.
const LISTS: [&str; 6] = ["script", "account", "hosts", "groups", "nodes", "containers"];

#[tokio::test]
async fn parts_that_open() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.choose(".top-bar-choice select", "en").await?;
        browser.find("#script_content").await?;
        browser.editor_settled().await?;
        browser
            .script(
                "for (const part of document.querySelectorAll('details')) part.open = true; \
                 for (const box of document.querySelectorAll('.part input[type=checkbox]')) box.click()",
            )
            .await?;
        for name in ["Add a node", "Add a selector", "Add a condition"] {
            browser.button(name).await?.click().await?;
        }
        browser.fill("rolling_expression", "1 50% +2").await?;
        browser.fill("host_ids", "101-112").await?;
        in_every_look(browser, "compose-open").await?;
        browser.find("#plan-tab").await?.click().await?;
        browser.fill("what-if", "12").await?;
        browser.find("table.plan").await?;
        in_every_look(browser, "compose-plan").await?;
        for width in [1280, 768] {
            browser.resize(width, 4000).await?;
            in_every_look(browser, &format!("compose-open-{width}")).await?;
            let wide = browser.script("return document.documentElement.scrollWidth - innerWidth").await?;
            assert!(wide.as_i64().is_some_and(|it| it <= 0), "{wide} pixels stand out at {width}");
        }
        browser.resize(1440, 1100).await?;

        let ids = "Array.from({ length: 9000 }, (_, index) => 3 * index + 1).join('\\n')";
        browser.paste("host_ids", ids).await?;
        browser.find("#host_ids.cm-content").await?;
        in_every_look(browser, "compose-long-list").await
    })
    .await
}

#[tokio::test]
async fn lists_and_dialogs() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.find("#script_content").await?;
        browser.editor_settled().await?;
        browser.script("for (const part of document.querySelectorAll('details')) part.open = true").await?;
        browser.button("Add a selector").await?;
        for (index, list) in LISTS.into_iter().enumerate() {
            opened_in_every_look(browser, &format!("picker-{list}"), async || {
                let click = format!(
                    "const lists = [...document.querySelectorAll('.part button')].filter((it) => it.textContent.endsWith('…') && !it.className.includes('file')); \
                     if (lists.length === {}) lists[{index}].click(); \
                     return lists.length",
                    LISTS.len()
                );
                let count = browser.script(&click).await?;
                anyhow::ensure!(count == LISTS.len(), "{count} buttons open lists");
                browser.find("dialog[open] [role=status]").await?;
                Ok(())
            })
            .await?;
        }
        opened_in_every_look(browser, "palette", async || browser.chord(Key::Control + "k").await)
            .await?;
        opened_in_every_look(browser, "keys", async || {
            browser.script("document.activeElement.blur()").await?;
            browser.press("?").await
        })
        .await?;

        browser.fill("task_name", "is worked on").await?;
        browser.find("#request-tab").await?.click().await?;
        browser.find(".segment:nth-of-type(3)").await?.click().await?;
        opened_in_every_look(browser, "offer", async || {
            let paste = format!(
                "const area = document.querySelector('#request-text'); \
                 area.dispatchEvent(new ClipboardEvent('paste', {{ bubbles: true }})); \
                 area.value = {REQUEST:?}; \
                 area.dispatchEvent(new InputEvent('input', {{ bubbles: true }}))"
            );
            browser.script(&paste).await?;
            Ok(())
        })
        .await?;

        browser.open(&format!("{}/settings", product.origin)).await?;
        browser.find(".settings").await?;
        in_every_look(browser, "settings").await
    })
    .await
}
