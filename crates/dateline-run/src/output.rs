//! Where results go. Invariant: the length of a file is known at every commit, and nothing of it waits in a buffer.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;

use dateline::{Export, Exporter};
use dateline_readers::Failure;

use crate::batch::Written;

/// Where extractions go.
pub enum Output<'w> {
    /// A format whose articles stand each for itself: they are put into bytes on all threads.
    Apart {
        /// The format.
        exporter: &'w dyn Exporter,
        /// Where its bytes go.
        out: Box<dyn Write + 'w>,
        /// Bytes that are there.
        length: u64,
    },
    /// A format that is written as a whole, one article after the other.
    Whole(Box<dyn Export + 'w>),
}

/// What failed and why, one JSON object a line.
#[derive(Debug)]
pub struct Quarantine {
    file: File,
    length: u64,
}

impl Quarantine {
    /// Opens the file and cuts it to this length: 0 begins it anew.
    pub fn open(path: &Path, length: u64) -> io::Result<Self> {
        Ok(Self { file: cut(path, length)?, length })
    }

    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    pub(crate) fn add(&mut self, origin: &str, failure: &Failure) -> io::Result<()> {
        let line = serde_json::json!({"origin": origin, "failure": failure.kind.name(), "message": failure.message});
        let line = format!("{line}\n");
        self.file.write_all(line.as_bytes())?;
        self.length += line.len() as u64;
        Ok(())
    }
}

impl<'w> Output<'w> {
    /// A file for a format whose articles stand each for itself, cut to this length.
    pub fn file(path: &Path, length: u64, exporter: &'w dyn Exporter) -> io::Result<Self> {
        Ok(Self::Apart { exporter, out: Box::new(cut(path, length)?), length })
    }

    pub(crate) fn length(&self) -> u64 {
        match self {
            Self::Apart { length, .. } => *length,
            Self::Whole(_) => 0,
        }
    }

    pub(crate) fn add(&mut self, written: Written) -> io::Result<()> {
        match (self, written) {
            (Self::Apart { out, length, .. }, Written::Apart(bytes)) => {
                out.write_all(&bytes)?;
                *length += bytes.len() as u64;
                Ok(())
            }
            (Self::Whole(export), Written::Whole(found, text)) => export.article(&found, &text),
            // The format decides both, once for the whole run.
            (Self::Apart { .. }, Written::Whole(..)) | (Self::Whole(_), Written::Apart(_)) => {
                Err(io::Error::other("an article in another form than the output"))
            }
        }
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Apart { out, .. } => out.flush(),
            Self::Whole(_) => Ok(()),
        }
    }
}

/// Opens a file, cuts off what lies behind the length, and goes to its end.
fn cut(path: &Path, length: u64) -> io::Result<File> {
    let mut file = OpenOptions::new().create(true).write(true).truncate(false).open(path)?;
    let data = file.metadata()?;
    if data.is_file() {
        if data.len() < length {
            let message =
                format!("has {} bytes where the journal says {length}; begin anew without --resume", data.len());
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        file.set_len(length)?;
        file.seek(SeekFrom::End(0))?;
    }
    Ok(file)
}
