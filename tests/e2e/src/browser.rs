//! Chromium, driven.

use crate::{DEADLINE, upstream, variable};
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
    pub(crate) driver: WebDriver,
    process: Child,
    port: u16,
}

impl Browser {
    pub async fn start() -> anyhow::Result<Browser> {
        Browser::start_with(|_| Ok(())).await
    }

    /// A browser that records a trace of these categories, for `trace`.
    pub async fn start_tracing(categories: &str) -> anyhow::Result<Browser> {
        Browser::start_with(|capabilities| {
            let only = json!({
                "enableNetwork": false, "enablePage": false, "traceCategories": categories
            });
            capabilities.add_experimental_option("perfLoggingPrefs", only)?;
            Ok(capabilities.set("goog:loggingPrefs", json!({ "performance": "ALL" }))?)
        })
        .await
    }

    async fn start_with(
        adapt: impl FnOnce(&mut thirtyfour::ChromeCapabilities) -> anyhow::Result<()>,
    ) -> anyhow::Result<Browser> {
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
        adapt(&mut capabilities)?;
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await?;
        let browser = Browser { driver, process, port };
        if upstream::dialect().is_some() {
            browser.log_in_to_blueking()?;
        }
        Ok(browser)
    }

    /// Runs a test and closes the browser, whatever becomes of it. Errors in the page's console fail it.
    pub async fn with(
        test: impl AsyncFnOnce(&Browser) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let browser = Browser::start().await?;
        let done = test(&browser).await;
        if done.is_err() {
            let _helps_only = browser.picture("failed").await;
        }
        let errors = browser.console_errors();
        browser.close().await?;
        done?;
        let errors = errors?;
        ensure!(errors.is_empty(), "the page's console has errors: {errors:#?}");
        Ok(())
    }

    /// As BlueKing's login leaves a browser.
    pub fn log_in_to_blueking(&self) -> anyhow::Result<()> {
        let cookie = json!({
            "name": "bk_token", "value": upstream::BK_TOKEN, "domain": "127.0.0.1", "path": "/", "httpOnly": true
        });
        self.devtools("Network.setCookie", cookie)?;
        Ok(())
    }

    pub async fn close(mut self) -> anyhow::Result<()> {
        self.driver.clone().quit().await?;
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }

    pub async fn open(&self, address: &str) -> anyhow::Result<()> {
        self.driver.goto(address).await.with_context(|| format!("{address} does not open"))
    }

    /// Opens an address in a tab of its own and goes there.
    pub async fn open_tab(&self, address: &str) -> anyhow::Result<()> {
        let tab = self.driver.new_tab().await?;
        self.driver.switch_to_window(tab).await?;
        self.open(address).await
    }

    /// Goes to a tab, counted from 0.
    pub async fn to_tab(&self, index: usize) -> anyhow::Result<()> {
        let tabs = self.driver.windows().await?;
        let tab = tabs.get(index).context("there is such a tab")?;
        Ok(self.driver.switch_to_window(tab.clone()).await?)
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
                    // Not under one of the bars.
                    button.scroll_into_view().await.ok()?;
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

    /// As soon as it is there no more.
    pub async fn gone(&self, css: &str) -> anyhow::Result<()> {
        let what = format!("the end of {css}");
        self.wait_for(&what, async || (!self.is_there(css).await.ok()?).then_some(())).await
    }

    pub async fn count(&self, css: &str) -> anyhow::Result<usize> {
        Ok(self.driver.find_all(By::Css(css)).await?.len())
    }

    /// Takes the focus from whatever has it.
    pub async fn leave(&self) -> anyhow::Result<()> {
        self.script("document.activeElement.blur()").await?;
        Ok(())
    }

    /// Types into the field of an id, in place of what is there.
    pub async fn fill(&self, id: &str, text: &str) -> anyhow::Result<()> {
        let css = format!("#{id}");
        self.find(&css).await?;
        self.editor_settled().await?;
        let field = self.find(&css).await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(Key::Delete + "").await?;
        Ok(field.send_keys(text).await?)
    }

    /// The editor has taken its text area's place, or will not: what is found now stays.
    pub async fn editor_settled(&self) -> anyhow::Result<()> {
        const IS_SETTLED: &str = "return !document.querySelector('code-editor') \
            || !!customElements.get('code-editor') || !!document.querySelector('[data-editor][data-failed]')";
        self.wait_for("the editor", async || {
            (self.script(IS_SETTLED).await.ok()? == true).then_some(())
        })
        .await
    }

    /// Puts a long text, given as JavaScript, into a field at once, as pasting does: the driver types line by line, for
    /// minutes. The focus stays there.
    pub async fn paste(&self, id: &str, text: &str) -> anyhow::Result<()> {
        self.find(&format!("#{id}")).await?;
        let paste = format!(
            "const field = document.getElementById('{id}');
            field.focus();
            field.setRangeText({text}, 0, field.value.length, 'end');
            field.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));"
        );
        self.script(&paste).await?;
        Ok(())
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

    pub async fn script(&self, script: &str) -> anyhow::Result<Value> {
        Ok(self.driver.execute(script, vec![]).await?.json().clone())
    }

    /// A script that answers by calling its last argument.
    pub async fn script_async(&self, script: &str) -> anyhow::Result<Value> {
        Ok(self.driver.execute_async(script, vec![]).await?.json().clone())
    }

    /// A command of the Chrome DevTools Protocol.
    pub fn devtools(&self, command: &str, parameters: Value) -> anyhow::Result<Value> {
        self.ask_driver("goog/cdp/execute", json!({ "cmd": command, "params": parameters }))
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

    /// The events of the trace since it was last asked for.
    pub fn trace(&self) -> anyhow::Result<Vec<Value>> {
        let log = self.ask_driver("se/log", json!({ "type": "performance" }))?;
        let messages = log.as_array().into_iter().flatten().filter_map(|it| it["message"].as_str());
        let mut events = Vec::new();
        for message in messages {
            let mut message: Value = serde_json::from_str(message)?;
            if message["message"]["method"] == "Tracing.dataCollected" {
                events.push(message["message"]["params"].take());
            }
        }
        Ok(events)
    }

    /// Bytes of memory that the largest of the browser's tabs has for itself, and its part of what it shares.
    pub fn tab_memory(&self) -> anyhow::Result<u64> {
        let mut largest = 0;
        for entry in std::fs::read_dir("/proc")? {
            let folder = entry?.path();
            // Processes end while the list is read.
            let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap_or_default();
            if !read("cmdline").contains("--type=renderer") || !self.is_ours(&folder) {
                continue;
            }
            let size = read("smaps_rollup");
            let pss = size.lines().find_map(|line| line.strip_prefix("Pss:"));
            let pss = pss.and_then(|it| it.trim().trim_end_matches(" kB").parse::<u64>().ok());
            largest = largest.max(pss.unwrap_or(0) * 1024);
        }
        Ok(largest)
    }

    /// Whether a process comes from this browser's driver.
    fn is_ours(&self, folder: &std::path::Path) -> bool {
        let mut folder = folder.to_owned();
        for _ in 0..8 {
            let stat = std::fs::read_to_string(folder.join("stat")).unwrap_or_default();
            // `pid (name) state parent …`
            let parent = stat.rsplit(") ").next().and_then(|rest| rest.split(' ').nth(1));
            let Some(parent) = parent.and_then(|it| it.parse::<u32>().ok()) else {
                return false;
            };
            if parent == self.process.id() {
                return true;
            }
            folder = PathBuf::from(format!("/proc/{parent}"));
        }
        false
    }

    /// What the page logged as errors, but for answers that tests provoke.
    fn console_errors(&self) -> anyhow::Result<Vec<String>> {
        let log = self.ask_driver("se/log", json!({ "type": "browser" }))?;
        let entries = log.as_array().cloned().unwrap_or_default();
        // What the network refused is said once more by what loads parts of the page.
        let is_of_network = |entry: &Value| {
            entry["source"] == "network"
                || entry["message"]
                    .as_str()
                    .is_some_and(|it| it.contains("TypeError: Failed to fetch"))
        };
        let errors =
            entries.iter().filter(|entry| entry["level"] == "SEVERE" && !is_of_network(entry));
        Ok(errors.map(|entry| entry["message"].to_string()).collect())
    }

    /// What the driver offers beyond WebDriver.
    fn ask_driver(&self, path: &str, body: Value) -> anyhow::Result<Value> {
        let session = self.driver.session_id();
        let address = format!("http://127.0.0.1:{}/session/{session}/{path}", self.port);
        let mut answer: Value = ureq::post(address).send_json(body)?.body_mut().read_json()?;
        Ok(answer["value"].take())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ended = self.process.kill();
        let _ended = self.process.wait();
    }
}
