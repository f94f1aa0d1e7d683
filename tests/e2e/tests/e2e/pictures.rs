//! Each state of each page, in both languages and both themes. The pictures are for people to look at; what is tested
//! is that each state can be reached, logs no error, and that axe finds nothing wrong with it.

use crate::run::compose;
use fastexec_e2e::{Browser, Look, Product};
use thirtyfour::prelude::*;

const LOOKS: [(&str, Look); 4] = [
    ("en-light", Look { language: "en", theme: "light" }),
    ("en-dark", Look { language: "en", theme: "dark" }),
    ("zh-light", Look { language: "zh-CN", theme: "light" }),
    ("zh-dark", Look { language: "zh-CN", theme: "dark" }),
];

#[tokio::test]
async fn every_state_of_every_page() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.open(&product.origin).await?;
        browser.find("input[type=password]").await?;
        in_every_look(browser, "sign-in").await?;

        browser.open(&product.link).await?;
        browser.find("#script_content").await?;
        in_every_look(browser, "compose-empty").await?;
        browser.fill("timeout", "0").await?;
        browser.fill("account_alias", "root").await?;
        browser.fill("account_id", "-1").await?;
        browser.fill("host_ids", "101-110 一百").await?;
        browser.find(".run-bar .button-primary").await?.click().await?;
        in_every_look(browser, "compose-errors").await?;
        browser.fill("account_alias", "").await?;
        browser.fill("timeout", "600").await?;
        compose(browser, "101-112").await?;
        in_every_look(browser, "compose-valid").await?;

        opened_in_every_look(browser, "confirm", async || {
            Ok(browser.find(".run-bar .button-primary").await?.click().await?)
        })
        .await?;
        browser.fill("script_content", "echo \"I am $FASTEXEC_RESOURCE_ID\"; for i in 1 2 3 4 5; do echo \"step $i of 5: $1\"; done; [ $FASTEXEC_RESOURCE_ID != 104 ] || exit 3; echo 'job_success:[release 42]'").await?;
        browser.find(".verdict-summary.is-good").await?;
        browser.find(".run-bar .button-primary").await?.click().await?;
        browser.find("dialog .button-danger").await?.click().await?;
        browser.find(".run-line .state.is-bad").await?;
        browser.text_with(".log-text", "step 5").await?;
        in_every_look(browser, "run").await?;
        browser.resize(768, 900).await?;
        in_every_look(browser, "run-narrow").await?;
        browser.open(&format!("{}/runs/1", product.origin)).await?;
        browser.find(".error-box").await?;
        in_every_look(browser, "run-unknown").await?;
        browser.open(&product.origin).await?;
        browser.find("#script_content").await?;
        in_every_look(browser, "compose-narrow").await
    })
    .await
}

/// A state is one line: it is looked at, and axe looks at it.
pub(crate) async fn in_every_look(browser: &Browser, name: &str) -> anyhow::Result<()> {
    browser.script("scrollTo(0, 0)").await?;
    for (look_name, look) in LOOKS {
        browser.look(look).await?;
        browser.picture(&format!("{name}-{look_name}")).await?;
        browser.axe(&format!("{name}-{look_name}")).await?;
    }
    Ok(())
}

/// A dialog covers the choices of language and theme, so that it is opened in each look.
pub(crate) async fn opened_in_every_look(
    browser: &Browser,
    name: &str,
    open: impl AsyncFn() -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    for (look_name, look) in LOOKS {
        browser.look(look).await?;
        open().await?;
        browser.find("dialog[open]").await?;
        browser.picture(&format!("{name}-{look_name}")).await?;
        browser.axe(&format!("{name}-{look_name}")).await?;
        browser.press(Key::Escape + "").await?;
        browser.gone("dialog[open]").await?;
    }
    Ok(())
}
