//! GET …/stepInstance/{step}/log/download: output as its bytes; POST …/stepInstance/{step}/log: as text.

use super::answer::{ApiError, data, json, read_error};
use crate::routes::endpoint;
use gloo_net::http::{Request, Response};
use js_sys::{Reflect, Uint8Array};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReadableStreamDefaultReader};

/// Bytes of text that are asked for at once.
const LIMIT: u64 = 1024 * 1024;

/// The output of one attempt of one object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OutputOf {
    pub(crate) job: String,
    pub(crate) step: i64,
    /// 1 host, 2 container.
    pub(crate) r#type: i64,
    pub(crate) resource_id: String,
    /// From 0.
    pub(crate) execute_count: i64,
}

/// What comes of a request, in this order: one head, any number of bytes.
#[derive(Debug)]
pub(crate) enum Heard<'a> {
    Head {
        /// Of the first byte; behind the one asked for when bytes were dropped.
        offset: u64,
        total_bytes: u64,
    },
    Bytes(&'a [u8]),
    /// Where the next request begins, when that is not behind the bytes.
    Next(u64),
    /// Instead of output: why there is none.
    Reason(&'a str),
}

impl OutputOf {
    /// For a link: all that is kept, as a file.
    pub(crate) fn address(&self) -> String {
        let OutputOf { job, step, r#type, resource_id, execute_count } = self;
        endpoint(&format!(
            "jobInstance/{job}/stepInstance/{step}/log/download\
             ?type={type}&resource_id={resource_id}&execute_count={execute_count}",
        ))
    }

    /// What is there from an offset on, as it arrives: up to the end, or to where bytes were dropped.
    pub(crate) async fn read(
        self,
        offset: u64,
        signal: AbortSignal,
        heard: impl Fn(Heard<'_>),
    ) -> Result<(), ApiError> {
        let address = format!("{}&offset={offset}", self.address());
        let request = Request::get(&address).abort_signal(Some(&signal)).build();
        let request = request.map_err(|_| ApiError::unreachable())?;
        let response = request.send().await.map_err(|_| ApiError::unreachable())?;
        match response.status() {
            200..300 => read_stream(response, offset, heard).await,
            // A server that knows the contract's companions only.
            404 | 405 => self.read_text(offset, signal, heard).await,
            status => Err(read_error(status, response.text().await.unwrap_or_default(), None)),
        }
    }

    /// As the companion endpoint has it: bytes that are no UTF-8 are replaced.
    pub(crate) async fn read_text(
        self,
        offset: u64,
        signal: AbortSignal,
        heard: impl Fn(Heard<'_>),
    ) -> Result<(), ApiError> {
        let OutputOf { job, step, .. } = &self;
        let request =
            Request::post(&endpoint(&format!("jobInstance/{job}/stepInstance/{step}/log")))
                .abort_signal(Some(&signal));
        let body = json!({
            "execute_object_list": [{
                "type": self.r#type,
                "resource_id": self.resource_id,
                "offset": offset,
                "limit": LIMIT,
            }],
            "execute_count": self.execute_count,
        });
        let logs: Logs = data(json(request, body.to_string())?).await?;
        let Some(piece) = logs.script_execute_object_task_logs.into_iter().next() else {
            return Ok(());
        };
        if piece.total_bytes == 0 && !piece.log_content.is_empty() {
            heard(Heard::Reason(&piece.log_content));
            return Ok(());
        }
        heard(Heard::Head { offset: piece.offset, total_bytes: piece.total_bytes });
        heard(Heard::Bytes(piece.log_content.as_bytes()));
        // Replaced bytes are longer than what they stand for; the next offset is the server's.
        heard(Heard::Next(piece.next_offset));
        Ok(())
    }
}

/// For a link: all outputs of a step, as an archive.
pub(crate) fn all_outputs(job: &str, step: i64) -> String {
    endpoint(&format!("jobInstance/{job}/stepInstance/{step}/log/download"))
}

#[derive(Deserialize)]
struct Logs {
    script_execute_object_task_logs: Vec<Piece>,
}

#[derive(Deserialize)]
struct Piece {
    log_content: String,
    offset: u64,
    next_offset: u64,
    total_bytes: u64,
}

async fn read_stream(
    response: Response,
    offset: u64,
    heard: impl Fn(Heard<'_>),
) -> Result<(), ApiError> {
    let headers: HashMap<String, String> = response.headers().entries().collect();
    let number = |name: &str| headers.get(name).and_then(|value| value.parse().ok());
    heard(Heard::Head {
        offset: number("fastexec-offset").unwrap_or(offset),
        total_bytes: number("fastexec-total-bytes").unwrap_or(0),
    });
    let Some(stream) = response.body() else {
        return Ok(());
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let read = JsFuture::from(reader.read()).await.map_err(|_| ApiError::unreachable())?;
        let field = |name: &str| Reflect::get(&read, &name.into()).unwrap_or_default();
        if field("done").is_truthy() {
            return Ok(());
        }
        if let Some(chunk) = field("value").dyn_ref::<Uint8Array>() {
            bytes.resize(chunk.length() as usize, 0);
            chunk.copy_to(&mut bytes);
            heard(Heard::Bytes(&bytes));
        }
    }
}
