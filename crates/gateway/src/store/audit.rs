//! Who did what: rows are added, and never changed or taken out.

use super::Db;
use rusqlite::params;

#[derive(Clone, Debug)]
pub(crate) struct Audit {
    pub(crate) time: i64,
    pub(crate) who: String,
    /// The address of the other side.
    pub(crate) origin: String,
    pub(crate) what: &'static str,
    /// On what: a job, a scope.
    pub(crate) target: String,
    pub(crate) outcome: String,
}

impl Db {
    pub(crate) fn add_audit(&self, audit: &Audit) -> rusqlite::Result<()> {
        let mut add = self.connection.prepare_cached(
            "INSERT INTO audit (time, who, origin, what, target, outcome) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        let Audit { time, who, origin, what, target, outcome } = audit;
        add.execute(params![time, who, origin, what, target, outcome])?;
        Ok(())
    }

    /// Oldest first, each given to `show`.
    pub(crate) fn audit(&self, mut show: impl FnMut(&[String; 6])) -> rusqlite::Result<()> {
        let mut rows = self.connection.prepare(
            "SELECT strftime('%Y-%m-%dT%H:%M:%fZ', time / 1000.0, 'unixepoch'), who, origin, what, target, outcome
             FROM audit ORDER BY audit_id",
        )?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            show(&[row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?]);
        }
        Ok(())
    }
}
