//! Who gets in.

use crate::runs::{open, shell};
use fastexec_e2e::{ACCESS_TOKEN, Browser, Product};

#[tokio::test]
async fn a_link_works_once_and_leaves_no_trace() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.find("#script_content").await?;
        assert_eq!(browser.address().await?, format!("{}/", product.origin));
        let token = product.link.rsplit('=').next().unwrap_or_default();
        let kept = browser
            .script("return JSON.stringify({...localStorage, ...sessionStorage}) + document.cookie")
            .await?;
        assert!(!kept.to_string().contains(token), "{kept}");
        Ok(())
    })
    .await?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.find("input[type=password]").await?;
        assert!(!browser.is_there("#script_content").await?);
        Ok(())
    })
    .await
}

/// Who BlueKing's login doesn't tell of is asked for in Settings; JOB then runs what is asked for.
#[tokio::test]
async fn an_access_token_is_typed_and_kept_nowhere() -> anyhow::Result<()> {
    let product = Product::start_in_front_of_job("v4")?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.choose(".top-bar-choice select", "en").await?;
        browser.open(&format!("{}/settings", product.origin)).await?;
        browser.text_with(".settings", "nothing yet").await?;
        browser.fill("identity", ACCESS_TOKEN).await?;
        browser.axe("the identity").await?;
        browser.button("Use it").await?.click().await?;
        browser.text_with(".settings", "an access token").await?;
        let kept = browser
            .script("return JSON.stringify({...localStorage, ...sessionStorage}) + document.cookie + location.href + document.querySelector('#identity').value")
            .await?;
        assert!(!kept.to_string().contains(ACCESS_TOKEN), "{kept}");
        open(browser, &product, &shell("echo \"I am $FASTEXEC_RESOURCE_ID\"", &[101])).await?;
        browser.text_with(".log-text", "I am 101").await?;
        browser.open(&format!("{}/settings", product.origin)).await?;
        browser.button("Forget it").await?.click().await?;
        browser.text_with(".settings", "nothing yet").await?;
        Ok(())
    })
    .await
}
