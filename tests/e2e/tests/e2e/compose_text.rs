//! What typing does, whoever types and however much.

use fastexec_e2e::{Browser, Product};
use serde_json::json;
use thirtyfour::prelude::*;

#[tokio::test]
async fn chinese_is_composed_undisturbed() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.find("#task_name").await?.click().await?;
        // Each step of the composition is an input of its own, and the verdict comes in between.
        for (text, cursor) in [("n", 1), ("ni", 2), ("ni'h", 4), ("ni'hao", 6)] {
            let step = json!({ "text": text, "selectionStart": cursor, "selectionEnd": cursor });
            browser.devtools("Input.imeSetComposition", step)?;
            browser.text_with(".preview", &format!("\"{text}\"")).await?;
            let value = browser.script("return document.querySelector('#task_name').value").await?;
            assert_eq!(value, text);
        }
        browser.devtools("Input.insertText", json!({ "text": "你好" }))?;
        browser.text_with(".preview", "\"task_name\": \"你好\"").await?;
        browser.devtools("Input.insertText", json!({ "text": "！" }))?;
        browser.text_with(".preview", "\"你好！\"").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn fifty_thousand_ids_are_few_elements() -> anyhow::Result<()> {
    const LIST: &str = "#host_ids.cm-content";
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.choose(".top-bar-choice select", "en").await?;
        browser.find("#host_ids").await?;
        browser.editor_settled().await?;
        let ids = "Array.from({ length: 50000 }, (_, index) => 3 * index + 1).join('\\n')";
        browser.paste("host_ids", ids).await?;
        browser.text_with("#host_ids-hint", "50,000 hosts").await?;
        // The hands stay where they were, whatever takes the place of the text area.
        browser.press(" 1").await?;
        browser.text_with("#host_ids-hint", "1 said again").await?;
        browser.text_with(LIST, "149998 1").await?;
        let elements = browser.count("*").await?;
        assert!(elements < 2_000, "{elements} elements");

        browser.press(Key::Backspace + "").await?;
        browser.press("2").await?;
        browser.text_with("#host_ids-hint", "50,001 hosts").await?;
        // The end of a long request is drawn too.
        browser.text_with(".preview", "149998, 2]").await?;
        browser.press(Key::Tab + "").await?;
        let focused = browser.focused().await?;
        assert_ne!(focused, "host_ids", "Tab leads on");

        // A draft that is read or changed by something else arrives there too.
        browser.reload().await?;
        browser.text_with("#host_ids-hint", "50,001 hosts").await?;
        browser.editor_settled().await?;
        browser.find(LIST).await?;
        browser.tab_to("×").await?;
        browser.press(Key::Enter + "").await?;
        browser.text_with("#host_ids-hint", "50,000 hosts").await?;
        browser.text_with(LIST, "4, 7, 10").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn keys_lead_everywhere() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.choose(".top-bar-choice select", "en").await?;
        browser.find("#task_name").await?.click().await?;
        // A letter of a text is no command.
        browser.press("/?").await?;
        browser.text_with(".preview", "\"/?\"").await?;
        browser.chord(Key::Control + "k").await?;
        browser.find("#palette-search").await?;
        browser.press("container id").await?;
        browser.text_with(".palette", "Go to: Container IDs").await?;
        browser.press(Key::Enter + "").await?;
        focus_on(browser, "container_ids").await?;
        browser.chord(Key::Control + Key::Enter).await?;
        focus_on(browser, "verdict-summary").await?;
        browser.press("/").await?;
        focus_on(browser, "host_ids").await?;
        browser.chord(Key::Control + Key::Enter).await?;
        focus_on(browser, "verdict-summary").await?;
        browser.press("?").await?;
        browser.text_with("dialog[open]", "List of commands").await?;
        browser.press(Key::Escape + "").await?;
        browser.gone("dialog[open]").await?;
        browser.axe("the keys").await
    })
    .await
}

async fn focus_on(browser: &Browser, id: &str) -> anyhow::Result<()> {
    browser
        .wait_for(&format!("the focus on {id}"), async || {
            (browser.focused().await.ok()? == id).then_some(())
        })
        .await
}
