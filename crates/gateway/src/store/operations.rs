//! What changes where a run is: the end of a batch, an operation, the end of the gateway.

use super::{Audit, Db, RunRow, step_of};
use crate::auth::Operator;
use crate::run::{Event, Next, NotAllowed, Operation, Progress, object_status, run_status};
use rusqlite::params;
use serde_json::json;

/// What an operation came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Operated {
    Done(Next),
    /// In this state of the job and its step.
    NotAllowed {
        job: i64,
        step: i64,
    },
    Unknown,
}

impl Db {
    /// Every object of the current batch has ended.
    pub(crate) fn batch_ended(&self, job: i64, now: i64) -> rusqlite::Result<Next> {
        let Some(mut run) = self.run(job)? else {
            return Ok(Next::Finish);
        };
        let unsuccessful: i64 = self.connection.query_row(
            "SELECT count(*) FROM object WHERE job_instance_id = ?1 AND batch = ?2 AND status NOT IN (?3, ?4)",
            params![
                job,
                batch_number(&run.progress),
                object_status::SUCCEEDED,
                object_status::SUCCEEDED_EARLIER
            ],
            |row| row.get(0),
        )?;
        let event = Event::BatchEnded { succeeded: unsuccessful == 0 };
        // The end of a batch is always allowed.
        let next = run.progress.apply(event).unwrap_or(Next::Finish);
        self.save(job, &run, next, now)?;
        Ok(next)
    }

    pub(crate) fn operate(
        &self,
        job: i64,
        operation: Operation,
        operator: &Operator,
        now: i64,
    ) -> rusqlite::Result<Operated> {
        let Some(mut run) = self.run(job)? else {
            return Ok(Operated::Unknown);
        };
        let next = match run.progress.apply(Event::Operation(operation)) {
            Ok(next) => next,
            Err(NotAllowed) => {
                return Ok(Operated::NotAllowed { job: run.progress.job, step: run.progress.step });
            }
        };
        match operation {
            Operation::Terminate => {
                self.connection.execute(
                    "UPDATE run SET terminated_by = ?2 WHERE job_instance_id = ?1",
                    params![job, operator.name],
                )?;
            }
            Operation::RetryFailed | Operation::RetryAll => {
                self.new_attempt(job, &run.progress, operation == Operation::RetryFailed)?;
            }
            Operation::IgnoreError | Operation::Continue => {}
        }
        self.add_audit(&Audit {
            time: now,
            who: operator.name.clone(),
            origin: operator.origin.clone(),
            what: operation.name(),
            target: format!("job {job}"),
            outcome: "done".to_owned(),
        })?;
        self.save(job, &run, next, now)?;
        Ok(Operated::Done(next))
    }

    /// Keeps how the objects of the current batch ended, and lets them wait again.
    fn new_attempt(
        &self,
        job: i64,
        progress: &Progress,
        failed_only: bool,
    ) -> rusqlite::Result<()> {
        let which = "job_instance_id = ?1 AND batch = ?2 AND (status NOT IN (9, 3) OR NOT ?3)";
        let batch = batch_number(progress);
        self.connection.execute(
            &format!(
                "INSERT INTO attempt (job_instance_id, position, execute_count, status, tag, exit_code, error,
                     start_time, end_time)
                 SELECT job_instance_id, position, execute_count, status, tag, exit_code, error, start_time, end_time
                 FROM object WHERE {which}"
            ),
            params![job, batch, failed_only],
        )?;
        self.connection.execute(
            &format!(
                "UPDATE object SET status = ?4, tag = '', exit_code = NULL, error = '', start_time = NULL,
                     end_time = NULL, execute_count = ?5 WHERE {which}"
            ),
            params![job, batch, failed_only, object_status::WAITING, progress.execute_count],
        )?;
        self.connection.execute(
            "UPDATE object SET status = ?3 WHERE job_instance_id = ?1 AND batch = ?2 AND status = ?4",
            params![job, batch, object_status::SUCCEEDED_EARLIER, object_status::SUCCEEDED],
        )?;
        Ok(())
    }

    fn save(&self, job: i64, run: &RunRow, next: Next, now: i64) -> rusqlite::Result<()> {
        let progress = &run.progress;
        let end_time = (next == Next::Finish).then_some(now);
        self.connection.execute(
            "UPDATE run SET status = ?2, step_status = ?3, current_batch = ?4, execute_count = ?5, end_time = ?6
             WHERE job_instance_id = ?1",
            params![
                job,
                progress.job,
                progress.step,
                batch_number(progress),
                progress.execute_count,
                end_time
            ],
        )?;
        let mut save_batch = self.connection.prepare_cached(
            "UPDATE batch SET status = ?3 WHERE job_instance_id = ?1 AND batch = ?2 AND status <> ?3",
        )?;
        for (batch, status) in (1_i64..).zip(&progress.batches) {
            save_batch.execute(params![job, batch, status])?;
        }
        if progress.job == run_status::STOPPED {
            self.connection.execute(
                "UPDATE object SET status = ?2, end_time = ?4 WHERE job_instance_id = ?1 AND status = ?3",
                params![job, object_status::STOPPED, object_status::WAITING, now],
            )?;
        }
        if next == Next::Finish {
            self.call_back(job, progress.job, progress.step, now)?;
        }
        Ok(())
    }

    fn call_back(&self, job: i64, status: i64, step_status: i64, now: i64) -> rusqlite::Result<()> {
        let body = json!({
            "job_instance_id": job,
            "status": status,
            "step_instance_list": [{ "step_instance_id": step_of(job), "status": step_status }],
        });
        self.connection.execute(
            "INSERT INTO callback (job_instance_id, url, body, create_time, due_time)
             SELECT job_instance_id, callback_url, ?2, ?3, ?3 FROM run
             WHERE job_instance_id = ?1 AND callback_url IS NOT NULL",
            params![job, body.to_string(), now],
        )?;
        Ok(())
    }

    /// Asks every running job to end: which.
    pub(crate) fn stop_all(&self, operator: &Operator, now: i64) -> rusqlite::Result<Vec<i64>> {
        let jobs = self.jobs_with(run_status::RUNNING)?;
        for job in &jobs {
            self.operate(*job, Operation::Terminate, operator, now)?;
        }
        Ok(jobs)
    }

    /// Runs that were cut off by the end of the gateway: their processes can't be followed any more. Returns how
    /// many there were.
    pub(crate) fn end_cut_off_runs(&self, now: i64) -> rusqlite::Result<usize> {
        let mut jobs = self.jobs_with(run_status::RUNNING)?;
        jobs.extend(self.jobs_with(run_status::STOPPING)?);
        for job in &jobs {
            for (before, after) in [
                (object_status::RUNNING, object_status::UNKNOWN),
                (object_status::WAITING, object_status::STOPPED),
            ] {
                self.connection.execute(
                    "UPDATE object SET status = ?3, end_time = ?4 WHERE job_instance_id = ?1 AND status = ?2",
                    params![job, before, after, now],
                )?;
            }
            if let Some(mut run) = self.run(*job)? {
                let progress = &mut run.progress;
                progress.job = run_status::ABNORMAL;
                progress.step = run_status::ABNORMAL;
                if let Some(batch) = progress.batches.get_mut(progress.current) {
                    *batch = run_status::ABNORMAL;
                }
                self.save(*job, &run, Next::Finish, now)?;
            }
        }
        Ok(jobs.len())
    }

    fn jobs_with(&self, status: i64) -> rusqlite::Result<Vec<i64>> {
        let mut jobs =
            self.connection.prepare_cached("SELECT job_instance_id FROM run WHERE status = ?1")?;
        jobs.query_map([status], |row| row.get(0))?.collect()
    }
}

/// From 1.
fn batch_number(progress: &Progress) -> usize {
    progress.current + 1
}
