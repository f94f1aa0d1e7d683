//! Chromium, driven.

use crate::{DEADLINE, variable};
use anyhow::{Context, bail, ensure};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

/// The flags of `webdriver.json`, which the other browser tests use.
const OPTIONS: &str = include_str!("../../../webdriver.json");

/// Language and theme of a picture.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub language: &'static str,
    pub theme: &'static str,
}

#[derive(Debug)]
pub struct Browser {
    driver: WebDriver,
    process: Child,
    port: u16,
}

impl Browser {
    pub async fn start() -> anyhow::Result<Browser> {
        let mut process = Command::new(variable("CHROMEDRIVER")?)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("chromedriver can't be started; `cargo xtask test e2e` installs it")?;
        let stdout = BufReader::new(process.stdout.take().context("stdout is piped")?);
        // "ChromeDriver was started successfully on port 41833."
        let port = stdout.lines().map_while(Result::ok).find_map(|line| {
            line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok()
        });
        let port = port.context("chromedriver says no port")?;
        let mut capabilities = DesiredCapabilities::chrome();
        let options: Value = serde_json::from_str(OPTIONS)?;
        for argument in options["goog:chromeOptions"]["args"].as_array().into_iter().flatten() {
            capabilities.add_arg(argument.as_str().context("arguments are texts")?)?;
        }
        capabilities.add_arg("--window-size=1440,1100")?;
        capabilities.set("goog:loggingPrefs", json!({ "browser": "ALL" }))?;
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await?;
        Ok(Browser { driver, process, port })
    }

    /// Runs a test and closes the browser, whatever becomes of it. Errors in the page's console fail it.
    pub async fn with(
        test: impl AsyncFnOnce(&Browser) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let mut browser = Browser::start().await?;
        let done = test(&browser).await;
        if done.is_err() {
            let _helps_only = browser.picture("failed").await;
        }
        let errors = browser.console_errors();
        browser.driver.clone().quit().await?;
        browser.process.kill()?;
        browser.process.wait()?;
        done?;
        let errors = errors?;
        ensure!(errors.is_empty(), "the page's console has errors: {errors:#?}");
        Ok(())
    }

    pub async fn open(&self, address: &str) -> anyhow::Result<()> {
        self.driver.goto(address).await.with_context(|| format!("{address} does not open"))
    }

    pub async fn reload(&self) -> anyhow::Result<()> {
        Ok(self.driver.refresh().await?)
    }

    pub async fn address(&self) -> anyhow::Result<String> {
        Ok(self.driver.current_url().await?.to_string())
    }

    /// The element that a CSS selector finds, as soon as it is shown.
    pub async fn find(&self, css: &str) -> anyhow::Result<WebElement> {
        self.wait_for(css, async || {
            let element = self.driver.find(By::Css(css)).await.ok()?;
            element.is_displayed().await.unwrap_or(false).then_some(element)
        })
        .await
    }

    /// The shown button of this name.
    pub async fn button(&self, name: &str) -> anyhow::Result<WebElement> {
        let path = format!("//button[normalize-space()='{name}']");
        self.wait_for(name, async || {
            for button in self.driver.find_all(By::XPath(&path)).await.ok()? {
                if button.is_displayed().await.unwrap_or(false) {
                    return Some(button);
                }
            }
            None
        })
        .await
    }

    pub async fn is_there(&self, css: &str) -> anyhow::Result<bool> {
        Ok(!self.driver.find_all(By::Css(css)).await?.is_empty())
    }

    /// Types into the field of an id, in place of what is there.
    pub async fn fill(&self, id: &str, text: &str) -> anyhow::Result<()> {
        let field = self.find(&format!("#{id}")).await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(Key::Delete + "").await?;
        Ok(field.send_keys(text).await?)
    }

    /// Chooses an option of a select by its value.
    pub async fn choose(&self, css: &str, value: &str) -> anyhow::Result<()> {
        self.find(css).await?;
        Ok(self.find(&format!("{css} option[value='{value}']")).await?.click().await?)
    }

    /// The text of the document's part, as soon as it holds `expected`.
    pub async fn text_with(&self, css: &str, expected: &str) -> anyhow::Result<String> {
        let what = format!("{css} with {expected:?}");
        self.wait_for(&what, async || {
            let text = self.text(css).await.ok()?;
            text.contains(expected).then_some(text)
        })
        .await
    }

    /// As it is in the document, drawn or not.
    pub async fn text(&self, css: &str) -> anyhow::Result<String> {
        let element = self.driver.find(By::Css(css)).await?;
        Ok(element.prop("textContent").await?.unwrap_or_default())
    }

    /// Presses a key where the focus is.
    pub async fn press(&self, key: impl Into<TypingData>) -> anyhow::Result<()> {
        Ok(self.driver.action_chain().send_keys(key).perform().await?)
    }

    /// The id or the text of what has the focus.
    pub async fn focused(&self) -> anyhow::Result<String> {
        let element = self.driver.active_element().await?;
        match element.id().await? {
            Some(id) if !id.is_empty() => Ok(id),
            _ => Ok(element.text().await?),
        }
    }

    /// Tabs until something of this id or text has the focus.
    pub async fn tab_to(&self, name: &str) -> anyhow::Result<()> {
        let mut seen = Vec::new();
        while seen.len() < 60 {
            let focused = self.focused().await?;
            if focused == name {
                return Ok(());
            }
            seen.push(focused);
            self.press(Key::Tab + "").await?;
        }
        bail!("Tab leads to {seen:?}, but not to {name}")
    }

    pub async fn script(&self, script: &str) -> anyhow::Result<Value> {
        Ok(self.driver.execute(script, vec![]).await?.json().clone())
    }

    /// Sets language and theme as a person would.
    pub async fn look(&self, look: Look) -> anyhow::Result<()> {
        self.choose(".top-bar-choice:nth-of-type(1) select", look.language).await?;
        self.choose(".top-bar-choice:nth-of-type(2) select", look.theme).await
    }

    /// Takes a picture into the target folder. `cargo xtask test e2e --screenshots` renews those of the documentation.
    pub async fn picture(&self, name: &str) -> anyhow::Result<()> {
        let folder = PathBuf::from(variable("FASTEXEC_PICTURES")?);
        std::fs::create_dir_all(&folder)?;
        let name = format!("{name}.png");
        let picture = folder.join(&name);
        self.driver.screenshot(&picture).await?;
        let documented =
            std::env::var_os("FASTEXEC_DOCUMENTED").map(|it| PathBuf::from(it).join(&name));
        if let Some(documented) = documented.filter(|it| it.exists()) {
            std::fs::copy(picture, documented)?;
        }
        Ok(())
    }

    pub async fn resize(&self, width: u32, height: u32) -> anyhow::Result<()> {
        Ok(self.driver.set_window_rect(0, 0, width, height).await?)
    }

    /// Looks again and again until there is something to see.
    pub async fn wait_for<T>(
        &self,
        what: &str,
        mut look: impl AsyncFnMut() -> Option<T>,
    ) -> anyhow::Result<T> {
        let deadline = Instant::now() + DEADLINE;
        loop {
            if let Some(seen) = look().await {
                return Ok(seen);
            }
            if Instant::now() > deadline {
                bail!("waited in vain for {what}");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// What the page logged as errors, but for answers that tests provoke.
    fn console_errors(&self) -> anyhow::Result<Vec<String>> {
        let session = self.driver.session_id();
        let address = format!("http://127.0.0.1:{}/session/{session}/se/log", self.port);
        let log: Value =
            ureq::post(address).send_json(json!({ "type": "browser" }))?.body_mut().read_json()?;
        let entries = log["value"].as_array().cloned().unwrap_or_default();
        let errors = entries
            .iter()
            .filter(|entry| entry["level"] == "SEVERE" && entry["source"] != "network");
        Ok(errors.map(|entry| entry["message"].to_string()).collect())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ended = self.process.kill();
        let _ended = self.process.wait();
    }
}
