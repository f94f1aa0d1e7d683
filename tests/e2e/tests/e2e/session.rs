//! Who gets in.

use fastexec_e2e::{Browser, Product};

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
