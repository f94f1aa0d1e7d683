//! A key typed in a form that holds 50,000 host ids.

use crate::median;
use crate::site::Site;
use anyhow::{bail, ensure};
use fastexec_e2e::Browser;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::time::Duration;

/// Keys of which the median is taken.
pub(crate) const KEYS: usize = 50;
const HOSTS: i64 = 50_000;
/// Reads of the trace, half a second apart.
const TRIES_MAX: usize = 60;
const FIELDS: [&str; 3] = ["timeout", "host_ids", "script_content"];

pub(crate) async fn measure(site: &Site) -> anyhow::Result<()> {
    let browser = Browser::start_tracing("devtools.timeline").await?;
    browser.open(&site.origin).await?;
    browser.fill("script_content", "echo").await?;
    browser.fill("account_id", "1000").await?;
    let ids =
        format!("Array.from({{ length: {HOSTS} }}, (_, index) => 2000000 + index).join('\\n')");
    browser.paste("host_ids", &ids).await?;
    browser.text_with("main", "50,000").await?;
    let elements = browser.script("return document.querySelectorAll('*').length").await?;
    for field in FIELDS {
        focus(&browser, field).await?;
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
    }
    let times = times(&browser).await?;
    for (field, times) in FIELDS.iter().zip(times.chunks(KEYS)) {
        println!("{field:<26}{:>8.1} ms", median(times.iter().copied()));
    }
    println!("elements in the document  {elements:>8}");
    browser.close().await
}

/// As a click or Tab leaves it, wherever the field stands on the page.
async fn focus(browser: &Browser, id: &str) -> anyhow::Result<()> {
    let focus = format!(
        "const field = document.getElementById('{id}');
        field.scrollIntoView({{ block: 'center' }});
        field.focus();"
    );
    browser.script(&focus).await?;
    ensure!(browser.focused().await? == id, "{id} can't be typed into");
    Ok(())
}

/// Milliseconds from each `keydown` to the frame that shows what became of it, in the order of the keys.
async fn times(browser: &Browser) -> anyhow::Result<Vec<f64>> {
    let wanted = FIELDS.len() * KEYS;
    let mut trace = Vec::new();
    // The driver hands a trace over when it has it, now and then only at the next question.
    for _ in 0..TRIES_MAX {
        trace.extend(browser.trace()?);
        let mut times = key_to_paint(&trace);
        if times.len() >= wanted {
            // Before them, the form was filled.
            return Ok(times.split_off(times.len() - wanted));
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    bail!("{} of {wanted} keys are in the trace", key_to_paint(&trace).len())
}

fn key_to_paint(trace: &[Value]) -> Vec<f64> {
    let timings = |phase: &'static str| {
        trace.iter().filter(move |it| it["name"] == "EventTiming" && it["ph"] == phase)
    };
    // Later events get the ids of earlier ones.
    let mut ends: HashMap<_, Vec<f64>> = HashMap::new();
    for end in timings("e") {
        ends.entry(id(end)).or_default().extend(end["ts"].as_f64());
    }
    let mut keys: Vec<(f64, f64)> = timings("b")
        .filter(|it| it["args"]["data"]["type"] == "keydown")
        .filter_map(|it| {
            let start = it["ts"].as_f64()?;
            let after = ends.get(&id(it))?.iter().copied().filter(|end| *end >= start);
            Some((start, after.min_by(f64::total_cmp)?))
        })
        .collect();
    keys.sort_by(|one, other| one.0.total_cmp(&other.0));
    keys.into_iter().map(|(start, end)| (end - start) / 1000.0).collect()
}

/// What the start and the end of an event have in common.
fn id(event: &Value) -> (String, String) {
    (event["id"].to_string(), event["id2"].to_string())
}
