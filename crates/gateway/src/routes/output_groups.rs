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
pub(crate) const TIME: Duration = Duration::from_millis(800);
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

impl GroupOptions {
    pub(crate) fn normalisers(&self) -> Result<Normalisers, Refusal> {
        normalisers(self.normalise.as_deref())
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct DiffOptions {
    normalise: Option<String>,
    base_type: String,
    base_resource_id: String,
    r#type: String,
    resource_id: String,
}

impl DiffOptions {
    pub(crate) fn normalisers(&self) -> Result<Normalisers, Refusal> {
        normalisers(self.normalise.as_deref())
    }

    /// Kind and id of both.
    pub(crate) fn objects(&self) -> Result<[(i64, i64); 2], Refusal> {
        Ok([
            (
                number("base_type", &self.base_type)?,
                number("base_resource_id", &self.base_resource_id)?,
            ),
            (number("type", &self.r#type)?, number("resource_id", &self.resource_id)?),
        ])
    }
}

pub(crate) async fn list(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id, job, step)): Path<(String, String, String, String)>,
    options: Result<Query<GroupOptions>, QueryRejection>,
    _operator: Operator,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let normalisers = query(options)?.normalisers()?;
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
    let normalisers = options.normalisers()?;
    let (job, _) = run_of_step(&gateway, scope, &job, &step).await?;
    let [base_key, other_key] = options.objects()?;
    let rows = gateway.store.read(move |db| {
        let row = |(kind, id): (i64, i64)| db.object(job, kind, id, None);
        Ok((row(base_key)?, row(other_key)?))
    });
    let (Some(base), Some(other)) = rows.await? else {
        return Err(Refusal::NotFound);
    };
    let folder = gateway.data_dir.run(job);
    let lines = tokio::task::spawn_blocking(move || {
        let text = |row: &ObjectRow| -> std::io::Result<Vec<u8>> {
            Ok(normalisers.apply(&output(&folder, row)?.0, &names(&row.execute_object)))
        };
        std::io::Result::Ok(compare(&text(&base)?, &text(&other)?))
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

/// What sets two normalised outputs apart.
pub(crate) fn compare(base: &[u8], other: &[u8]) -> Value {
    let text = |bytes: &[u8]| {
        let cut = bytes.len().min(DIFF_BYTES);
        String::from_utf8_lossy(&bytes[..cut]).into_owned()
    };
    let (lines, is_cut) = diff_lines(&text(base), &text(other));
    let is_cut = is_cut || base.len().max(other.len()) > DIFF_BYTES;
    json!({ "line_list": lines, "is_cut": is_cut })
}

/// Groups of what has ended.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    of: HashMap<[u8; 16], (u64, Vec<Value>)>,
    /// For which there was no time.
    pub(crate) pending: usize,
    pub(crate) unfinished: usize,
}

impl Groups {
    /// Whether an object has an output that can be compared.
    pub(crate) fn counts(&mut self, status: i64, start_time: Option<i64>) -> bool {
        if matches!(status, object_status::WAITING | object_status::RUNNING) {
            self.unfinished += 1;
            return false;
        }
        // What was never started has not printed nothing.
        start_time.is_some()
    }

    pub(crate) fn add(&mut self, digest: OutputDigest, execute_object: &Value) {
        // Normalised outputs may be of several sizes: the first one's is told.
        let (_, objects) = self.of.entry(digest.hash).or_insert((digest.total, Vec::new()));
        objects.push(json!({
            "type": execute_object["type"],
            "resource_id": execute_object["resource_id"],
        }));
    }

    /// The smallest first.
    pub(crate) fn wire(self) -> Value {
        let mut groups: Vec<_> = self.of.into_iter().collect();
        groups.sort_by_key(|(hash, (_, objects))| (objects.len(), *hash));
        let groups: Vec<Value> = groups
            .into_iter()
            .map(|(hash, (total, objects))| {
                let digest: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
                json!({ "digest": digest, "total_bytes": total, "execute_object_list": objects })
            })
            .collect();
        json!({
            "group_list": groups,
            "pending_count": self.pending,
            "unfinished_count": self.unfinished,
        })
    }
}

fn groups(gateway: &Gateway, job: i64, normalisers: Normalisers, objects: Vec<ObjectRow>) -> Value {
    let until = Instant::now() + TIME;
    let mut groups = Groups::default();
    for row in objects {
        if !groups.counts(row.status, row.start_time) {
            continue;
        }
        match digest_of(gateway, job, normalisers, &row, until) {
            Some(digest) => groups.add(digest, &row.execute_object),
            None => groups.pending += 1,
        }
    }
    groups.wire()
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
    let digest = digest(&bytes, total, normalisers, &names(&row.execute_object));
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
pub(crate) fn names(object: &Value) -> Vec<String> {
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
