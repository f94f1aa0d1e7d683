//! GET …/stepInstance/{step}/outputGroups: objects that printed the same. GET …/outputGroups/diff: what sets two apart.
//! JOB compares nothing: its logs are asked for, fifty at a time, and what there is no time for is told as pending.

use super::log::{Logs, OBJECTS_MAX, Of};
use super::status::{brief, objects_of};
use super::trouble::Trouble;
use super::{Person, id};
use crate::answer::{Data, Refusal};
use crate::routes::output_groups::{DiffOptions, GroupOptions, Groups, TIME, compare, names};
use crate::routes::{query, scope};
use crate::run::{Normalisers, OutputDigest, OutputKey, digest};
use crate::server::Gateway;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use std::sync::Arc;
use tokio::time::{Instant, timeout_at};

/// An object whose output is to be read.
struct Unread {
    kind: i64,
    id: i64,
    execute_object: Value,
    key: OutputKey,
}

pub(crate) async fn list(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id, job, step)): Path<(String, String, String, String)>,
    options: Result<Query<GroupOptions>, QueryRejection>,
    person: Person,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let normalisers = query(options)?.normalisers()?;
    let of = Of { scope, job: id(&job)?, step: id(&step)? };
    let objects = objects_of(&gateway, &person, scope, of.job).await?;
    let attempt = brief(&gateway, &person, scope, of.job).await?.attempt.unwrap_or(0);
    let mut groups = Groups::default();
    let mut unread = Vec::new();
    for mut object in objects {
        let status = object["status"].as_i64().unwrap_or_default();
        if !groups.counts(status, object["start_time"].as_i64()) {
            continue;
        }
        let execute_object = object["execute_object"].take();
        let resource_id = execute_object["resource_id"].as_str().and_then(|id| id.parse().ok());
        let (Some(kind), Some(id)) = (execute_object["type"].as_i64(), resource_id) else {
            continue;
        };
        // Ids of jobs are JOB's own, whatever the scope.
        let key = OutputKey { job: of.job, name: format!("{kind}-{id}-{attempt}"), normalisers };
        match gateway.digests.known(&key) {
            Some(known) => groups.add(known, &execute_object),
            None => unread.push(Unread { kind, id, execute_object, key }),
        }
    }
    let until = Instant::now() + TIME;
    unread.sort_by_key(|it| it.kind);
    for some in unread.chunk_by(|a, b| a.kind == b.kind).flat_map(|it| it.chunks(OBJECTS_MAX)) {
        let ids = some.iter().map(|it| it.id).collect();
        let asked = of.logs(&gateway, &person, some[0].kind, ids);
        match timeout_at(until, asked).await {
            Ok(Ok(logs)) => read(&gateway, &mut groups, some, logs, normalisers).await?,
            Ok(Err(trouble)) => return Err(trouble.into()),
            // The question goes on by itself, and the next request finds its answer.
            Err(_) => groups.pending += some.len(),
        }
    }
    Ok(Data(groups.wire()).into_response())
}

async fn read(
    gateway: &Gateway,
    groups: &mut Groups,
    some: &[Unread],
    logs: Arc<Logs>,
    normalisers: Normalisers,
) -> Result<(), Refusal> {
    let objects: Vec<(i64, Vec<String>)> =
        some.iter().map(|it| (it.id, names(&it.execute_object))).collect();
    let is_finished = logs.is_finished;
    let digests = tokio::task::spawn_blocking(move || {
        let of = |(id, names): &(i64, Vec<String>)| {
            let text = logs.text(*id).as_bytes();
            digest(text, text.len() as u64, normalisers, names)
        };
        objects.iter().map(of).collect::<Vec<OutputDigest>>()
    });
    let digests = digests.await.map_err(|error| Refusal::internal(&error))?;
    for (object, digest) in some.iter().zip(digests) {
        // While a run goes on, more of a log may still be on its way to JOB.
        if is_finished {
            gateway.digests.keep(object.key.clone(), digest);
        }
        groups.add(digest, &object.execute_object);
    }
    Ok(())
}

pub(crate) async fn diff(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id, job, step)): Path<(String, String, String, String)>,
    options: Result<Query<DiffOptions>, QueryRejection>,
    person: Person,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let options = query(options)?;
    let normalisers = options.normalisers()?;
    let of = Of { scope, job: id(&job)?, step: id(&step)? };
    let objects = objects_of(&gateway, &person, scope, of.job).await?;
    let text = async |(kind, id): (i64, i64)| {
        let resource_id = id.to_string();
        let object = objects
            .iter()
            .map(|it| &it["execute_object"])
            .find(|it| it["type"] == kind && it["resource_id"] == resource_id.as_str())
            .ok_or(Refusal::NotFound)?;
        let asked = of.logs(&gateway, &person, kind, vec![id]).await;
        let logs = asked.map_err(|trouble: Trouble| Refusal::from(trouble))?;
        Ok::<_, Refusal>((logs, id, names(object)))
    };
    let [base, other] = options.objects()?;
    let (base, other) = (text(base).await?, text(other).await?);
    let compared = tokio::task::spawn_blocking(move || {
        let normal = |(logs, id, names): &(Arc<Logs>, i64, Vec<String>)| {
            normalisers.apply(logs.text(*id).as_bytes(), names)
        };
        compare(&normal(&base), &normal(&other))
    });
    Ok(Data(compared.await.map_err(|error| Refusal::internal(&error))?).into_response())
}
