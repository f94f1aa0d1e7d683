//! Runs and their objects.

use super::Db;
use crate::inventory::ExecuteObject;
use crate::run::{object_status, run_status};
use rusqlite::{OptionalExtension, Row, params};
use serde_json::{Value, json};

/// A run to record.
#[derive(Debug)]
pub(crate) struct NewRun {
    pub(crate) scope_type: &'static str,
    pub(crate) scope_id: i64,
    pub(crate) name: String,
    pub(crate) operator: String,
    pub(crate) create_time: i64,
    /// With sensitive parameters masked.
    pub(crate) request: String,
    pub(crate) objects: Vec<ExecuteObject>,
    /// A key, and the hash of the request that it stands for.
    pub(crate) idempotency: Option<(String, String)>,
}

/// What the answer to a submission names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Recorded {
    pub(crate) job_instance_id: i64,
    pub(crate) name: String,
}

impl Recorded {
    pub(crate) fn step_instance_id(&self) -> i64 {
        step_of(self.job_instance_id)
    }
}

/// The id of a job's one step.
pub(crate) const fn step_of(job_instance_id: i64) -> i64 {
    job_instance_id + 1
}

#[derive(Debug)]
pub(crate) struct RunRow {
    pub(crate) scope_type: String,
    pub(crate) scope_id: i64,
    pub(crate) name: String,
    pub(crate) status: i64,
    pub(crate) create_time: i64,
    pub(crate) start_time: Option<i64>,
    pub(crate) end_time: Option<i64>,
    pub(crate) execute_count: i64,
}

#[derive(Debug)]
pub(crate) struct ObjectRow {
    pub(crate) file_name: String,
    pub(crate) execute_object: Value,
    pub(crate) status: i64,
    pub(crate) tag: String,
    pub(crate) exit_code: Option<i64>,
    /// Why the object could not be started; empty otherwise.
    pub(crate) error: String,
    pub(crate) start_time: Option<i64>,
    pub(crate) end_time: Option<i64>,
}

/// How an object ended.
#[derive(Debug)]
pub(crate) struct ObjectEnd {
    pub(crate) status: i64,
    pub(crate) exit_code: Option<i64>,
    pub(crate) tag: String,
    pub(crate) error: String,
}

const OBJECT_COLUMNS: &str =
    "file_name, execute_object, status, tag, exit_code, error, start_time, end_time";

impl Db {
    /// Records a run as running, with all its objects waiting.
    pub(crate) fn add_run(&mut self, run: NewRun) -> rusqlite::Result<Recorded> {
        let transaction = self.connection.transaction()?;
        transaction.execute(
            "INSERT INTO run (job_instance_id, scope_type, scope_id, name, operator, status, create_time,
                 start_time, request)
             VALUES ((SELECT seq + 2 FROM sqlite_sequence WHERE name = 'run'), ?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7)",
            params![
                run.scope_type,
                run.scope_id,
                run.name,
                run.operator,
                run_status::RUNNING,
                run.create_time,
                run.request
            ],
        )?;
        let job_instance_id = transaction.last_insert_rowid();
        {
            let mut insert = transaction.prepare(
                "INSERT INTO object (job_instance_id, position, type, resource_id, file_name, execute_object, status)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?;
            for (position, object) in (0_i64..).zip(&run.objects) {
                insert.execute(params![
                    job_instance_id,
                    position,
                    object.kind(),
                    object.id(),
                    object.file_name(),
                    wire(object).to_string(),
                    object_status::WAITING
                ])?;
            }
        }
        if let Some((key, hash)) = &run.idempotency {
            transaction.execute(
                "INSERT INTO idempotency (operator, key, request_hash, job_instance_id) VALUES (?1, ?2, ?3, ?4)",
                params![run.operator, key, hash, job_instance_id],
            )?;
        }
        transaction.commit()?;
        Ok(Recorded { job_instance_id, name: run.name })
    }

    pub(crate) fn run(&mut self, job: i64) -> rusqlite::Result<Option<RunRow>> {
        self.connection
            .query_row(
                "SELECT scope_type, scope_id, name, status, create_time, start_time, end_time, execute_count
                 FROM run WHERE job_instance_id = ?1",
                [job],
                |row| {
                    Ok(RunRow {
                        scope_type: row.get(0)?,
                        scope_id: row.get(1)?,
                        name: row.get(2)?,
                        status: row.get(3)?,
                        create_time: row.get(4)?,
                        start_time: row.get(5)?,
                        end_time: row.get(6)?,
                        execute_count: row.get(7)?,
                    })
                },
            )
            .optional()
    }

    /// In run order.
    pub(crate) fn objects(&mut self, job: i64) -> rusqlite::Result<Vec<ObjectRow>> {
        let query = format!(
            "SELECT {OBJECT_COLUMNS} FROM object WHERE job_instance_id = ?1 ORDER BY position"
        );
        let mut statement = self.connection.prepare_cached(&query)?;
        statement.query_map([job], object_row)?.collect()
    }

    pub(crate) fn object(
        &mut self,
        job: i64,
        kind: i64,
        resource_id: i64,
    ) -> rusqlite::Result<Option<ObjectRow>> {
        let query = format!(
            "SELECT {OBJECT_COLUMNS} FROM object WHERE job_instance_id = ?1 AND type = ?2 AND resource_id = ?3"
        );
        let mut statement = self.connection.prepare_cached(&query)?;
        statement.query_row(params![job, kind, resource_id], object_row).optional()
    }

    pub(crate) fn start_object(
        &mut self,
        job: i64,
        position: usize,
        now: i64,
    ) -> rusqlite::Result<()> {
        self.connection.execute(
            "UPDATE object SET status = ?3, start_time = ?4 WHERE job_instance_id = ?1 AND position = ?2",
            params![job, position, object_status::RUNNING, now],
        )?;
        Ok(())
    }

    pub(crate) fn end_object(
        &mut self,
        job: i64,
        position: usize,
        end: &ObjectEnd,
        now: i64,
    ) -> rusqlite::Result<()> {
        self.connection.execute(
            "UPDATE object SET status = ?3, exit_code = ?4, tag = ?5, error = ?6, end_time = ?7
             WHERE job_instance_id = ?1 AND position = ?2",
            params![job, position, end.status, end.exit_code, end.tag, end.error, now],
        )?;
        Ok(())
    }

    /// Ends a run with the status that its objects make.
    pub(crate) fn end_by_objects(
        &mut self,
        job: i64,
        is_stopped: bool,
        now: i64,
    ) -> rusqlite::Result<i64> {
        let transaction = self.connection.transaction()?;
        transaction.execute(
            "UPDATE object SET status = ?2 WHERE job_instance_id = ?1 AND status = ?3",
            params![job, object_status::STOPPED, object_status::WAITING],
        )?;
        let unsuccessful: i64 = transaction.query_row(
            "SELECT count(*) FROM object WHERE job_instance_id = ?1 AND status <> ?2",
            params![job, object_status::SUCCEEDED],
            |row| row.get(0),
        )?;
        let status = match (unsuccessful, is_stopped) {
            (0, _) => run_status::SUCCEEDED,
            (_, true) => run_status::STOPPED,
            (_, false) => run_status::FAILED,
        };
        transaction.execute(
            "UPDATE run SET status = ?2, end_time = ?3 WHERE job_instance_id = ?1",
            params![job, status, now],
        )?;
        transaction.commit()?;
        Ok(status)
    }

    pub(crate) fn end_run(&mut self, job: i64, status: i64, now: i64) -> rusqlite::Result<()> {
        self.connection.execute(
            "UPDATE run SET status = ?2, end_time = ?3 WHERE job_instance_id = ?1",
            params![job, status, now],
        )?;
        Ok(())
    }

    /// Runs that were cut off by the end of the gateway: their processes can't be followed any more. Returns how
    /// many there were.
    pub(crate) fn end_cut_off_runs(&mut self, now: i64) -> rusqlite::Result<usize> {
        let transaction = self.connection.transaction()?;
        for (before, after) in [
            (object_status::RUNNING, object_status::UNKNOWN),
            (object_status::WAITING, object_status::STOPPED),
        ] {
            transaction.execute(
                "UPDATE object SET status = ?3, end_time = ?4 WHERE status = ?2
                 AND job_instance_id IN (SELECT job_instance_id FROM run WHERE status = ?1)",
                params![run_status::RUNNING, before, after, now],
            )?;
        }
        let count = transaction.execute(
            "UPDATE run SET status = ?2, end_time = ?3 WHERE status = ?1",
            params![run_status::RUNNING, run_status::ABNORMAL, now],
        )?;
        transaction.commit()?;
        Ok(count)
    }
}

fn object_row(row: &Row<'_>) -> rusqlite::Result<ObjectRow> {
    let execute_object: String = row.get(1)?;
    Ok(ObjectRow {
        file_name: row.get(0)?,
        execute_object: serde_json::from_str(&execute_object).unwrap_or_default(),
        status: row.get(2)?,
        tag: row.get(3)?,
        exit_code: row.get(4)?,
        error: row.get(5)?,
        start_time: row.get(6)?,
        end_time: row.get(7)?,
    })
}

/// The execute_object of the contract.
fn wire(object: &ExecuteObject) -> Value {
    match object {
        ExecuteObject::Host { id, cloud_id, ip } => json!({
            "type": 1,
            "resource_id": id.to_string(),
            "host": { "bk_host_id": id, "bk_cloud_id": cloud_id, "ip": ip },
        }),
        ExecuteObject::Container { id, uid, name, .. } => json!({
            "type": 2,
            "resource_id": id.to_string(),
            "container": { "id": id, "container_uid": uid, "name": name },
        }),
    }
}
