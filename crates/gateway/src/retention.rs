//! Takes out finished runs that are too old or too many, with their folders.

use crate::clock;
use crate::data_dir::DataDir;
use crate::store::Store;
use std::fs;
use std::io::ErrorKind;
use std::time::Duration;
use tokio::time::sleep;

/// Between two looks.
const LOOK_AGAIN: Duration = Duration::from_secs(600);

/// Milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1000;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Retention {
    /// Since its creation.
    pub(crate) days: Option<u32>,
    /// The newest ones.
    pub(crate) runs: Option<u32>,
}

impl Retention {
    /// Never returns.
    pub(crate) async fn keep(self, store: Store, data_dir: DataDir) {
        loop {
            if let Err(error) = self.remove(&store, &data_dir).await {
                tracing::error!("old runs can't be removed: {error:#}");
            }
            sleep(LOOK_AGAIN).await;
        }
    }

    async fn remove(self, store: &Store, data_dir: &DataDir) -> anyhow::Result<()> {
        if self.days.is_none() && self.runs.is_none() {
            return Ok(());
        }
        let before = self.days.map(|days| clock::now() - i64::from(days) * DAY);
        loop {
            let removed = store.write(move |db| db.remove_old_runs(before, self.runs)).await?;
            if removed.is_empty() {
                return Ok(());
            }
            tracing::info!(runs = removed.len(), "old runs were removed");
            let folders: Vec<_> = removed.into_iter().map(|job| data_dir.run(job)).collect();
            tokio::task::spawn_blocking(move || {
                folders.iter().try_for_each(|folder| match fs::remove_dir_all(folder) {
                    Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
                    _ => Ok(()),
                })
            })
            .await??;
        }
    }
}
