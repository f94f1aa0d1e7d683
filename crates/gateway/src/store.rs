//! What is kept: one SQLite database in write-ahead mode, one thread that owns it.

mod idempotency;
mod migrations;
mod runs;
mod sessions;

pub(crate) use idempotency::Earlier;
pub(crate) use runs::{NewRun, ObjectEnd, ObjectRow, Recorded, RunRow, step_of};

use anyhow::Context;
use rusqlite::Connection;
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;
use tokio::sync::oneshot;

#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    #[error("the database: {0}")]
    Database(#[from] rusqlite::Error),
    #[error("the database is closed")]
    Closed,
}

/// The connection and what can be asked of it. Each method is one transaction.
#[derive(Debug)]
pub(crate) struct Db {
    connection: Connection,
}

type Task = Box<dyn FnOnce(&mut Db) + Send>;

/// A handle to the thread that owns the database, which ends with the last handle.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    tasks: mpsc::Sender<Task>,
}

impl Db {
    pub(crate) fn open(path: &Path) -> anyhow::Result<Db> {
        let connection = Connection::open(path)
            .with_context(|| format!("can't open the database {}", path.display()))?;
        // Another process may hold the database for a moment: `fastexec link` does.
        connection.busy_timeout(Duration::from_secs(10))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // What was answered must survive a power failure.
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        let mut db = Db { connection };
        migrations::apply(&mut db.connection)
            .with_context(|| format!("can't bring the database {} up to date", path.display()))?;
        Ok(db)
    }
}

impl Store {
    pub(crate) fn start(mut db: Db) -> anyhow::Result<Store> {
        let (tasks, inbox) = mpsc::channel::<Task>();
        thread::Builder::new().name("store".to_owned()).spawn(move || {
            for task in inbox {
                task(&mut db);
            }
        })?;
        Ok(Store { tasks })
    }

    /// Runs a task on the database, after those that came before.
    pub(crate) async fn call<T: Send + 'static>(
        &self,
        task: impl FnOnce(&mut Db) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let (answer, answered) = oneshot::channel();
        let task: Task = Box::new(move |db| {
            // Nobody waits any more for the answer of a request that was given up.
            let _given_up = answer.send(task(db));
        });
        self.tasks.send(task).map_err(|_| StoreError::Closed)?;
        Ok(answered.await.map_err(|_| StoreError::Closed)??)
    }
}
