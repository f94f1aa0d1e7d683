//! Runs that tests begin, and what the gateway's database says of them.

use anyhow::{Context, ensure};
use fastexec_e2e::{Browser, Product};
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};

const SUBMIT: &str = "/open/api/scope/biz/1/execute/fast_execute_script";

/// A request that runs a shell script on the hosts of the demo inventory.
pub(crate) fn shell(script: &str, hosts: &[i64]) -> Value {
    json!({
        "task_name": "e2e",
        "script_content": base64(script.as_bytes()),
        "script_language": 1,
        "account_id": 1000,
        "execute_target": { "host_id_list": hosts },
    })
}

pub(crate) fn rolling(script: &str, hosts: &[i64], expression: &str, mode: i64) -> Value {
    let mut request = shell(script, hosts);
    request["rolling_config"] = json!({ "expression": expression, "mode": mode });
    request
}

pub(crate) fn submit(product: &Product, request: &Value) -> anyhow::Result<i64> {
    let (status, answer) = product.post(SUBMIT, &request.to_string(), "en")?;
    ensure!(status == 200, "{answer}");
    answer["data"]["job_instance_id"].as_i64().context("an id")
}

/// Submits, signs the browser in and opens the page of the run.
pub(crate) async fn open(
    browser: &Browser,
    product: &Product,
    request: &Value,
) -> anyhow::Result<i64> {
    browser.open(&product.link).await?;
    browser.choose(".top-bar-choice select", "en").await?;
    let job = submit(product, request)?;
    browser.open(&page(product, job)).await?;
    browser.find(".run-name").await?;
    Ok(job)
}

pub(crate) fn page(product: &Product, job: i64) -> String {
    format!("{}/runs/{job}", product.origin)
}

/// What the gateway has written down of a run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Recorded {
    pub(crate) job: i64,
    pub(crate) step: i64,
    pub(crate) batches: Vec<i64>,
    /// Of the objects, in run order.
    pub(crate) objects: Vec<i64>,
}

pub(crate) fn recorded(product: &Product, job: i64) -> anyhow::Result<Recorded> {
    if product.is_in_front_of_job() {
        return told(product, job);
    }
    let path = product.data_dir().join("fastexec.db");
    let database = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let column = |query: &str| -> rusqlite::Result<Vec<i64>> {
        database.prepare(query)?.query_map([job], |row| row.get(0))?.collect()
    };
    let run = |name: &str| column(&format!("SELECT {name} FROM run WHERE job_instance_id = ?1"));
    Ok(Recorded {
        job: *run("status")?.first().context("the run is recorded")?,
        step: *run("step_status")?.first().context("the run is recorded")?,
        batches: column("SELECT status FROM batch WHERE job_instance_id = ?1 ORDER BY batch")?,
        objects: column("SELECT status FROM object WHERE job_instance_id = ?1 ORDER BY position")?,
    })
}

/// JOB keeps what it runs: what the gateway tells an app.
fn told(product: &Product, job: i64) -> anyhow::Result<Recorded> {
    let path = format!(
        "/open/api/scope/biz/1/jobInstance/{job}/status?include_execute_object_task_result=true"
    );
    let answer: Value = serde_json::from_slice(&product.get(&path)?)?;
    let step = &answer["data"]["step_instance_list"][0];
    let number = |it: &Value| it["status"].as_i64().context("a status");
    let list = |it: &Value| {
        it.as_array().into_iter().flatten().map(number).collect::<anyhow::Result<Vec<i64>>>()
    };
    Ok(Recorded {
        job: number(&answer["data"]["job_instance"])?,
        step: number(step)?,
        batches: list(&step["rolling"]["batch_list"]).context("batches")?,
        objects: list(&step["execute_object_result_list"]).context("objects")?,
    })
}

/// The page says this, and the database has these states: of the job, its step, batches and objects.
pub(crate) async fn agree(
    browser: &Browser,
    product: &Product,
    job: i64,
    words: &str,
    states: (i64, i64, &[i64], &[i64]),
) -> anyhow::Result<()> {
    let said = browser.text_with(".run-state", words).await?;
    let recorded = recorded(product, job)?;
    let (job, step, batches, objects) = states;
    let expected = Recorded { job, step, batches: batches.to_vec(), objects: objects.to_vec() };
    ensure!(recorded == expected, "{said}: {recorded:?} is not {expected:?}");
    ensure!(said.contains(&format!("state {job}")), "{said}");
    Ok(())
}

/// Presses a button of the head, reads what it says would happen, and confirms.
pub(crate) async fn act(browser: &Browser, button: &str, note: &str) -> anyhow::Result<()> {
    browser.button(button).await?.click().await?;
    browser.text_with("#action-note", note).await?;
    browser.button("Yes, do it").await?.click().await?;
    Ok(())
}

pub(crate) fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let is_there = digit <= chunk.len();
            let index = (bits >> (18 - 6 * digit) & 63) as usize;
            text.push(if is_there { char::from(ALPHABET[index]) } else { '=' });
        }
    }
    text
}
