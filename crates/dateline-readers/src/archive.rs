//! Archives and the guard against those that unpack to far more than they are.
//!
//! Invariant: members are read as streams; only what must be jumped about in is laid down in a temporary file.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::ops::ControlFlow;
use std::rc::Rc;

use crate::failure::{Failure, FailureKind};
use crate::paths::is_hidden;
use crate::reader::{Flow, Reading};

/// What may come out of any file before its expansion is looked at.
const FREE: u64 = 64 << 20;
/// The most that is laid down in a temporary file.
const MOST_SPOOLED: u64 = 4 << 30;
/// The most members of an archive.
const MOST_MEMBERS: usize = 10_000_000;

/// A packed stream that counts what is taken from it.
pub(crate) struct Input<'r> {
    inner: &'r mut dyn Read,
    count: Rc<Cell<u64>>,
}

impl<'r> Input<'r> {
    pub(crate) fn new(inner: &'r mut dyn Read) -> Self {
        Self { inner, count: Rc::default() }
    }

    pub(crate) fn count(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.count)
    }
}

impl Read for Input<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.count.set(self.count.get() + count as u64);
        Ok(count)
    }
}

/// An unpacked stream that fails when it grows out of all proportion to what was packed.
pub(crate) struct Guard<R> {
    inner: R,
    packed: Rc<Cell<u64>>,
    unpacked: Rc<Cell<u64>>,
    expansion: u64,
}

impl<R> Guard<R> {
    pub(crate) fn new(inner: R, packed: Rc<Cell<u64>>, expansion: u64) -> Self {
        Self { inner, packed, unpacked: Rc::default(), expansion }
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        let unpacked = self.unpacked.get() + count as u64;
        self.unpacked.set(unpacked);
        if unpacked > FREE.max(self.packed.get().saturating_mul(self.expansion)) {
            let message = format!("unpacks to more than {} times its size; unpack it yourself", self.expansion);
            return Err(io::Error::other(Failure::new(FailureKind::Bomb, message)));
        }
        Ok(count)
    }
}

/// The members of a tar archive, in their order; `nesting` counts this archive.
pub(crate) fn tar(reading: &mut Reading<'_, '_>, origin: &str, stream: impl Read, nesting: usize) -> Flow {
    let mut archive = tar::Archive::new(stream);
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return reading.fail(origin, Failure::broken(&error)),
    };
    for entry in entries.take(MOST_MEMBERS) {
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(error) => return reading.fail(origin, Failure::broken(&error)),
        };
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if !is_hidden(&name) {
            reading.stream(&format!("{origin}!{name}"), &name, &mut entry, nesting)?;
        }
    }
    Flow::Continue(())
}

/// The members of a zip archive, in their order; `nesting` counts this archive.
pub(crate) fn zip(reading: &mut Reading<'_, '_>, origin: &str, file: File, length: u64, nesting: usize) -> Flow {
    let mut archive = match zip::ZipArchive::new(BufReader::new(file)) {
        Ok(archive) => archive,
        Err(error) => return reading.fail(origin, Failure::new(FailureKind::Broken, error.to_string())),
    };
    let packed = Rc::new(Cell::new(length));
    let unpacked = Rc::new(Cell::new(0));
    let expansion = reading.options.limits.expansion;
    for index in 0..archive.len() {
        let name = archive.name_for_index(index).and_then(Result::ok).map(|name| name.to_string()).unwrap_or_default();
        if name.ends_with('/') || is_hidden(&name) {
            continue;
        }
        let inside = format!("{origin}!{name}");
        match archive.by_index(index) {
            // What all members unpack to is held against the whole file: they may share their bytes.
            Ok(member) => {
                let (packed, unpacked) = (Rc::clone(&packed), Rc::clone(&unpacked));
                let mut guard = Guard { inner: member, packed, unpacked, expansion };
                reading.stream(&inside, &name, &mut guard, nesting)?;
            }
            Err(zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED)) => {
                reading.fail(&inside, Failure::new(FailureKind::Encrypted, "needs a password"))?;
            }
            Err(error @ zip::result::ZipError::UnsupportedArchive(_)) => {
                reading.fail(&inside, Failure::new(FailureKind::Unsupported, error.to_string()))?;
            }
            Err(error) => reading.fail(&inside, Failure::new(FailureKind::Broken, error.to_string()))?,
        }
    }
    ControlFlow::Continue(())
}

/// A zip archive that comes as a stream.
pub(crate) fn spooled_zip(reading: &mut Reading<'_, '_>, origin: &str, mut stream: impl Read, nesting: usize) -> Flow {
    spooled(reading, origin, &mut stream, |reading, file, length| zip(reading, origin, file, length, nesting))
}

/// Lays a stream down in a temporary file, for formats that jump about.
pub(crate) fn spooled(
    reading: &mut Reading<'_, '_>,
    origin: &str,
    stream: &mut dyn Read,
    read: impl FnOnce(&mut Reading<'_, '_>, File, u64) -> Flow,
) -> Flow {
    let laid = tempfile::tempfile().and_then(|mut file| {
        let length = io::copy(&mut stream.take(MOST_SPOOLED + 1), &mut file)?;
        file.rewind()?;
        Ok((file, length))
    });
    match laid {
        Ok((_, length)) if length > MOST_SPOOLED => {
            reading.fail(origin, Failure::over("an archive from a stream", MOST_SPOOLED as usize, "unpack it yourself"))
        }
        Ok((file, length)) => read(reading, file, length),
        Err(error) => reading.fail(origin, Failure::broken(&error)),
    }
}
