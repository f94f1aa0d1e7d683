//! A key typed in a form that holds 50,000 host ids.

use crate::median;
use crate::site::Site;
use anyhow::ensure;
use fastexec_e2e::Browser;
use serde_json::{Value, json};
use std::time::Duration;

/// Keys of which the median is taken.
pub(crate) const KEYS: usize = 50;
const HOSTS: i64 = 50_000;

pub(crate) async fn measure(site: &Site) -> anyhow::Result<()> {
    let browser = Browser::start_tracing("devtools.timeline").await?;
    browser.open(&site.origin).await?;
    browser.fill("script_content", "echo").await?;
    browser.fill("account_id", "1000").await?;
    browser.find("#host_ids").await?.click().await?;
    // As a paste leaves it. The driver's own insertion types line by line, for minutes.
    let paste = format!(
        "const field = document.activeElement;
        field.setRangeText(Array.from({{ length: {HOSTS} }}, (_, index) => 2000000 + index).join('\\n'));
        field.dispatchEvent(new Event('input', {{ bubbles: true }}));"
    );
    browser.script(&paste).await?;
    browser.text_with("main", "50,000").await?;
    let elements = browser.script("return document.querySelectorAll('*').length").await?;
    for field in ["timeout", "host_ids", "script_content"] {
        browser.find(&format!("#{field}")).await?.click().await?;
        browser.trace()?;
        for index in 0..KEYS {
            // A time-out stays short: the last digit is taken back.
            let is_digit = index % 2 == 0;
            let key = if is_digit {
                json!({ "key": "7", "text": "7", "code": "Digit7", "windowsVirtualKeyCode": 55 })
            } else {
                json!({ "key": "Backspace", "code": "Backspace", "windowsVirtualKeyCode": 8 })
            };
            for kind in ["keyDown", "keyUp"] {
                let mut event = key.clone();
                event["type"] = json!(kind);
                browser.devtools("Input.dispatchKeyEvent", event)?;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let times = key_to_paint(&browser.trace()?);
        ensure!(times.len() == KEYS, "{} of {KEYS} keys are in the trace", times.len());
        println!("{field:<26}{:>8.1} ms", median(times.into_iter()));
    }
    println!("elements in the document  {elements:>8}");
    browser.close().await
}

/// Milliseconds from each `keydown` to the frame that shows what became of it.
fn key_to_paint(trace: &[Value]) -> Vec<f64> {
    let timings = |phase: &'static str| {
        trace.iter().filter(move |it| it["name"] == "EventTiming" && it["ph"] == phase)
    };
    let starts = timings("b").filter(|it| it["args"]["data"]["type"] == "keydown");
    let ended = |start: &Value| {
        timings("e").find(|it| it["id2"] == start["id2"] && it["id"] == start["id"])
    };
    starts
        .filter_map(|start| Some((ended(start)?["ts"].as_f64()? - start["ts"].as_f64()?) / 1000.0))
        .collect()
}
