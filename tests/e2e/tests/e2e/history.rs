//! Earlier runs: found, opened, composed again.

use crate::runs::{shell, submit};
use fastexec_e2e::{Browser, Product};
use serde_json::json;

#[tokio::test]
async fn runs_are_found_and_composed_again() -> anyhow::Result<()> {
    let product = Product::start()?;
    for number in 0..30 {
        let mut request = shell("echo $1", &[101]);
        request["task_name"] = json!(format!("nightly {number}"));
        if number == 7 {
            request["script_content"] = json!("ZXhpdCAz");
            request["is_param_sensitive"] = json!(1);
            request["script_param"] = json!("aHVzaC1odXNo");
        }
        submit(&product, &request)?;
    }
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.choose(".top-bar-choice select", "en").await?;
        browser.open(&format!("{}/runs", product.origin)).await?;
        browser.text_with(".history-pages", "1-25 of 30").await?;
        browser.text_with(".history tbody tr:first-child", "nightly 29").await?;
        browser.button("Older").await?.click().await?;
        browser.text_with(".history-pages", "26-30 of 30").await?;
        browser.reload().await?;
        browser.text_with(".history tbody tr:last-child", "nightly 0").await?;
        browser.choose("#history-state", "4").await?;
        browser.text_with(".history-pages", "1-1 of 1").await?;
        browser.text_with(".history tbody", "nightly 7").await?;
        browser.fill("history-name", "no such name").await?;
        browser.text_with(".history-empty", "No run is like that.").await?;
        // Whether capitals count is JOB's to say.
        let name = if product.is_in_front_of_job() { "nightly 7" } else { "NIGHTLY 7" };
        browser.fill("history-name", name).await?;
        browser.text_with(".history tbody", "nightly 7").await?;
        browser.button("Compose again").await?.click().await?;
        let text = browser.text_with(".preview", "nightly 7").await?;
        let request: serde_json::Value = serde_json::from_str(&text)?;
        assert_eq!(request["script_content"], "ZXhpdCAz");
        // The secret must be typed again.
        assert!(!text.contains("aHVzaC1odXNo"), "{text}");
        Ok(())
    })
    .await
}
