//! Digests of outputs, kept for as long as the outputs don't change: ten thousand are compared again and again.

use super::normalise::Normalisers;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Outputs whose digests are kept. All are forgotten beyond that.
const KEPT_MAX: usize = 200_000;

/// Of an output that has ended.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct OutputKey {
    pub(crate) job: i64,
    pub(crate) name: String,
    pub(crate) normalisers: Normalisers,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OutputDigest {
    pub(crate) hash: [u8; 16],
    pub(crate) total: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Digests(Mutex<HashMap<OutputKey, OutputDigest>>);

impl Digests {
    pub(crate) fn known(&self, key: &OutputKey) -> Option<OutputDigest> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).copied()
    }

    pub(crate) fn keep(&self, key: OutputKey, digest: OutputDigest) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT_MAX {
            kept.clear();
        }
        kept.insert(key, digest);
    }
}

/// Two outputs have one digest when they are the same once they are normalised. Where bytes were dropped, their number
/// counts too.
pub(crate) fn digest(
    bytes: &[u8],
    total: u64,
    normalisers: Normalisers,
    names: &[String],
) -> OutputDigest {
    let mut hasher = Sha256::new();
    hasher.update((total - (bytes.len() as u64).min(total)).to_le_bytes());
    hasher.update(normalisers.apply(bytes, names));
    let mut hash = [0; 16];
    hash.copy_from_slice(&hasher.finalize()[..16]);
    OutputDigest { hash, total }
}
