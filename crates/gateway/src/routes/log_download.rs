//! GET …/stepInstance/{step}/log/download: output as its bytes. Of one object, whole or from an offset on; of all, as
//! a tar archive.

use crate::answer::Refusal;
use crate::auth::Operator;
use crate::routes::{number, query, run_of_step, scope};
use crate::run::{Output, Slice};
use crate::server::Gateway;
use crate::store::ObjectRow;
use axum::body::{Body, Bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use hyper::body::Frame;
use serde::Deserialize;
use std::io::{self, Write};
use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Bytes that are read at once.
const PIECE: u64 = 1024 * 1024;

#[derive(Debug, Deserialize)]
pub(crate) struct Options {
    r#type: Option<String>,
    resource_id: Option<String>,
    /// Of which attempt, from 0; the last one unless given.
    execute_count: Option<String>,
    /// Bytes. The answer goes on to the end, or to where bytes were dropped; without it, that is left out.
    offset: Option<String>,
}

/// What is wanted, read.
pub(crate) struct Wanted {
    pub(crate) attempt: Option<i64>,
    /// Kind and id; all objects unless given.
    pub(crate) object: Option<(i64, i64)>,
    pub(crate) offset: Option<u64>,
}

impl Options {
    pub(crate) fn read(&self) -> Result<Wanted, Refusal> {
        let optional =
            |name, text: &Option<String>| text.as_deref().map(|it| number(name, it)).transpose();
        let kind = optional("type", &self.r#type)?.unwrap_or(1);
        let id = optional("resource_id", &self.resource_id)?;
        Ok(Wanted {
            attempt: optional("execute_count", &self.execute_count)?,
            object: id.map(|id| (kind, id)),
            offset: self.offset.as_deref().map(|it| number("offset", it)).transpose()?,
        })
    }
}

pub(crate) async fn get(
    State(gateway): State<Gateway>,
    Path((scope_type, scope_id, job, step)): Path<(String, String, String, String)>,
    options: Result<Query<Options>, QueryRejection>,
    _operator: Operator,
) -> Result<Response, Refusal> {
    let scope = scope(&scope_type, &scope_id)?;
    let Wanted { attempt, object, offset } = query(options)?.read()?;
    let (job, _) = run_of_step(&gateway, scope, &job, &step).await?;
    let folder = gateway.data_dir.run(job);
    let Some((kind, resource_id)) = object else {
        let objects = gateway.store.read(move |db| db.objects(job, attempt)).await?;
        return Ok(archive(job, folder, objects));
    };
    let row = gateway.store.read(move |db| db.object(job, kind, resource_id, attempt)).await?;
    let row = row.ok_or(Refusal::NotFound)?;
    one(job, folder, &row, offset).await.map_err(|error| Refusal::internal(&error))
}

async fn one(
    job: i64,
    folder: PathBuf,
    row: &ObjectRow,
    offset: Option<u64>,
) -> io::Result<Response> {
    let name = row.output_name();
    let read = {
        let (folder, name) = (folder.clone(), name.clone());
        tokio::task::spawn_blocking(move || {
            Output::read(&folder, &name, offset.unwrap_or(0), PIECE)
        })
    };
    let first = read.await.map_err(io::Error::other)??;
    let file = format!("run-{job}-{}", file_name(row, &first));
    let place = Place { offset: first.offset, total: first.total, dropped: first.dropped };
    let (sender, receiver) = channel(4);
    let stops_at_gap = offset.is_some();
    tokio::task::spawn_blocking(move || send(&folder, &name, first, stops_at_gap, &sender));
    Ok(output(&file, place, Body::new(Pieces(receiver))))
}

/// Where in an output the bytes of an answer stand.
pub(crate) struct Place {
    pub(crate) offset: u64,
    pub(crate) total: u64,
    pub(crate) dropped: u64,
}

pub(crate) fn output(file: &str, place: Place, body: Body) -> Response {
    let mut response = download(file, "application/octet-stream", body);
    for (name, value) in [
        ("fastexec-offset", place.offset),
        ("fastexec-total-bytes", place.total),
        ("fastexec-dropped-bytes", place.dropped),
    ] {
        response.headers_mut().insert(name, HeaderValue::from(value));
    }
    response
}

pub(crate) fn download(file: &str, kind: &'static str, body: Body) -> Response {
    let mut response = body.into_response();
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{file}\""));
    out.insert(
        header::CONTENT_DISPOSITION,
        disposition.unwrap_or(HeaderValue::from_static("attachment")),
    );
    response
}

/// What was there when the request came; the receiver may go away at any time.
fn send(
    folder: &std::path::Path,
    name: &str,
    first: Slice,
    stops_at_gap: bool,
    sender: &Sender<io::Result<Bytes>>,
) {
    let end = first.total;
    let mut slice = first;
    loop {
        let next = slice.offset + slice.bytes.len() as u64;
        if slice.bytes.is_empty()
            || sender.blocking_send(Ok(slice.bytes.into())).is_err()
            || next >= end
        {
            return;
        }
        match Output::read(folder, name, next, PIECE.min(end - next)) {
            Ok(read) if read.offset == next || !stops_at_gap => slice = read,
            Ok(_) => return,
            Err(error) => {
                // The answer ends early: its reader asks for the rest, and hears of the error then.
                tracing::warn!(%error, "an output can't be read");
                return;
            }
        }
    }
}

/// Says what is missing, for whoever finds the file later.
fn file_name(row: &ObjectRow, slice: &Slice) -> String {
    let dropped = match slice.dropped {
        0 => String::new(),
        dropped => format!(".{dropped}-bytes-dropped"),
    };
    format!("{}{dropped}.log", row.file_name)
}

fn archive(job: i64, folder: PathBuf, objects: Vec<ObjectRow>) -> Response {
    let (sender, receiver) = channel(4);
    tokio::task::spawn_blocking(move || {
        if let Err(error) = write_archive(job, &folder, &objects, sender.clone()) {
            tracing::debug!(%error, "an archive was not read to its end");
            // An archive that ends early must not look whole; whoever asked may be gone.
            let _told = sender.blocking_send(Err(error));
        }
    });
    download(&format!("run-{job}.tar"), "application/x-tar", Body::new(Pieces(receiver)))
}

fn write_archive(
    job: i64,
    folder: &std::path::Path,
    objects: &[ObjectRow],
    sender: Sender<io::Result<Bytes>>,
) -> io::Result<()> {
    let mut archive = tar::Builder::new(io::BufWriter::with_capacity(64 * 1024, Pipe(sender)));
    for row in objects {
        let name = row.output_name();
        let (slice, _) = Output::read_all(folder, &name, 0)?;
        let name = format!("run-{job}/{}", file_name(row, &slice));
        add_output(&mut archive, &name, &slice.bytes, row.end_time.or(row.start_time))?;
    }
    archive.into_inner()?.flush()
}

/// `time` is when its object ended, or began. Milliseconds.
pub(crate) fn add_output(
    archive: &mut tar::Builder<impl Write>,
    name: &str,
    bytes: &[u8],
    time: Option<i64>,
) -> io::Result<()> {
    let mut head = tar::Header::new_ustar();
    head.set_size(bytes.len() as u64);
    head.set_mode(0o600);
    head.set_mtime(u64::try_from(time.unwrap_or(0) / 1000).unwrap_or(0));
    archive.append_data(&mut head, name, bytes)
}

/// A body that somebody else writes.
pub(crate) struct Pieces(pub(crate) Receiver<io::Result<Bytes>>);

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.0.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}

struct Pipe(Sender<io::Result<Bytes>>);

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let piece = Bytes::copy_from_slice(bytes);
        self.0.blocking_send(Ok(piece)).map_err(|_| io::ErrorKind::BrokenPipe)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
