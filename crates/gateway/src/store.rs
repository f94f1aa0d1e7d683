//! What is kept: one SQLite database in write-ahead mode. One thread writes and one reads, each with a connection
//! of its own.

mod audit;
mod callbacks;
mod history;
mod idempotency;
mod intents;
mod migrations;
mod objects;
mod operations;
mod retention;
mod runs;
mod sessions;

pub(crate) use audit::Audit;
pub(crate) use callbacks::{Attempt, DueCallback};
pub(crate) use history::{HistoryFilter, HistoryRow};
pub(crate) use idempotency::Earlier;
pub(crate) use intents::{Fate, Intent, NewIntent};
pub(crate) use objects::{ObjectEnd, ObjectRow, WaitingObject};
pub(crate) use operations::Operated;
pub(crate) use runs::{NewRun, Order, Recorded, RunRow, step_of, wire};
pub(crate) use sessions::SESSION_AGE;

use anyhow::Context;
use rusqlite::{Connection, ErrorCode};
use std::fs::OpenOptions;
use std::iter::once;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;
use tokio::sync::oneshot;

/// Tasks that share a transaction, and so one wait for the disk.
const TASKS_TOGETHER: usize = 256;

/// How long another process may hold the database: `fastexec link` does for a moment.
const BUSY: Duration = Duration::from_secs(5);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum StoreError {
    #[error("the disk is full")]
    Full,
    #[error("another program holds the database locked")]
    Locked,
    #[error("another write failed and took this one along")]
    Undone,
    #[error("the database: {0}")]
    Database(String),
    #[error("the database is closed")]
    Closed,
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => StoreError::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Locked,
            _ => StoreError::Database(error.to_string()),
        }
    }
}

/// A connection and what can be asked of it.
#[derive(Debug)]
pub(crate) struct Db {
    connection: Connection,
}

/// Does something on the database when there is one to work on, and answers when it is known whether that is
/// committed.
type Task = Box<dyn FnOnce(Result<&Db, StoreError>) -> Answer + Send>;
type Answer = Box<dyn FnOnce(Result<(), StoreError>)>;

/// A handle to the threads that own the connections, which end with the last handle.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    writer: Sender<Task>,
    reader: Sender<Task>,
}

impl Db {
    pub(crate) fn open(path: &Path) -> anyhow::Result<Db> {
        // Made here, because SQLite would let others read it; what it puts beside it has the same mode.
        OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(path)
            .with_context(|| format!("can't write {}", path.display()))?;
        let mut db = Db::connect(path)
            .with_context(|| format!("can't open the database {}", path.display()))?;
        migrations::apply(&mut db.connection)
            .with_context(|| format!("can't bring the database {} up to date", path.display()))?;
        Ok(db)
    }

    fn connect(path: &Path) -> rusqlite::Result<Db> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(BUSY)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // What was answered must survive a power failure.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(Db { connection })
    }
}

impl Store {
    pub(crate) fn start(path: &Path) -> anyhow::Result<Store> {
        let (db, reading) = (Db::open(path)?, Db::connect(path)?);
        let (writer, writes) = channel();
        let (reader, reads) = channel::<Task>();
        thread::Builder::new().name("store".to_owned()).spawn(move || write(&db, &writes))?;
        thread::Builder::new().name("store, reading".to_owned()).spawn(move || {
            for task in reads {
                task(Ok(&reading))(Ok(()));
            }
        })?;
        Ok(Store { writer, reader })
    }

    /// Does something in a transaction, after what came before; what is returned is on the disk.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        task: impl FnOnce(&Db) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        ask(&self.writer, |db| db.all_or_nothing(task)).await
    }

    /// Looks at what is committed.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        task: impl FnOnce(&Db) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        ask(&self.reader, task).await
    }
}

async fn ask<T: Send + 'static>(
    tasks: &Sender<Task>,
    task: impl FnOnce(&Db) -> rusqlite::Result<T> + Send + 'static,
) -> Result<T, StoreError> {
    let (answer, answered) = oneshot::channel();
    let task: Task = Box::new(move |db| {
        let done = db.and_then(|db| task(db).map_err(StoreError::from));
        Box::new(move |committed| {
            // Nobody waits any more for the answer of a request that was given up.
            let _given_up = answer.send(done.and_then(|done| committed.map(|()| done)));
        })
    });
    tasks.send(task).map_err(|_| StoreError::Closed)?;
    answered.await.map_err(|_| StoreError::Closed)?
}

/// Commits tasks that came together in one transaction, and answers none before all are on the disk.
fn write(db: &Db, tasks: &Receiver<Task>) {
    while let Ok(first) = tasks.recv() {
        let begun = db.execute("BEGIN IMMEDIATE");
        let mut answers = Vec::new();
        for task in once(first).chain(tasks.try_iter().take(TASKS_TOGETHER - 1)) {
            answers.push(task(begun.clone().map(|()| db)));
            if db.connection.is_autocommit() {
                break;
            }
        }
        let committed = if begun.is_err() {
            begun
        } else if db.connection.is_autocommit() {
            // SQLite undoes the whole transaction when, for one, the disk is full.
            Err(StoreError::Undone)
        } else {
            db.execute("COMMIT").inspect_err(|_| {
                let _undone = db.execute("ROLLBACK");
            })
        };
        for answer in answers {
            answer(committed.clone());
        }
    }
}

impl Db {
    fn execute(&self, statement: &str) -> Result<(), StoreError> {
        Ok(self.connection.execute_batch(statement)?)
    }

    /// Reads that see the same state, whatever is written meanwhile.
    pub(crate) fn at_one_moment<T>(
        &self,
        read: impl FnOnce() -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        let transaction = self.connection.unchecked_transaction()?;
        let done = read();
        transaction.finish()?;
        done
    }

    /// Undoes what a task did when it fails, and nothing else of the transaction.
    fn all_or_nothing<T>(
        &self,
        task: impl FnOnce(&Db) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        self.connection.execute_batch("SAVEPOINT task")?;
        let done = task(self);
        if done.is_err() && !self.connection.is_autocommit() {
            self.connection.execute_batch("ROLLBACK TO task")?;
        }
        if !self.connection.is_autocommit() {
            self.connection.execute_batch("RELEASE task")?;
        }
        done
    }
}

#[cfg(test)]
mod tests {
    use super::{Audit, Db, Store, StoreError};

    fn audit(target: String) -> Audit {
        let outcome = "done".to_owned();
        Audit { time: 1, who: "me".into(), origin: "here".into(), what: "test", target, outcome }
    }

    fn targets(db: &Db) -> Vec<String> {
        let mut targets = Vec::new();
        db.audit(|row| targets.push(row[4].clone())).expect("readable");
        targets
    }

    #[tokio::test]
    async fn a_full_disk_loses_what_did_not_fit_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("db");
        let store = Store::start(&path).expect("a store");
        store.write(|db| db.add_audit(&audit("before".into()))).await.expect("room");
        // As if the disk ended here.
        let pages = "PRAGMA page_count";
        let limit = move |more: i64| {
            move |db: &Db| {
                let count: i64 = db.connection.query_row(pages, [], |row| row.get(0))?;
                let max = format!("PRAGMA max_page_count = {}", count + more);
                db.connection.query_row(&max, [], |_| Ok(()))
            }
        };
        store.write(limit(0)).await.expect("set");
        let big = "x".repeat(1 << 20);
        let full = store.write(move |db| db.add_audit(&audit(big))).await;
        assert_eq!(full, Err(StoreError::Full));
        store.write(limit(1000)).await.expect("set");
        store.write(|db| db.add_audit(&audit("after".into()))).await.expect("room again");
        assert_eq!(
            store.read(|db| Ok(targets(db))).await,
            Ok(vec!["before".into(), "after".into()])
        );
    }

    #[tokio::test]
    async fn one_failure_does_not_undo_its_neighbours() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::start(&folder.path().join("db")).expect("a store");
        let good = |name: &str| {
            let audit = audit(name.to_owned());
            store.write(move |db| db.add_audit(&audit))
        };
        let bad = store.write(|db| {
            db.add_audit(&audit("undone".into()))?;
            db.connection.execute_batch("INSERT INTO nothing VALUES (1)")
        });
        // Asked together, they share a transaction.
        let (first, bad, last) = tokio::join!(good("first"), bad, good("last"));
        assert!(first.is_ok() && last.is_ok() && matches!(bad, Err(StoreError::Database(_))));
        assert_eq!(store.read(|db| Ok(targets(db))).await, Ok(vec!["first".into(), "last".into()]));
    }
}
