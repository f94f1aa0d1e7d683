//! A submission with a key happens once.

use super::Db;
use super::runs::Recorded;
use rusqlite::{OptionalExtension, params};

/// What a key was used for before.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Earlier {
    /// The same request: this is its answer.
    Same(Recorded),
    OtherRequest,
}

impl Db {
    pub(crate) fn earlier(
        &self,
        operator: &str,
        key: &str,
        request_hash: &str,
    ) -> rusqlite::Result<Option<Earlier>> {
        self.connection
            .query_row(
                "SELECT request_hash, job_instance_id, name FROM idempotency JOIN run USING (job_instance_id)
                 WHERE idempotency.operator = ?1 AND key = ?2",
                params![operator, key],
                |row| {
                    let hash: String = row.get(0)?;
                    Ok(if hash == request_hash {
                        Earlier::Same(Recorded { job_instance_id: row.get(1)?, name: row.get(2)? })
                    } else {
                        Earlier::OtherRequest
                    })
                },
            )
            .optional()
    }
}
