//! GET …/stepInstance/{step}/outputGroups: objects that printed the same. GET …/outputGroups/diff: what sets two apart.

use crate::answer::{Data, Refusal, Sentence};
use crate::auth::Operator;
use crate::routes::{number, query, run_of_step, scope};
use crate::run::{Normalisers, Output, OutputDigest, OutputKey, digest, object_status};
use crate::server::Gateway;
use crate::store::ObjectRow;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use similar::{ChangeTag, DiffOp, TextDiff};
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// For comparing outputs before there is an answer; what is left waits for the next request.
const TIME: Duration = Duration::from_millis(800);
/// Bytes of each output that are compared line by line.
const DIFF_BYTES: usize = 512 * 1024;
/// Lines that say what is different.
const DIFF_LINES: usize = 4000;
/// Lines around a difference.
const CONTEXT: usize = 3;
/// Lines are cut after that: a page shows them.
const LINE_BYTES: usize = 4096;

#[derive(Debug, Deserialize)]
pub(crate) struct GroupOptions {
    /// Of `time`, `process_id`, `host`, separated by commas.
    normalise: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct DiffOptions {
    normalise: Option<String>,
    base_type: String,
    base_resource_id: String,
    r#type: String,
    resource_id: String,
}

pub(crate) async fn list(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id, job, step)): Path<(String, String, String, String)>,
    options: Result<Query<GroupOptions>, QueryRejection>,
    _operator: Operator,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let normalisers = normalisers(query(options)?.normalise.as_deref())?;
    let (job, _) = run_of_step(&gateway, scope, &job, &step).await?;
    let objects = gateway.store.read(move |db| db.objects(job, None)).await?;
    let groups = tokio::task::spawn_blocking(move || groups(&gateway, job, normalisers, objects));
    Ok(Data(groups.await.map_err(|error| Refusal::internal(&error))?).into_response())
}

pub(crate) async fn diff(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id, job, step)): Path<(String, String, String, String)>,
    options: Result<Query<DiffOptions>, QueryRejection>,
    _operator: Operator,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let options = query(options)?;
    let normalisers = normalisers(options.normalise.as_deref())?;
    let (job, _) = run_of_step(&gateway, scope, &job, &step).await?;
    let base_key = (
        number("base_type", &options.base_type)?,
        number("base_resource_id", &options.base_resource_id)?,
    );
    let other_key =
        (number("type", &options.r#type)?, number("resource_id", &options.resource_id)?);
    let rows = gateway.store.read(move |db| {
        let row = |(kind, id): (i64, i64)| db.object(job, kind, id, None);
        Ok((row(base_key)?, row(other_key)?))
    });
    let (Some(base), Some(other)) = rows.await? else {
        return Err(Refusal::NotFound);
    };
    let folder = gateway.data_dir.run(job);
    let lines = tokio::task::spawn_blocking(move || {
        let text = |row: &ObjectRow| -> std::io::Result<(String, bool)> {
            let (bytes, _) = output(&folder, row)?;
            let normal = normalisers.apply(&bytes, &names(row));
            let cut = normal.len().min(DIFF_BYTES);
            Ok((String::from_utf8_lossy(&normal[..cut]).into_owned(), cut < normal.len()))
        };
        let ((base, is_base_cut), (other, is_other_cut)) = (text(&base)?, text(&other)?);
        let (lines, is_cut) = diff_lines(&base, &other);
        std::io::Result::Ok(json!({
            "line_list": lines,
            "is_cut": is_cut || is_base_cut || is_other_cut,
        }))
    });
    let lines = lines.await.map_err(|error| Refusal::internal(&error))?;
    Ok(Data(lines.map_err(|error| Refusal::internal(&error))?).into_response())
}

fn normalisers(list: Option<&str>) -> Result<Normalisers, Refusal> {
    Normalisers::parse(list.unwrap_or_default()).map_err(|word| {
        Refusal::BadRequest(Sentence::new(
            format!("normalise takes time, process_id and host, not {word}."),
            format!("normalise 只接受 time、process_id 和 host，不接受 {word}。"),
        ))
    })
}

/// Groups of what has ended, the smallest first.
fn groups(gateway: &Gateway, job: i64, normalisers: Normalisers, objects: Vec<ObjectRow>) -> Value {
    let until = Instant::now() + TIME;
    let mut groups: HashMap<[u8; 16], (u64, Vec<Value>)> = HashMap::new();
    let (mut pending, mut unfinished) = (0_usize, 0_usize);
    for row in objects {
        if matches!(row.status, object_status::WAITING | object_status::RUNNING) {
            unfinished += 1;
            continue;
        }
        // What was never started has not printed nothing.
        if row.start_time.is_none() {
            continue;
        }
        match digest_of(gateway, job, normalisers, &row, until) {
            Some(OutputDigest { hash, total }) => {
                // Normalised outputs may be of several sizes: the first one's is told.
                let (_, objects) = groups.entry(hash).or_insert((total, Vec::new()));
                objects.push(json!({
                    "type": row.execute_object["type"],
                    "resource_id": row.execute_object["resource_id"],
                }));
            }
            None => pending += 1,
        }
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(hash, (_, objects))| (objects.len(), *hash));
    let groups: Vec<Value> = groups
        .into_iter()
        .map(|(hash, (total, objects))| {
            let digest: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
            json!({ "digest": digest, "total_bytes": total, "execute_object_list": objects })
        })
        .collect();
    json!({ "group_list": groups, "pending_count": pending, "unfinished_count": unfinished })
}

/// `None` when there is no time left for it.
fn digest_of(
    gateway: &Gateway,
    job: i64,
    normalisers: Normalisers,
    row: &ObjectRow,
    until: Instant,
) -> Option<OutputDigest> {
    let key = OutputKey { job, name: row.output_name(), normalisers };
    if let Some(known) = gateway.digests.known(&key) {
        return Some(known);
    }
    if Instant::now() > until {
        return None;
    }
    let (bytes, total) = output(&gateway.data_dir.run(job), row)
        .inspect_err(|error| tracing::warn!(%error, job, "an output can't be read"))
        .ok()?;
    let digest = digest(&bytes, total, normalisers, &names(row));
    gateway.digests.keep(key, digest);
    Some(digest)
}

/// What an object printed; why it could not start when that is so.
fn output(folder: &std::path::Path, row: &ObjectRow) -> std::io::Result<(Vec<u8>, u64)> {
    let (slice, _) = Output::read_all(folder, &row.output_name(), 0)?;
    if slice.total == 0 && !row.error.is_empty() {
        return Ok((row.error.as_bytes().to_vec(), row.error.len() as u64));
    }
    Ok((slice.bytes, slice.total))
}

/// What a host or container may call itself, the longest first: an address may hold an id.
fn names(row: &ObjectRow) -> Vec<String> {
    let object = &row.execute_object;
    let names = [
        &object["host"]["ip"],
        &object["container"]["container_uid"],
        &object["container"]["name"],
        &object["resource_id"],
    ];
    let mut names: Vec<String> =
        names.into_iter().filter_map(Value::as_str).map(str::to_owned).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}

/// Lines as the page shows them, and whether some were left out.
fn diff_lines(base: &str, other: &str) -> (Vec<Value>, bool) {
    let diff = TextDiff::configure().timeout(Duration::from_secs(2)).diff_lines(base, other);
    let mut lines = Vec::new();
    let mut last = 0;
    let same = |count: usize| json!({ "kind": "skipped", "count": count });
    for group in diff.grouped_ops(CONTEXT) {
        let start = group.first().map_or(0, |op| op.old_range().start);
        if start > last {
            lines.push(same(start - last));
        }
        last = group.last().map_or(last, |op| op.old_range().end);
        for change in group.iter().flat_map(|op: &DiffOp| diff.iter_changes(op)) {
            if lines.len() >= DIFF_LINES {
                return (lines, true);
            }
            let kind = match change.tag() {
                ChangeTag::Equal => "same",
                ChangeTag::Delete => "removed",
                ChangeTag::Insert => "added",
            };
            lines.push(json!({ "kind": kind, "text": shortened(change.value()) }));
        }
    }
    let rest = base.lines().count().saturating_sub(last);
    if rest > 0 {
        lines.push(same(rest));
    }
    (lines, false)
}

/// Without its end of line.
fn shortened(line: &str) -> String {
    let line = line.trim_end_matches(['\n', '\r']);
    if line.len() <= LINE_BYTES {
        return line.to_owned();
    }
    let cut = (0..=LINE_BYTES).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0);
    format!("{}…", &line[..cut])
}

#[cfg(test)]
mod tests {
    use super::diff_lines;

    #[test]
    fn differences_in_their_surroundings() {
        let base: String = (1..=20).map(|line| format!("line {line}\n")).collect();
        let other = base.replace("line 10\n", "line ten\n");
        let (lines, is_cut) = diff_lines(&base, &other);
        let said: Vec<String> = lines.iter().map(ToString::to_string).collect();
        assert!(!is_cut);
        assert_eq!(
            said,
            [
                r#"{"count":6,"kind":"skipped"}"#,
                r#"{"kind":"same","text":"line 7"}"#,
                r#"{"kind":"same","text":"line 8"}"#,
                r#"{"kind":"same","text":"line 9"}"#,
                r#"{"kind":"removed","text":"line 10"}"#,
                r#"{"kind":"added","text":"line ten"}"#,
                r#"{"kind":"same","text":"line 11"}"#,
                r#"{"kind":"same","text":"line 12"}"#,
                r#"{"kind":"same","text":"line 13"}"#,
                r#"{"count":7,"kind":"skipped"}"#,
            ]
        );
        assert_eq!(diff_lines("a\n", "a\n").0.len(), 1);
    }
}
