//! The output of one execute object: bytes as they came, the first and the last of them, the rest counted.
//!
//! Two files: `NAME.head` holds the beginning; `NAME.tail`, made when that is full, is a ring behind sixteen bytes
//! that hold the total and the size of either part. Whoever reads them needs nothing else, so a run is readable while
//! it runs, and after a crash.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// Bytes kept of an object's output unless told otherwise.
pub(crate) const KEEP_DEFAULT: u64 = 5 * 1024 * 1024;

/// Bytes of two numbers, in front of the ring.
const HEADER: u64 = 16;

/// A piece of output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slice {
    pub(crate) bytes: Vec<u8>,
    /// Of the first byte; later than asked for when that one was dropped.
    pub(crate) offset: u64,
    pub(crate) total: u64,
    pub(crate) dropped: u64,
}

/// The writing side.
#[derive(Debug)]
pub(crate) struct Output {
    head: File,
    tail: Option<File>,
    tail_path: PathBuf,
    total: u64,
    /// Bytes kept of the beginning, and as many of the end.
    half: u64,
}

impl Output {
    /// Keeps `keep` bytes, half of them of the beginning.
    pub(crate) fn create(folder: &Path, name: &str, keep: u64) -> io::Result<Output> {
        let tail_path = folder.join(format!("{name}.tail"));
        if let Err(error) = fs::remove_file(&tail_path)
            && error.kind() != io::ErrorKind::NotFound
        {
            return Err(error);
        }
        let head = private_file().truncate(true).open(folder.join(format!("{name}.head")))?;
        Ok(Output { head, tail: None, tail_path, total: 0, half: (keep / 2).max(1) })
    }

    pub(crate) fn append(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        let half = self.half;
        if self.total < half {
            let room = usize::try_from(half - self.total).unwrap_or(usize::MAX).min(bytes.len());
            let (first, rest) = bytes.split_at(room);
            self.head.write_all_at(first, self.total)?;
            self.total += first.len() as u64;
            bytes = rest;
        }
        if bytes.is_empty() {
            return Ok(());
        }
        let tail = match self.tail.take() {
            Some(tail) => tail,
            None => private_file().open(&self.tail_path)?,
        };
        let mut at = self.total;
        for piece in bytes.chunks(usize::try_from(half).unwrap_or(usize::MAX)) {
            let place = at % half;
            let until_end = usize::try_from(half - place).unwrap_or(usize::MAX).min(piece.len());
            let (before, wrapped) = piece.split_at(until_end);
            tail.write_all_at(before, HEADER + place)?;
            tail.write_all_at(wrapped, HEADER)?;
            at += piece.len() as u64;
        }
        self.total = at;
        let mut header = [0; HEADER as usize];
        header[..8].copy_from_slice(&self.total.to_le_bytes());
        header[8..].copy_from_slice(&half.to_le_bytes());
        tail.write_all_at(&header, 0)?;
        self.tail = Some(tail);
        Ok(())
    }

    /// At most `limit` bytes from `offset` on.
    pub(crate) fn read(folder: &Path, name: &str, offset: u64, limit: u64) -> io::Result<Slice> {
        loop {
            let slice = read_once(folder, name, offset, limit)?;
            // The ring may have gone over what was being read.
            let Extent { total, half } = Extent::of(folder, name)?;
            if slice.offset < half || slice.offset >= total.saturating_sub(half) {
                return Ok(slice);
            }
        }
    }

    /// All that is kept from `offset` on, of the beginning and of the end; and where that ends.
    pub(crate) fn read_all(folder: &Path, name: &str, offset: u64) -> io::Result<(Slice, u64)> {
        let mut slice = Output::read(folder, name, offset, u64::MAX)?;
        let mut end = slice.offset + slice.bytes.len() as u64;
        if end < slice.total {
            let rest = Output::read(folder, name, end, u64::MAX)?;
            end = rest.offset + rest.bytes.len() as u64;
            slice.bytes.extend(rest.bytes);
        }
        Ok((slice, end))
    }

    pub(crate) fn total(folder: &Path, name: &str) -> io::Result<u64> {
        Extent::of(folder, name).map(|extent| extent.total)
    }
}

fn read_once(folder: &Path, name: &str, offset: u64, limit: u64) -> io::Result<Slice> {
    let Extent { total, half } = Extent::of(folder, name)?;
    let tail_start = total.saturating_sub(half).max(half);
    let dropped = tail_start - half;
    let mut slice = Slice { bytes: Vec::new(), offset: offset.min(total), total, dropped };
    if slice.offset < half {
        let end = slice.offset.saturating_add(limit).min(half).min(total);
        slice.bytes = bytes_of(&folder.join(format!("{name}.head")), slice.offset, end)?;
    } else if slice.offset < total {
        slice.offset = slice.offset.max(tail_start);
        let end = slice.offset.saturating_add(limit).min(total);
        let path = folder.join(format!("{name}.tail"));
        let wrap = slice.offset - slice.offset % half + half;
        let first = HEADER + slice.offset % half;
        slice.bytes = bytes_of(&path, first, first + end.min(wrap) - slice.offset)?;
        if end > wrap {
            slice.bytes.extend(bytes_of(&path, HEADER, HEADER + end - wrap)?);
        }
    }
    Ok(slice)
}

/// How much there is, and how much of it is kept.
struct Extent {
    total: u64,
    /// Of the beginning, and as much of the end.
    half: u64,
}

impl Extent {
    fn of(folder: &Path, name: &str) -> io::Result<Extent> {
        let mut header = [[0; 8]; 2];
        if let Ok(tail) = File::open(folder.join(format!("{name}.tail")))
            && tail.read_exact_at(header.as_flattened_mut(), 0).is_ok()
        {
            let [total, half] = header.map(u64::from_le_bytes);
            return Ok(Extent { total, half });
        }
        // Not made, or nothing written yet: the head says all.
        match fs::metadata(folder.join(format!("{name}.head"))) {
            Ok(head) => Ok(Extent { total: head.len(), half: head.len() }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Ok(Extent { total: 0, half: 0 })
            }
            Err(error) => Err(error),
        }
    }
}

fn bytes_of(path: &Path, start: u64, end: u64) -> io::Result<Vec<u8>> {
    if end <= start {
        return Ok(Vec::new());
    }
    let mut bytes = vec![0; usize::try_from(end - start).unwrap_or_default()];
    File::open(path)?.read_exact_at(&mut bytes, start)?;
    Ok(bytes)
}

fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.create(true).write(true).mode(0o600);
    options
}

#[cfg(test)]
mod tests {
    use super::{KEEP_DEFAULT, Output};

    const HALF: u64 = KEEP_DEFAULT / 2;

    /// Byte number n of the stream.
    fn byte(n: u64) -> u8 {
        u8::try_from(n % 251).expect("below 251")
    }

    fn write(folder: &std::path::Path, length: u64, step: u64) {
        let mut output = Output::create(folder, "x", KEEP_DEFAULT).expect("a file");
        let mut at = 0;
        while at < length {
            let end = (at + step).min(length);
            let bytes: Vec<u8> = (at..end).map(byte).collect();
            output.append(&bytes).expect("room on the disk");
            at = end;
        }
    }

    #[track_caller]
    fn reads(folder: &std::path::Path, offset: u64, limit: u64, expected: std::ops::Range<u64>) {
        let slice = Output::read(folder, "x", offset, limit).expect("readable");
        assert_eq!(slice.offset, expected.start);
        assert!(slice.bytes.iter().copied().eq(expected.map(byte)), "{offset} {limit}");
    }

    #[test]
    fn nothing_and_little() {
        let folder = tempfile::tempdir().expect("a folder");
        reads(folder.path(), 0, 100, 0..0);
        write(folder.path(), 1000, 7);
        reads(folder.path(), 0, 100, 0..100);
        reads(folder.path(), 990, 100, 990..1000);
        reads(folder.path(), 5000, 100, 1000..1000);
    }

    #[test]
    fn head_and_tail_of_much() {
        let folder = tempfile::tempdir().expect("a folder");
        for (length, step) in
            [(2 * HALF, 65_536), (2 * HALF + 12_345, 99_991), (5 * HALF + 1, 3 * HALF)]
        {
            write(folder.path(), length, step);
            let slice = Output::read(folder.path(), "x", 0, 0).expect("readable");
            assert_eq!((slice.total, slice.dropped), (length, length - 2 * HALF));
            reads(folder.path(), HALF - 10, 100, HALF - 10..HALF);
            reads(folder.path(), HALF, 1000, length - HALF..length - HALF + 1000);
            reads(folder.path(), length - 1000, 5000, length - 1000..length);
            reads(folder.path(), length - HALF, HALF, length - HALF..length);
        }
    }
}
