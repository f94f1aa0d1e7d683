//! One-time links and sessions. Only hashes of tokens come in here.

use super::Db;
use rusqlite::{OptionalExtension, params};

/// How long a link may wait to be opened. Milliseconds.
const LINK_AGE: i64 = 24 * 60 * 60 * 1000;

/// How long a session lasts. Milliseconds.
pub(crate) const SESSION_AGE: i64 = 30 * LINK_AGE;

impl Db {
    pub(crate) fn add_link(&self, hash: &str, user: &str, now: i64) -> rusqlite::Result<()> {
        self.connection.execute(
            "DELETE FROM token WHERE create_time < CASE kind WHEN 'link' THEN ?1 ELSE ?2 END",
            params![now - LINK_AGE, now - SESSION_AGE],
        )?;
        self.connection.execute(
            "INSERT INTO token (hash, kind, user, create_time) VALUES (?1, 'link', ?2, ?3)",
            params![hash, user, now],
        )?;
        Ok(())
    }

    /// Turns a link into a session, once: the user, or none for a link that was used, has expired or never was.
    pub(crate) fn use_link(
        &self,
        link: &str,
        session: &str,
        now: i64,
    ) -> rusqlite::Result<Option<String>> {
        self.connection
            .query_row(
                "UPDATE token SET hash = ?2, kind = 'session', create_time = ?3
                 WHERE hash = ?1 AND kind = 'link' AND create_time >= ?4 RETURNING user",
                params![link, session, now, now - LINK_AGE],
                |row| row.get(0),
            )
            .optional()
    }

    pub(crate) fn session_user(&self, hash: &str) -> rusqlite::Result<Option<String>> {
        self.connection
            .query_row(
                "SELECT user FROM token WHERE hash = ?1 AND kind = 'session' AND create_time >= ?2",
                params![hash, crate::clock::now() - SESSION_AGE],
                |row| row.get(0),
            )
            .optional()
    }

    pub(crate) fn end_session(&self, hash: &str) -> rusqlite::Result<()> {
        self.connection.execute("DELETE FROM token WHERE hash = ?1", [hash])?;
        Ok(())
    }
}
