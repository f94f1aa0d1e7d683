//! The inventory of now, which a new file replaces as a whole.

use super::{Inventory, load};
use std::fs::metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::sleep;

/// Between two looks at the file.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// Clones are the same.
#[derive(Clone, Debug)]
pub(crate) struct SharedInventory {
    current: Arc<RwLock<Arc<Inventory>>>,
    /// None: the demo.
    path: Option<PathBuf>,
    /// The file was read as it is.
    is_current: Arc<AtomicBool>,
}

impl SharedInventory {
    pub(crate) fn new(inventory: Inventory, path: Option<PathBuf>) -> SharedInventory {
        SharedInventory {
            current: Arc::new(RwLock::new(Arc::new(inventory))),
            path,
            is_current: Arc::new(AtomicBool::new(true)),
        }
    }

    pub(crate) fn now(&self) -> Arc<Inventory> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn is_demo(&self) -> bool {
        self.path.is_none()
    }

    /// False when the file has changed and what it says now was refused.
    pub(crate) fn is_current(&self) -> bool {
        self.is_current.load(Ordering::Relaxed)
    }

    /// Reads the file again whenever it has changed, and at SIGHUP. Never returns.
    pub(crate) async fn follow_file(self) {
        let Some(path) = &self.path else {
            return std::future::pending().await;
        };
        let Ok(mut hang_up) = signal(SignalKind::hangup()) else {
            return std::future::pending().await;
        };
        let mut seen = stamp(path);
        loop {
            let is_told = tokio::select! {
                _ = hang_up.recv() => true,
                () = sleep(LOOK_AGAIN) => false,
            };
            let stamp = stamp(path);
            if is_told || stamp != seen {
                seen = stamp;
                self.reload(path);
            }
        }
    }

    fn reload(&self, path: &Path) {
        let loaded = load(path);
        self.is_current.store(loaded.is_ok(), Ordering::Relaxed);
        match loaded {
            Ok(inventory) => {
                let (hosts, containers) = (inventory.hosts.len(), inventory.containers.len());
                *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(inventory);
                tracing::info!(hosts, containers, "the inventory was read again");
            }
            Err(error) => tracing::error!("the inventory stays as it was: {error:#}"),
        }
    }
}

/// Changes with the file: time of change, size, number.
fn stamp(path: &Path) -> Option<(i64, i64, u64, u64)> {
    let file = metadata(path).ok()?;
    Some((file.mtime(), file.mtime_nsec(), file.size(), file.ino()))
}
