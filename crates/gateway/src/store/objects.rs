//! The execute objects of runs: what waits, what runs, how it ended.

use super::Db;
use crate::run::object_status;
use rusqlite::{OptionalExtension, Row, params};
use serde_json::Value;

#[derive(Debug)]
pub(crate) struct ObjectRow {
    /// As [`file_name`](crate::inventory::ExecuteObject::file_name) makes it.
    pub(crate) file_name: String,
    /// As it is on the wire.
    pub(crate) execute_object: Value,
    pub(crate) batch: i64,
    pub(crate) execute_count: i64,
    pub(crate) status: i64,
    pub(crate) tag: String,
    pub(crate) exit_code: Option<i64>,
    /// Why the object could not be started; empty otherwise.
    pub(crate) error: String,
    pub(crate) start_time: Option<i64>,
    pub(crate) end_time: Option<i64>,
}

impl ObjectRow {
    /// Of the output of this attempt.
    pub(crate) fn output_name(&self) -> String {
        output_name(&self.file_name, self.execute_count)
    }
}

/// An object that shall run now.
#[derive(Clone, Debug)]
pub(crate) struct WaitingObject {
    /// In run order, from 0.
    pub(crate) position: i64,
    pub(crate) kind: i64,
    pub(crate) resource_id: i64,
    pub(crate) output_name: String,
}

/// How an object ended.
#[derive(Debug)]
pub(crate) struct ObjectEnd {
    pub(crate) status: i64,
    pub(crate) exit_code: Option<i64>,
    pub(crate) tag: String,
    pub(crate) error: String,
}

fn output_name(file_name: &str, execute_count: i64) -> String {
    match execute_count {
        0 => file_name.to_owned(),
        count => format!("{file_name}.{count}"),
    }
}

/// Rows as they are now, or as they were at an earlier attempt: what was not run again since is as it is.
const ROWS: &str = "SELECT object.file_name, object.execute_object, object.batch,
        coalesce(attempt.execute_count, object.execute_count), coalesce(attempt.status, object.status),
        coalesce(attempt.tag, object.tag),
        CASE WHEN attempt.position IS NULL THEN object.exit_code ELSE attempt.exit_code END,
        coalesce(attempt.error, object.error),
        CASE WHEN attempt.position IS NULL THEN object.start_time ELSE attempt.start_time END,
        CASE WHEN attempt.position IS NULL THEN object.end_time ELSE attempt.end_time END
    FROM object LEFT JOIN attempt ON attempt.job_instance_id = object.job_instance_id
        AND attempt.position = object.position AND attempt.execute_count = ?2
    WHERE object.job_instance_id = ?1";

impl Db {
    /// In run order; of one attempt when that is given.
    pub(crate) fn objects(
        &self,
        job: i64,
        execute_count: Option<i64>,
    ) -> rusqlite::Result<Vec<ObjectRow>> {
        let query = format!("{ROWS} ORDER BY object.position");
        let mut statement = self.connection.prepare_cached(&query)?;
        statement.query_map(params![job, execute_count], object_row)?.collect()
    }

    pub(crate) fn object(
        &self,
        job: i64,
        kind: i64,
        resource_id: i64,
        execute_count: Option<i64>,
    ) -> rusqlite::Result<Option<ObjectRow>> {
        let query = format!("{ROWS} AND object.type = ?3 AND object.resource_id = ?4");
        let mut statement = self.connection.prepare_cached(&query)?;
        statement.query_row(params![job, execute_count, kind, resource_id], object_row).optional()
    }

    /// Those of a batch, in run order.
    pub(crate) fn waiting(&self, job: i64, batch: i64) -> rusqlite::Result<Vec<WaitingObject>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT position, type, resource_id, file_name, execute_count FROM object
             WHERE job_instance_id = ?1 AND batch = ?2 AND status = ?3 ORDER BY position",
        )?;
        let rows = statement.query_map(params![job, batch, object_status::WAITING], |row| {
            let file_name: String = row.get(3)?;
            Ok(WaitingObject {
                position: row.get(0)?,
                kind: row.get(1)?,
                resource_id: row.get(2)?,
                output_name: output_name(&file_name, row.get(4)?),
            })
        })?;
        rows.collect()
    }

    pub(crate) fn start_object(&self, job: i64, position: i64, now: i64) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare_cached(
            "UPDATE object SET status = ?3, start_time = ?4 WHERE job_instance_id = ?1 AND position = ?2",
        )?;
        statement.execute(params![job, position, object_status::RUNNING, now])?;
        Ok(())
    }

    pub(crate) fn end_object(
        &self,
        job: i64,
        position: i64,
        end: &ObjectEnd,
        now: i64,
    ) -> rusqlite::Result<()> {
        let mut statement = self.connection.prepare_cached(
            "UPDATE object SET status = ?3, exit_code = ?4, tag = ?5, error = ?6, end_time = ?7
             WHERE job_instance_id = ?1 AND position = ?2",
        )?;
        statement.execute(params![
            job,
            position,
            end.status,
            end.exit_code,
            end.tag,
            end.error,
            now
        ])?;
        Ok(())
    }
}

fn object_row(row: &Row<'_>) -> rusqlite::Result<ObjectRow> {
    let execute_object: String = row.get(1)?;
    Ok(ObjectRow {
        file_name: row.get(0)?,
        execute_object: serde_json::from_str(&execute_object).unwrap_or_default(),
        batch: row.get(2)?,
        execute_count: row.get(3)?,
        status: row.get(4)?,
        tag: row.get(5)?,
        exit_code: row.get(6)?,
        error: row.get(7)?,
        start_time: row.get(8)?,
        end_time: row.get(9)?,
    })
}
