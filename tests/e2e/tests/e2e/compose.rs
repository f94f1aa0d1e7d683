//! What is wrong is said before anything is sent.

use fastexec_e2e::{Browser, Product};

const SUBMIT: &str = "/open/api/scope/biz/1/execute/fast_execute_script";

#[tokio::test]
async fn errors_in_the_words_of_the_gateway() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.fill("script_content", "echo").await?;
        browser.fill("timeout", "0").await?;
        browser.fill("host_ids", "101").await?;
        browser.find(".run-bar .button-primary").await?.click().await?;
        for language in ["en", "zh-CN"] {
            browser.choose(".top-bar-choice select", language).await?;
            browser.find(&format!("html[lang='{language}']")).await?;
            let request = browser.text(".preview").await?;
            let (status, answer) = product.post(SUBMIT, &request, language)?;
            assert_eq!(status, 400, "{answer}");
            let findings =
                answer["error"]["data"]["findings"].as_array().cloned().unwrap_or_default();
            assert_eq!(findings.len(), 2, "{answer}");
            for (finding, field) in findings.iter().zip(["timeout", "account_id"]) {
                assert_eq!(finding["pointer"], format!("/{field}"), "{answer}");
                let message = finding["message"].as_str().unwrap_or_default();
                browser.text_with(&format!("#{field}-messages"), message).await?;
                browser.text_with(".findings", message).await?;
            }
        }
        // Nothing was sent: the run that comes first has the first number.
        let request =
            r#"{"script_version_id":1,"account_id":1000,"execute_target":{"host_id_list":[101]}}"#;
        let (_, answer) = product.post(SUBMIT, request, "en")?;
        assert_eq!(answer["data"]["job_instance_id"], 10_000, "{answer}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_the_gateway_refuses_is_shown_and_nothing_is_lost() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.choose(".top-bar-choice select", "en").await?;
        browser.fill("script_content", "echo").await?;
        browser.fill("account_id", "1000").await?;
        browser.fill("host_ids", "9223372036854775807").await?;
        browser.find(".verdict-summary.is-good").await?;
        browser.button("Run").await?.click().await?;
        let text = browser.text_with(".run-bar .error-box", "FAILED_PRECONDITION").await?;
        assert!(text.contains("9223372036854775807"), "{text}");
        browser.reload().await?;
        browser.text_with(".preview", "[9223372036854775807]").await?;
        Ok(())
    })
    .await
}
