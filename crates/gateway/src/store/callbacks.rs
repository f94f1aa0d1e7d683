//! Callbacks that wait to be delivered, and every attempt to do so.

use super::Db;
use rusqlite::{OptionalExtension, params};

/// A callback to try now.
#[derive(Debug)]
pub(crate) struct DueCallback {
    pub(crate) callback_id: i64,
    pub(crate) job_instance_id: i64,
    pub(crate) url: String,
    /// JSON.
    pub(crate) body: String,
    /// Made so far.
    pub(crate) attempts: u32,
}

/// One attempt.
#[derive(Clone, Debug)]
pub(crate) struct Attempt {
    pub(crate) time: i64,
    pub(crate) content_type: String,
    /// Of the answer, when there was one.
    pub(crate) http_status: Option<u16>,
    pub(crate) error: String,
}

impl Db {
    pub(crate) fn due_callback(&self, now: i64) -> rusqlite::Result<Option<DueCallback>> {
        self.connection
            .query_row(
                "SELECT callback_id, job_instance_id, url, body, attempts FROM callback WHERE due_time <= ?1
                 ORDER BY due_time LIMIT 1",
                [now],
                |row| {
                    Ok(DueCallback {
                        callback_id: row.get(0)?,
                        job_instance_id: row.get(1)?,
                        url: row.get(2)?,
                        body: row.get(3)?,
                        attempts: row.get(4)?,
                    })
                },
            )
            .optional()
    }

    /// `due_time` is when to try again, none when it is over.
    pub(crate) fn add_attempts(
        &self,
        callback: i64,
        attempts: &[Attempt],
        is_delivered: bool,
        due_time: Option<i64>,
    ) -> rusqlite::Result<()> {
        for attempt in attempts {
            self.connection.execute(
                "INSERT INTO callback_attempt (callback_id, attempt, time, content_type, http_status, error)
                 SELECT callback_id, attempts + 1, ?2, ?3, ?4, ?5 FROM callback WHERE callback_id = ?1",
                params![callback, attempt.time, attempt.content_type, attempt.http_status, attempt.error],
            )?;
            self.connection.execute(
                "UPDATE callback SET attempts = attempts + 1 WHERE callback_id = ?1",
                [callback],
            )?;
        }
        self.connection.execute(
            "UPDATE callback SET is_delivered = ?2, due_time = ?3 WHERE callback_id = ?1",
            params![callback, is_delivered, due_time],
        )?;
        Ok(())
    }

    /// Every attempt of a run's callbacks, and whether the last callback got through or is still tried.
    pub(crate) fn callback_attempts(&self, job: i64) -> rusqlite::Result<Vec<(i64, Attempt)>> {
        let mut attempts = self.connection.prepare_cached(
            "SELECT callback_id, time, content_type, http_status, error FROM callback_attempt
             JOIN callback USING (callback_id) WHERE job_instance_id = ?1 ORDER BY callback_id, attempt",
        )?;
        let attempts = attempts.query_map([job], |row| {
            Ok((
                row.get(0)?,
                Attempt {
                    time: row.get(1)?,
                    content_type: row.get(2)?,
                    http_status: row.get(3)?,
                    error: row.get(4)?,
                },
            ))
        })?;
        attempts.collect()
    }
}
