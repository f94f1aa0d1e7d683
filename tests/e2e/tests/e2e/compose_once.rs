//! One draft is one run, and a secret goes to the gateway and to nobody else.

use crate::compose_targets::get;
use fastexec_e2e::{Browser, Product};
use thirtyfour::prelude::*;

async fn composed(browser: &Browser, product: &Product) -> anyhow::Result<()> {
    browser.open(&product.link).await?;
    browser.choose(".top-bar-choice select", "en").await?;
    browser.fill("script_content", "echo once").await?;
    browser.fill("account_id", "1000").await?;
    browser.fill("host_ids", "101").await?;
    browser.find(".verdict-summary.is-good").await?;
    Ok(())
}

async fn runs(browser: &Browser) -> anyhow::Result<i64> {
    Ok(get(browser, "jobInstance").await?["total"].as_i64().unwrap_or(-1))
}

#[tokio::test]
async fn a_second_click_runs_nothing_twice() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        composed(browser, &product).await?;
        browser
            .script("const run = document.querySelector('.run-bar .button-primary'); run.click(); run.click()")
            .await?;
        browser.text_with(".log-text", "once").await?;
        assert_eq!(runs(browser).await?, 1);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_lost_answer_runs_nothing_twice() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        composed(browser, &product).await?;
        // The gateway hears the request, and nobody hears the gateway.
        browser
            .script(
                "const real = window.fetch; \
                 window.fetch = async (...given) => { \
                   const answer = await real(...given); \
                   if (given[0].url?.includes('fast_execute_script')) throw new TypeError('lost'); \
                   return answer; }",
            )
            .await?;
        browser.button("Run").await?.click().await?;
        browser.text_with(".run-bar .error-box", "can't be reached").await?;
        browser.reload().await?;
        browser.find(".verdict-summary.is-good").await?;
        browser.button("Run").await?.click().await?;
        browser.text_with(".log-text", "once").await?;
        assert_eq!(runs(browser).await?, 1);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_reload_while_sending_runs_nothing_twice() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        composed(browser, &product).await?;
        // The page is gone as soon as the request is out.
        browser
            .script(
                "const real = window.fetch; \
                 window.fetch = (...given) => { const answer = real(...given); \
                   if (given[0].url?.includes('fast_execute_script')) setTimeout(() => location.reload(), 0); \
                   return answer; }; \
                 window.before = true; document.querySelector('.run-bar .button-primary').click()",
            )
            .await?;
        browser
            .wait_for("the page after the reload", async || {
                (browser.script("return !window.before").await.ok()? == true).then_some(())
            })
            .await?;
        browser.find(".verdict-summary.is-good, .run").await?;
        // The answer may have been heard before the page went: then it says that this has run.
        if browser.is_there(".run-bar").await? {
            browser.button("Run").await?.click().await?;
            browser.find("dialog[open], .run").await?;
            if browser.is_there("dialog[open]").await? {
                browser.text_with("dialog[open]", "has run already").await?;
                browser.button("Cancel").await?.click().await?;
            }
        }
        assert_eq!(runs(browser).await?, 1);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_link_is_opened_elsewhere_and_holds_no_secret() -> anyhow::Result<()> {
    let product = Product::start()?;
    let shared = std::sync::Mutex::new(String::new());
    Browser::with(async |browser| {
        composed(browser, &product).await?;
        browser.fill("script_param", "hush-hush").await?;
        browser.find("fieldset input[type=checkbox]").await?.click().await?;
        browser.text_with(".preview", "******").await?;
        browser
            .script("navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve() }")
            .await?;
        browser.button("Copy a link").await?.click().await?;
        let copied = browser.script("return window.copied").await?;
        *shared.lock().expect("not poisoned") = copied.as_str().unwrap_or_default().to_owned();

        browser.button("Run").await?.click().await?;
        browser.text_with(".log-text", "once").await?;
        let secrets = ["hush-hush", "aHVzaC1odXNo"];
        let kept = browser
            .script("return JSON.stringify({...localStorage, ...sessionStorage}) + location.href + document.body.textContent")
            .await?
            .to_string();
        let stored = get(browser, "jobInstance/10000/request").await?.to_string();
        assert!(stored.contains("******"), "{stored}");
        for secret in secrets {
            assert!(!kept.contains(secret) && !stored.contains(secret), "{kept} {stored}");
        }
        Ok(())
    })
    .await?;
    let link = shared.lock().expect("not poisoned").clone();
    assert!(link.contains("/#request=") && !link.contains("aHVzaC1odXNo"), "{link}");
    let token = product.new_link()?;
    Browser::with(async |browser| {
        browser.open(&link).await?;
        browser.find("input[type=password]").await?.send_keys(token.as_str()).await?;
        browser.press(Key::Enter + "").await?;
        browser.text_with(".preview", "[101]").await?;
        assert_eq!(browser.address().await?, format!("{}/", product.origin));
        assert_eq!(runs(browser).await?, 1, "opening a link runs nothing");
        Ok(())
    })
    .await
}
