//! What was handed to JOB, before and after it was.

use super::{Audit, Db};
use crate::auth::Operator;
use fastexec_contract::Scope;
use rusqlite::{OptionalExtension, Row, params};

#[derive(Debug)]
pub(crate) struct NewIntent {
    pub(crate) operator: Operator,
    pub(crate) scope: Scope,
    pub(crate) key: Option<String>,
    pub(crate) request_hash: String,
    pub(crate) name: String,
    /// Sensitive parameters masked.
    pub(crate) request: String,
    pub(crate) create_time: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Intent {
    pub(crate) intent_id: i64,
    pub(crate) request_hash: String,
    pub(crate) name: String,
    pub(crate) create_time: i64,
    /// Job and step, when they are known.
    pub(crate) accepted: Option<(i64, i64)>,
}

/// What became of a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// The ids of job and step.
    Accepted(i64, i64),
    Refused,
    Unknown,
}

const COLUMNS: &str =
    "intent_id, request_hash, name, create_time, job_instance_id, step_instance_id";

impl Db {
    pub(crate) fn add_intent(&self, intent: &NewIntent) -> rusqlite::Result<i64> {
        self.connection.execute(
            "INSERT INTO intent (operator, scope_type, scope_id, key, request_hash, name, request, create_time, state)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'sent')",
            params![
                intent.operator.name,
                intent.scope.kind.name(),
                intent.scope.id.get(),
                intent.key,
                intent.request_hash,
                intent.name,
                intent.request,
                intent.create_time,
            ],
        )?;
        Ok(self.connection.last_insert_rowid())
    }

    pub(crate) fn end_intent(
        &self,
        intent_id: i64,
        fate: Fate,
        operator: &Operator,
        now: i64,
    ) -> rusqlite::Result<()> {
        let (state, ids) = match fate {
            Fate::Accepted(job, step) => ("accepted", Some((job, step))),
            Fate::Refused => ("refused", None),
            Fate::Unknown => ("unknown", None),
        };
        // A refused submission may be sent again under its key.
        self.connection.execute(
            "UPDATE intent SET state = ?2, job_instance_id = ?3, step_instance_id = ?4,
                 key = CASE ?2 WHEN 'refused' THEN NULL ELSE key END
             WHERE intent_id = ?1",
            params![intent_id, state, ids.map(|it| it.0), ids.map(|it| it.1)],
        )?;
        self.add_audit(&Audit {
            time: now,
            who: operator.name.clone(),
            origin: operator.origin.clone(),
            what: "submit_upstream",
            target: ids.map_or_else(|| format!("intent {intent_id}"), |(job, _)| job.to_string()),
            outcome: state.to_owned(),
        })
    }

    pub(crate) fn intent_of_key(
        &self,
        operator: &str,
        key: &str,
    ) -> rusqlite::Result<Option<Intent>> {
        let query = format!("SELECT {COLUMNS} FROM intent WHERE operator = ?1 AND key = ?2");
        self.connection.query_row(&query, [operator, key], intent).optional()
    }

    /// Submissions of somebody whose outcome nobody knows, newest first.
    pub(crate) fn unknown_intents(
        &self,
        operator: &str,
        scope: Scope,
        sent_before: i64,
    ) -> rusqlite::Result<Vec<Intent>> {
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM intent
             WHERE (state = 'unknown' OR state = 'sent' AND create_time < ?4)
                 AND operator = ?1 AND scope_type = ?2 AND scope_id = ?3
             ORDER BY intent_id DESC LIMIT 20"
        ))?;
        let rows = query
            .query_map(params![operator, scope.kind.name(), scope.id.get(), sent_before], intent)?;
        rows.collect()
    }

    /// Whether a job is known to be that of a submission.
    pub(crate) fn has_intent(&self, job: i64) -> rusqlite::Result<bool> {
        self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM intent WHERE job_instance_id = ?1)",
            [job],
            |row| row.get(0),
        )
    }

    /// The body of the submission that became a job.
    pub(crate) fn intent_request(
        &self,
        scope: Scope,
        job: i64,
    ) -> rusqlite::Result<Option<String>> {
        self.connection
            .query_row(
                "SELECT request FROM intent WHERE job_instance_id = ?1 AND scope_type = ?2 AND scope_id = ?3",
                params![job, scope.kind.name(), scope.id.get()],
                |row| row.get(0),
            )
            .optional()
    }
}

fn intent(row: &Row<'_>) -> rusqlite::Result<Intent> {
    let ids: (Option<i64>, Option<i64>) = (row.get(4)?, row.get(5)?);
    Ok(Intent {
        intent_id: row.get(0)?,
        request_hash: row.get(1)?,
        name: row.get(2)?,
        create_time: row.get(3)?,
        accepted: ids.0.zip(ids.1),
    })
}
