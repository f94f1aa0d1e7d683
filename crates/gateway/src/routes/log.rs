//! POST …/stepInstance/{step}/log: the output of some execute objects, whole or from an offset on.

use crate::answer::{Data, Refusal, Sentence};
use crate::auth::Operator;
use crate::routes::{JsonBody, run_of_step, scope};
use crate::run::{Output, Slice, run_status};
use crate::server::Gateway;
use crate::store::step_of;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
pub(crate) struct Wanted {
    pub(crate) execute_object_list: Vec<WantedObject>,
    /// Of which attempt, from 0; the last one unless given.
    pub(crate) execute_count: Option<i64>,
}

#[derive(Deserialize)]
pub(crate) struct WantedObject {
    /// 1 host, 2 container.
    pub(crate) r#type: i64,
    pub(crate) resource_id: String,
    /// Bytes. Without both, the whole output is the answer.
    pub(crate) offset: Option<u64>,
    pub(crate) limit: Option<u64>,
}

/// Objects that one request may ask for.
const OBJECTS_MAX: usize = 50;

pub(crate) async fn post(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id, job, step)): Path<(String, String, String, String)>,
    _operator: Operator,
    JsonBody(body): JsonBody,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let wanted = wanted(&body)?;
    let (job, run) = run_of_step(&gateway, scope, &job, &step).await?;
    let is_finished = run_status::is_finished(run.progress.job);
    let mut logs = Vec::new();
    for object in wanted.execute_object_list {
        logs.push(log(&gateway, job, is_finished, wanted.execute_count, object).await?);
    }
    Ok(Data(json!({
        "job_instance_id": job,
        "step_instance_id": step_of(job),
        "log_type": 1,
        "script_execute_object_task_logs": logs,
    }))
    .into_response())
}

/// What a request asks for.
pub(crate) fn wanted(body: &[u8]) -> Result<Wanted, Refusal> {
    let wanted: Wanted = serde_json::from_slice(body).map_err(|error| {
        Refusal::BadRequest(Sentence::new(
            format!("The body is not {{\"execute_object_list\": [{{\"type\": 1, \"resource_id\": \"101\"}}]}}: {error}."),
            format!("请求体应为 {{\"execute_object_list\": [{{\"type\": 1, \"resource_id\": \"101\"}}]}}：{error}。"),
        ))
    })?;
    if wanted.execute_object_list.len() > OBJECTS_MAX {
        return Err(Refusal::BadRequest(Sentence::new(
            format!("At most {OBJECTS_MAX} objects can be asked for at once."),
            format!("一次最多查询 {OBJECTS_MAX} 个执行对象。"),
        )));
    }
    Ok(wanted)
}

async fn log(
    gateway: &Gateway,
    job: i64,
    is_finished: bool,
    attempt: Option<i64>,
    wanted: WantedObject,
) -> Result<Value, Refusal> {
    let unknown = || {
        Refusal::BadRequest(Sentence::new(
            format!(
                "The run has no object of type {} with id {}.",
                wanted.r#type, wanted.resource_id
            ),
            format!(
                "该作业没有类型为 {}、ID 为 {} 的执行对象。",
                wanted.r#type, wanted.resource_id
            ),
        ))
    };
    let kind = wanted.r#type;
    let resource_id: i64 = wanted.resource_id.parse().map_err(|_| unknown())?;
    let row = gateway.store.read(move |db| db.object(job, kind, resource_id, attempt)).await?;
    let row = row.ok_or_else(unknown)?;
    let folder = gateway.data_dir.run(job);
    let name = row.output_name();
    let (offset, limit) = (wanted.offset.unwrap_or(0), wanted.limit);
    let read = tokio::task::spawn_blocking(move || {
        let Some(limit) = limit else {
            return Output::read_all(&folder, &name, offset);
        };
        let slice = Output::read(&folder, &name, offset, limit)?;
        let end = slice.offset + slice.bytes.len() as u64;
        Ok((slice, end))
    });
    let (slice, end) = read
        .await
        .map_err(|error| Refusal::internal(&error))?
        .map_err(|error| Refusal::internal(&error))?;
    let (content, length) = text(&slice, is_finished);
    // What could not start has printed nothing; its reason stands in for the output.
    let content = if content.is_empty() && slice.total == 0 { row.error } else { content };
    let next = end - (slice.bytes.len() - length) as u64;
    Ok(json!({
        "execute_object": row.execute_object,
        "log_content": content,
        "offset": slice.offset,
        "next_offset": next,
        "total_bytes": slice.total,
        "dropped_bytes": slice.dropped,
    }))
}

/// The text of a slice and how many bytes it took. A character that is cut at the end is left for the next slice,
/// unless there is none; other bytes that are not UTF-8 become U+FFFD.
fn text(slice: &Slice, is_finished: bool) -> (String, usize) {
    let is_end = is_finished && slice.offset + slice.bytes.len() as u64 >= slice.total;
    let mut length = slice.bytes.len();
    if !is_end {
        let cut = cut_character(&slice.bytes);
        // A limit of less than a character must not stand still for ever.
        if cut < length {
            length -= cut;
        }
    }
    (String::from_utf8_lossy(&slice.bytes[..length]).into_owned(), length)
}

/// How many bytes at the end are the beginning of a character.
fn cut_character(bytes: &[u8]) -> usize {
    let tail = &bytes[bytes.len().saturating_sub(3)..];
    (0..tail.len())
        .map(|from| &tail[from..])
        .find(|suffix| {
            suffix[0] >= 0xC2
                && std::str::from_utf8(suffix).is_err_and(|error| error.error_len().is_none())
        })
        .map_or(0, <[u8]>::len)
}

#[cfg(test)]
mod tests {
    use super::{cut_character, text};
    use crate::run::Slice;

    #[test]
    fn cut_characters() {
        for (bytes, cut) in [
            (&b""[..], 0),
            (b"abc", 0),
            ("é中😀".as_bytes(), 0),
            (b"a\xe4", 1),
            (b"a\xe4\xb8", 2),
            (b"\xf0\x9f\x98", 3),
            (b"\xff\xff", 0),
            (b"\x80", 0),
        ] {
            assert_eq!(cut_character(bytes), cut, "{bytes:?}");
        }
    }

    #[test]
    fn a_character_waits_for_its_rest() {
        let slice =
            |bytes: &[u8], total| Slice { bytes: bytes.to_vec(), offset: 0, total, dropped: 0 };
        assert_eq!(text(&slice(b"a\xe4\xb8", 4), true), ("a".to_owned(), 1));
        assert_eq!(text(&slice(b"a\xe4\xb8", 3), false), ("a".to_owned(), 1));
        assert_eq!(text(&slice(b"a\xe4\xb8", 3), true), ("a\u{fffd}".to_owned(), 3));
        assert_eq!(text(&slice(b"\xe4", 3), false), ("\u{fffd}".to_owned(), 1));
        assert_eq!(text(&slice(b"\xc4\xe3", 2), true), ("\u{fffd}\u{fffd}".to_owned(), 2));
    }
}
