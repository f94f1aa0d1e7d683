//! Each kind of target and each precedence, from the form to what ran.

use crate::run::confirm_run;
use fastexec_e2e::{Browser, Product};
use serde_json::Value;

/// Opens a closed part of the form by its title.
pub(crate) async fn open_part(browser: &Browser, title: &str) -> anyhow::Result<()> {
    let script = format!(
        "for (const it of document.querySelectorAll('details.disclosure')) \
         if (it.querySelector('.disclosure-title').textContent === '{title}') it.open = true"
    );
    browser.script(&script).await?;
    Ok(())
}

/// An answer of the gateway, asked for by the page.
pub(crate) async fn get(browser: &Browser, path: &str) -> anyhow::Result<Value> {
    let script = format!(
        "const done = arguments[arguments.length - 1]; \
         fetch('/open/api/scope/biz/1/{path}').then((it) => it.json()).then(done)"
    );
    Ok(browser.script_async(&script).await?["data"].take())
}

async fn start(browser: &Browser, product: &Product) -> anyhow::Result<()> {
    browser.open(&product.link).await?;
    browser.choose(".top-bar-choice select", "en").await?;
    browser.fill("script_content", "echo \"$FASTEXEC_TYPE $FASTEXEC_RESOURCE_ID\"").await?;
    browser.fill("account_id", "1000").await
}

async fn resolves_to(browser: &Browser, expected: &str) -> anyhow::Result<()> {
    browser.button("Resolve").await?.click().await?;
    browser.text_with(".resolved summary", expected).await?;
    Ok(())
}

#[tokio::test]
async fn each_kind_of_target() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        start(browser, &product).await?;
        browser.fill("host_ids", "101").await?;
        open_part(browser, "Dynamic groups").await?;
        browser.fill("dynamic_groups", "blo8gojho0skft7pr5q0").await?;
        open_part(browser, "Topology nodes").await?;
        browser.button("Add a node").await?.click().await?;
        browser.fill("topo_node_0_id", "1000").await?;
        open_part(browser, "Containers").await?;
        browser.fill("container_ids", "10001").await?;
        open_part(browser, "Containers by label").await?;
        browser.button("Add a selector").await?.click().await?;
        browser.fill("selector_0_id", "18881").await?;
        browser.fill("selector_0_key_0", "component").await?;
        browser.fill("selector_0_value_0", "job-execute").await?;
        browser.find(".verdict-summary.is-good").await?;
        // 101, 103-106, 106-108; 10001, 10003 and 10004: each once.
        resolves_to(browser, "Now: 7 hosts and 3 containers").await?;
        browser.button("Run").await?.click().await?;
        browser.text_with("dialog[open] h2", "7 hosts and 3 containers").await?;
        confirm_run(browser).await?;
        browser.text_with(".run-line .state", "Succeeded").await?;
        let status =
            get(browser, "jobInstance/10000/status?include_execute_object_task_result=true")
                .await?;
        let objects = status["step_instance_list"][0]["execute_object_result_list"].as_array();
        let ids: Vec<&str> = objects
            .into_iter()
            .flatten()
            .filter_map(|it| it["execute_object"]["resource_id"].as_str())
            .collect();
        assert_eq!(
            ids,
            ["101", "103", "104", "105", "106", "107", "108", "10001", "10003", "10004"]
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn each_operator_selects() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        start(browser, &product).await?;
        open_part(browser, "Containers by label").await?;
        browser.button("Add a selector").await?.click().await?;
        browser.fill("selector_0_id", "18881").await?;
        browser.fill("selector_0_key_0", "component").await?;
        for (operator, value, count) in [
            ("equals", "job-manage", 2),
            ("not_equals", "job-manage", 4),
            ("in", "job-manage,job-execute", 4),
            ("not_in", "job-manage,job-execute", 2),
            ("exists", "", 6),
        ] {
            browser.choose("#selector_0_operator_0", operator).await?;
            browser.fill("selector_0_value_0", value).await?;
            browser.text_with(".preview", &format!("\"operator\": \"{operator}\"")).await?;
            resolves_to(browser, &format!("Now: {count} containers")).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_ignored_does_not_run() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        start(browser, &product).await?;
        browser.fill("host_ids", "101").await?;
        open_part(browser, "Stored script").await?;
        for (version, script, alias, output) in [
            ("1", "no-such-script", "no-such-account", "hello from"),
            ("", "demo", "", "hello from"),
            ("", "", "", "host 101"),
        ] {
            browser.fill("script_version_id", version).await?;
            browser.fill("script_id", script).await?;
            browser.fill("account_alias", alias).await?;
            browser.leave().await?;
            browser.find(".verdict-summary.is-good").await?;
            let ignored = if version.is_empty() && script.is_empty() { 0 } else { 1 };
            assert_eq!(browser.count(".field-ignored #script_content").await?, ignored);
            browser.button("Run").await?.click().await?;
            confirm_run(browser).await?;
            browser.text_with(".log-text", output).await?;
            browser.open(&product.origin).await?;
            browser.find("#script_content").await?;
            open_part(browser, "Stored script").await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_contracts_example_runs_as_it_is_written() -> anyhow::Result<()> {
    const EXAMPLE: &str = include_str!("../../../../crates/contract-js/bench/example.json");
    let product = Product::start()?;
    Browser::with(async |browser| {
        browser.open(&product.link).await?;
        browser.choose(".top-bar-choice select", "en").await?;
        browser.button("Edit or paste").await?.click().await?;
        let compact: Value = serde_json::from_str(EXAMPLE)?;
        browser.fill("request-text", &compact.to_string()).await?;
        browser.text_with("#host_ids-hint", "2 hosts").await?;
        browser.find(".verdict-summary.is-good").await?;
        browser.button("Run").await?.click().await?;
        confirm_run(browser).await?;
        browser.text_with(".run-line .state", "Succeeded").await?;
        let stored = get(browser, "jobInstance/10000/request").await?;
        let mut example = compact;
        // The default, which the form has no reason to write.
        example.as_object_mut().map(|it| it.remove("is_param_sensitive"));
        assert_eq!(stored, example);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_plan_is_what_the_gateway_does() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        start(browser, &product).await?;
        browser.fill("host_ids", "101-120").await?;
        open_part(browser, "Rolling").await?;
        let switch = browser.find(".part-closed input[type=checkbox]").await?;
        switch.scroll_into_view().await?;
        switch.click().await?;
        browser.fill("rolling_expression", "1 30% *2").await?;
        browser.choose("#rolling_mode", "2").await?;
        browser.text_with(".plan", "100 %").await?;
        let sizes = browser
            .script("return [...document.querySelectorAll('.plan tbody tr td:nth-child(2)')].map((it) => +it.textContent)")
            .await?;
        browser.button("Run").await?.click().await?;
        browser.text_with("dialog[open] h2", "in 4 batches").await?;
        confirm_run(browser).await?;
        browser.text_with(".run-line .state", "Succeeded").await?;
        let status = get(browser, "jobInstance/10000/status?include_execute_object_task_result=true").await?;
        let batches = status["step_instance_list"][0]["rolling"]["batch_list"].as_array().cloned();
        let ran: Vec<Value> =
            batches.unwrap_or_default().iter().map(|it| it["size"].clone()).collect();
        assert_eq!(sizes, Value::Array(ran), "{status}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn hosts_are_chosen_from_the_inventory() -> anyhow::Result<()> {
    let product = Product::start()?;
    Browser::with(async |browser| {
        start(browser, &product).await?;
        browser.button("Choose hosts…").await?.click().await?;
        browser.text_with("dialog[open]", "20 of 20").await?;
        browser.fill("picker-search", "demo-11").await?;
        browser.text_with("dialog[open]", "10 of 10").await?;
        browser.find(".picker-list input").await?.click().await?;
        browser.button("Add 1").await?.click().await?;
        browser.text_with("#host_ids-hint", "1 host").await?;
        browser.text_with(".preview", "[110]").await?;
        Ok(())
    })
    .await
}
