//! Runs: recorded before they start, and what it takes to go on with them.

use super::{Audit, Db};
use crate::auth::Operator;
use crate::inventory::ExecuteObject;
use crate::run::{Progress, object_status};
use fastexec_contract::{RollingMode, ScriptLanguage};
use rusqlite::{OptionalExtension, Row, params};
use serde_json::{Value, json};

/// A run to record.
#[derive(Debug)]
pub(crate) struct NewRun {
    pub(crate) scope_type: &'static str,
    pub(crate) scope_id: i64,
    pub(crate) name: String,
    pub(crate) operator: Operator,
    pub(crate) create_time: i64,
    /// With sensitive parameters masked.
    pub(crate) request: String,
    /// In run order.
    pub(crate) objects: Vec<ExecuteObject>,
    /// Sizes, which sum up to the number of objects.
    pub(crate) batches: Vec<u64>,
    pub(crate) rolling_mode: Option<RollingMode>,
    pub(crate) order: Order,
    pub(crate) callback_url: Option<String>,
    /// A key, and the hash of the request that it stands for.
    pub(crate) idempotency: Option<(String, String)>,
}

/// What is run, whatever the inventory says later.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    pub(crate) language: ScriptLanguage,
    pub(crate) content: String,
    /// Encrypted.
    pub(crate) sealed_param: Option<Vec<u8>>,
    pub(crate) account_id: i64,
    /// Seconds.
    pub(crate) timeout: u32,
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
    pub(crate) operator: String,
    pub(crate) terminated_by: Option<String>,
    pub(crate) create_time: i64,
    pub(crate) start_time: Option<i64>,
    pub(crate) end_time: Option<i64>,
    pub(crate) progress: Progress,
    /// Of each batch.
    pub(crate) sizes: Vec<i64>,
}

impl Db {
    /// Records a run as running, with all its objects waiting.
    pub(crate) fn add_run(&self, run: &NewRun) -> rusqlite::Result<Recorded> {
        let progress = Progress::new(run.rolling_mode, run.batches.len());
        let order = &run.order;
        self.connection.execute(
            "INSERT INTO run (job_instance_id, scope_type, scope_id, name, operator, status, step_status, create_time,
                 start_time, request, rolling_mode, language, content, sealed_param, account_id, timeout, callback_url)
             VALUES ((SELECT seq + 2 FROM sqlite_sequence WHERE name = 'run'),
                 ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
            params![
                run.scope_type,
                run.scope_id,
                run.name,
                run.operator.name,
                progress.job,
                progress.step,
                run.create_time,
                run.request,
                run.rolling_mode.map(RollingMode::code),
                order.language.code(),
                order.content,
                order.sealed_param,
                order.account_id,
                order.timeout,
                run.callback_url,
            ],
        )?;
        let job_instance_id = self.connection.last_insert_rowid();
        self.add_batches(job_instance_id, run, &progress)?;
        if let Some((key, hash)) = &run.idempotency {
            self.connection.execute(
                "INSERT INTO idempotency (operator, key, request_hash, job_instance_id) VALUES (?1, ?2, ?3, ?4)",
                params![run.operator.name, key, hash, job_instance_id],
            )?;
        }
        self.add_audit(&Audit {
            time: run.create_time,
            who: run.operator.name.clone(),
            origin: run.operator.origin.clone(),
            what: "submit",
            target: format!("job {job_instance_id}"),
            outcome: "recorded".to_owned(),
        })?;
        Ok(Recorded { job_instance_id, name: run.name.clone() })
    }

    fn add_batches(&self, job: i64, run: &NewRun, progress: &Progress) -> rusqlite::Result<()> {
        let mut add_batch = self.connection.prepare_cached(
            "INSERT INTO batch (job_instance_id, batch, size, status) VALUES (?1, ?2, ?3, ?4)",
        )?;
        let mut add_object = self.connection.prepare_cached(
            "INSERT INTO object (job_instance_id, position, type, resource_id, file_name, execute_object, status, batch)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        let mut objects = (0_i64..).zip(&run.objects);
        for ((batch, size), status) in (1_i64..).zip(&run.batches).zip(&progress.batches) {
            add_batch.execute(params![job, batch, size, status])?;
            for (position, object) in
                objects.by_ref().take(usize::try_from(*size).unwrap_or(usize::MAX))
            {
                add_object.execute(params![
                    job,
                    position,
                    object.kind(),
                    object.id(),
                    object.file_name(),
                    wire(object).to_string(),
                    object_status::WAITING,
                    batch,
                ])?;
            }
        }
        Ok(())
    }

    pub(crate) fn run(&self, job: i64) -> rusqlite::Result<Option<RunRow>> {
        let mut batches = self.connection.prepare_cached(
            "SELECT status, size FROM batch WHERE job_instance_id = ?1 ORDER BY batch",
        )?;
        let batches: Vec<(i64, i64)> = batches
            .query_map([job], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let (statuses, sizes) = batches.into_iter().unzip();
        let mut run = self.connection.prepare_cached(
            "SELECT scope_type, scope_id, name, operator, terminated_by, create_time, start_time, end_time,
                 rolling_mode, status, step_status, current_batch, execute_count
             FROM run WHERE job_instance_id = ?1",
        )?;
        run.query_row([job], |row| run_row(row, statuses, sizes)).optional()
    }

    /// The body of the submission, sensitive parameters masked.
    pub(crate) fn request(&self, job: i64) -> rusqlite::Result<Option<String>> {
        let query = "SELECT request FROM run WHERE job_instance_id = ?1";
        self.connection.query_row(query, [job], |row| row.get(0)).optional()
    }

    pub(crate) fn order(&self, job: i64) -> rusqlite::Result<Order> {
        self.connection.query_row(
            "SELECT language, content, sealed_param, account_id, timeout FROM run WHERE job_instance_id = ?1",
            [job],
            |row| {
                let language = ScriptLanguage::from_code(row.get(0)?);
                Ok(Order {
                    // Only languages are written.
                    language: language.ok_or(rusqlite::Error::InvalidQuery)?,
                    content: row.get(1)?,
                    sealed_param: row.get(2)?,
                    account_id: row.get(3)?,
                    timeout: row.get(4)?,
                })
            },
        )
    }
}

fn run_row(row: &Row<'_>, batches: Vec<i64>, sizes: Vec<i64>) -> rusqlite::Result<RunRow> {
    let mode: Option<i64> = row.get(8)?;
    let current: usize = row.get(11)?;
    Ok(RunRow {
        scope_type: row.get(0)?,
        scope_id: row.get(1)?,
        name: row.get(2)?,
        operator: row.get(3)?,
        terminated_by: row.get(4)?,
        create_time: row.get(5)?,
        start_time: row.get(6)?,
        end_time: row.get(7)?,
        progress: Progress {
            mode: mode.and_then(RollingMode::from_code),
            job: row.get(9)?,
            step: row.get(10)?,
            batches,
            current: current.saturating_sub(1),
            execute_count: row.get(12)?,
        },
        sizes,
    })
}

/// The execute_object of the contract.
pub(crate) fn wire(object: &ExecuteObject) -> Value {
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
