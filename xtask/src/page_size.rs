//! The budget of a first visit: all that the page fetches before its editor, as it goes over the wire.

use crate::console::{PACKED, files};
use crate::parts::LATER;
use crate::shell::root;
use anyhow::{bail, ensure};

/// Bytes. The aim is [`AIM`], which the page misses: this is what it has come to, so that it grows no further unseen. It
/// may only be lowered.
const MAX: u64 = 340_000;

/// Bytes of what is fetched later, but for the editor; the same holds.
const LATER_MAX: u64 = 232_000;

/// Bytes. At 1.6 Mbit/s, a second.
pub(crate) const AIM: u64 = 200_000;

/// Fetched when the form is there.
const EDITOR: &str = "editor.js";

#[derive(Debug)]
pub(crate) struct Size {
    /// Bytes of a first visit.
    pub(crate) first: u64,
    /// Bytes of the parts that are fetched when they are needed.
    pub(crate) later: u64,
}

/// Of the files in dist/, or that they are too large and which the largest is.
pub(crate) fn check() -> anyhow::Result<Size> {
    let (mut first, mut later) = (Vec::new(), Vec::new());
    for file in files(&root().join("dist"))? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name == EDITOR || name.ends_with(PACKED) {
            continue;
        }
        let packed = file.with_file_name(format!("{name}{PACKED}"));
        let size = packed.metadata().or_else(|_| file.metadata())?.len();
        if name.starts_with(LATER) { &mut later } else { &mut first }.push((size, name));
    }
    Ok(Size { first: within(MAX, first)?, later: within(LATER_MAX, later)? })
}

fn within(max: u64, mut sizes: Vec<(u64, String)>) -> anyhow::Result<u64> {
    ensure!(!sizes.is_empty(), "the page in dist/ is not whole");
    let total = sizes.iter().map(|(size, _)| size).sum();
    if total > max {
        sizes.sort_by(|one, other| other.cmp(one));
        bail!(
            "the page is {total} bytes over the wire, of {max} allowed; the largest files: {:?}",
            &sizes[..3.min(sizes.len())]
        );
    }
    Ok(total)
}
