//! GET …/stepInstance/{step}/log/download: logs as files. Of one object, or of all as a tar archive, which is written
//! while JOB is asked.

use super::log::{OBJECTS_MAX, Of, check_attempt};
use super::status::objects_of;
use super::{Person, id};
use crate::answer::Refusal;
use crate::inventory::file_name;
use crate::routes::log_download::{Options, Pieces, Place, Wanted, add_output, download, output};
use crate::routes::{query, scope};
use crate::server::Gateway;
use axum::body::{Body, Bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde_json::Value;
use std::io;
use tokio::sync::mpsc::{Sender, channel};

pub(crate) async fn get(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id, job, step)): Path<(String, String, String, String)>,
    options: Result<Query<Options>, QueryRejection>,
    person: Person,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let Wanted { attempt, object, offset } = query(options)?.read()?;
    let (job, step) = (id(&job)?, id(&step)?);
    check_attempt(&gateway, &person, scope, job, attempt).await?;
    let of = Of { scope, job, step };
    let Some((kind, resource_id)) = object else {
        let objects = objects_of(&gateway, &person, scope, job).await?;
        let (sender, receiver) = channel(4);
        tokio::spawn(async move {
            if let Err(error) = archive(&gateway, &person, of, &objects, &sender).await {
                tracing::debug!(%error, "an archive was not read to its end");
                // An archive that ends early must not look whole; whoever asked may be gone.
                let _told = sender.send(Err(error)).await;
            }
        });
        let body = Body::new(Pieces(receiver));
        return Ok(download(&format!("run-{job}.tar"), "application/x-tar", body));
    };
    let logs = of.logs(&gateway, &person, kind, vec![resource_id]).await?;
    let text = logs.text(resource_id).as_bytes();
    let start = usize::try_from(offset.unwrap_or(0)).unwrap_or(usize::MAX).min(text.len());
    let place = Place { offset: start as u64, total: text.len() as u64, dropped: 0 };
    let file = format!("run-{job}-{}.log", file_name(kind, resource_id));
    Ok(output(&file, place, Body::from(text[start..].to_vec())))
}

async fn archive(
    gateway: &Gateway,
    person: &Person,
    of: Of,
    objects: &[Value],
    sender: &Sender<io::Result<Bytes>>,
) -> io::Result<()> {
    let mut archive = tar::Builder::new(Vec::new());
    for kind in [1, 2] {
        let ids: Vec<(i64, Option<i64>)> = objects
            .iter()
            .filter(|it| it["execute_object"]["type"] == kind)
            .filter_map(|it| {
                let id = it["execute_object"]["resource_id"].as_str()?.parse().ok()?;
                Some((id, it["end_time"].as_i64().or(it["start_time"].as_i64())))
            })
            .collect();
        for some in ids.chunks(OBJECTS_MAX) {
            let asked = some.iter().map(|(id, _)| *id).collect();
            let logs = of
                .logs(gateway, person, kind, asked)
                .await
                .map_err(|_| io::Error::other("JOB did not give all outputs"))?;
            for (id, time) in some {
                let name = format!("run-{}/{}.log", of.job, file_name(kind, *id));
                add_output(&mut archive, &name, logs.text(*id).as_bytes(), *time)?;
            }
            send(sender, std::mem::take(archive.get_mut())).await?;
        }
    }
    send(sender, archive.into_inner()?).await
}

async fn send(sender: &Sender<io::Result<Bytes>>, bytes: Vec<u8>) -> io::Result<()> {
    sender.send(Ok(bytes.into())).await.map_err(|_| io::ErrorKind::BrokenPipe.into())
}
