//! The journal of a run: what is done and how far the output then reached, so that a run that was ended can go on.
//!
//! The first line says what run it is; each later line is a commit. A commit is written when the output it speaks of is:
//! whatever the output has beyond the last whole commit is cut off before the run goes on.
//!
//! Invariant: an article is in the output exactly when a commit names it.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::Counts;

/// Why a run cannot go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// The file cannot be read or written.
    #[error("{path}: {error}")]
    Io {
        /// The journal.
        path: PathBuf,
        /// Why.
        #[source]
        error: io::Error,
    },
    /// The file is no journal.
    #[error("{0} is no journal of a run; take it away to begin anew")]
    Foreign(PathBuf),
    /// The run had other options or rules.
    #[error("{0} is of a run with other options or rules; use the same, or begin anew without --resume")]
    Other(PathBuf),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    journal: String,
    settings: String,
}

/// What is done when it is written.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Commit {
    /// Length of the output in bytes.
    pub(crate) output: u64,
    /// Length of the quarantine file in bytes.
    pub(crate) quarantine: u64,
    /// Counts of the run so far.
    pub(crate) counts: Counts,
    /// Keys of the documents done since the last commit.
    pub(crate) done: Vec<u64>,
}

const NAME: &str = "dateline-run/1";

/// A journal that is open for commits.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    last: Commit,
    done: Done,
}

/// Keys of what the runs before have done, sorted, and how often each is still to be met: a file that is given twice, or an
/// archive with two members of one name, has documents that nothing tells apart.
#[derive(Debug, Default)]
struct Done {
    keys: Vec<u64>,
    left: Vec<u32>,
}

impl Done {
    fn new(mut all: Vec<u64>) -> Self {
        all.sort_unstable();
        let left = all.chunk_by(|a, b| a == b).map(|same| u32::try_from(same.len()).unwrap_or(u32::MAX)).collect();
        all.dedup();
        all.shrink_to_fit();
        Self { keys: all, left }
    }

    /// Takes one document with this key out; false when none is left.
    fn take(&mut self, key: u64) -> bool {
        let Ok(at) = self.keys.binary_search(&key) else { return false };
        let taken = self.left[at] > 0;
        self.left[at] -= u32::from(taken);
        taken
    }

    fn left(&self) -> u64 {
        self.left.iter().map(|left| u64::from(*left)).sum()
    }
}

impl Journal {
    /// Begins a journal; `settings` stands for all that the output depends on besides the input.
    pub fn begin(path: &Path, settings: &str) -> Result<Self, JournalError> {
        let wrong = |error| JournalError::Io { path: path.to_owned(), error };
        let mut file = File::create(path).map_err(wrong)?;
        let head = Head { journal: NAME.to_owned(), settings: settings.to_owned() };
        writeln!(file, "{}", serde_json::json!(head)).map_err(wrong)?;
        Ok(Self { path: path.to_owned(), file, last: Commit::default(), done: Done::default() })
    }

    /// Opens the journal of a run that was ended. `None` when there is none.
    pub fn resume(path: &Path, settings: &str) -> Result<Option<Self>, JournalError> {
        let wrong = |error| JournalError::Io { path: path.to_owned(), error };
        let file = match OpenOptions::new().read(true).write(true).open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(wrong(error)),
        };
        let mut lines = BufReader::new(&file);
        let mut line = Vec::new();
        let mut whole = lines.read_until(b'\n', &mut line).map_err(wrong)? as u64;
        let head: Head = match serde_json::from_slice(&line) {
            Ok(head) => head,
            // Killed before the first line was out: nothing is done.
            Err(_) if !line.ends_with(b"\n") => return Self::begin(path, settings).map(Some),
            Err(_) => return Err(JournalError::Foreign(path.to_owned())),
        };
        if head.journal != NAME {
            return Err(JournalError::Foreign(path.to_owned()));
        }
        if head.settings != settings {
            return Err(JournalError::Other(path.to_owned()));
        }
        let (mut last, mut done) = (Commit::default(), Vec::new());
        loop {
            line.clear();
            let length = lines.read_until(b'\n', &mut line).map_err(wrong)? as u64;
            // A line without its end was being written when the run was killed.
            let Some(commit) = line.strip_suffix(b"\n") else { break };
            let Ok(commit) = serde_json::from_slice::<Commit>(commit) else { break };
            whole += length;
            done.extend_from_slice(&commit.done);
            last = Commit { done: Vec::new(), ..commit };
        }
        file.set_len(whole).map_err(wrong)?;
        let file = OpenOptions::new().append(true).open(path).map_err(wrong)?;
        Ok(Some(Self { path: path.to_owned(), file, last, done: Done::new(done) }))
    }

    /// Bytes of the output and of the quarantine file that are done.
    pub fn lengths(&self) -> (u64, u64) {
        (self.last.output, self.last.quarantine)
    }

    /// Documents done by the runs before this one that this one has not met yet.
    pub fn done(&self) -> u64 {
        self.done.left()
    }

    /// Takes the journal away: the run is complete.
    pub fn finish(self) -> Result<(), JournalError> {
        let Self { path, .. } = self;
        std::fs::remove_file(&path).map_err(|error| JournalError::Io { path, error })
    }

    pub(crate) fn counts(&self) -> Counts {
        self.last.counts.clone()
    }

    /// True when a run before this one has done the document; asked once for each.
    pub(crate) fn take(&mut self, key: u64) -> bool {
        self.done.take(key)
    }

    pub(crate) fn commit(&mut self, commit: &Commit) -> Result<(), JournalError> {
        let mut line = serde_json::json!(commit).to_string();
        line.push('\n');
        self.file.write_all(line.as_bytes()).map_err(|error| JournalError::Io { path: self.path.clone(), error })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_that_nothing_tells_apart_are_done_as_often_as_they_were() {
        let mut done = Done::new(vec![9, 7, 7]);
        assert_eq!(done.left(), 3);
        assert_eq!([7, 9, 7, 7, 8, 9].map(|key| done.take(key)), [true, true, true, false, false, false]);
        assert_eq!(done.left(), 0);
    }
}
