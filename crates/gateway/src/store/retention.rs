//! What is not kept for ever: finished runs that are old, or that are too many.

use super::Db;
use rusqlite::params;

/// Runs that are taken out in one transaction.
const RUNS_AT_ONCE: i64 = 100;

impl Db {
    /// Takes out some finished runs that were created before `before`, or that are not among the newest `keep`.
    /// Returns which; their folders can go now. Old submissions to JOB go too; the audit table stays.
    pub(crate) fn remove_old_runs(
        &self,
        before: Option<i64>,
        keep: Option<u32>,
    ) -> rusqlite::Result<Vec<i64>> {
        let mut old = self.connection.prepare_cached(
            "SELECT job_instance_id FROM run WHERE status IN (3, 4, 5, 6, 8, 9, 11, 13, 14)
             AND (create_time < ?1 OR job_instance_id <= (
                 SELECT job_instance_id FROM run ORDER BY job_instance_id DESC LIMIT 1 OFFSET ?2))
             ORDER BY job_instance_id LIMIT ?3",
        )?;
        let mut intents =
            self.connection.prepare_cached("DELETE FROM intent WHERE create_time < ?1")?;
        intents.execute([before])?;
        // An offset beyond the end finds no run.
        let keep = keep.map_or(i64::MAX, i64::from);
        let jobs: Vec<i64> = old
            .query_map(params![before, keep, RUNS_AT_ONCE], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        for job in &jobs {
            for statement in [
                "DELETE FROM callback_attempt WHERE callback_id IN
                     (SELECT callback_id FROM callback WHERE job_instance_id = ?1)",
                "DELETE FROM callback WHERE job_instance_id = ?1",
                "DELETE FROM idempotency WHERE job_instance_id = ?1",
                "DELETE FROM attempt WHERE job_instance_id = ?1",
                "DELETE FROM object WHERE job_instance_id = ?1",
                "DELETE FROM batch WHERE job_instance_id = ?1",
                "DELETE FROM run WHERE job_instance_id = ?1",
            ] {
                self.connection.prepare_cached(statement)?.execute([job])?;
            }
        }
        Ok(jobs)
    }
}
