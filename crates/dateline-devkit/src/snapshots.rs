//! Whole articles of a pack as a person reads them: `tests/NAME.txt`, and `tests/snapshots/NAME.snap` beside them.
//!
//! Invariant: the files are those of `insta`, so that its tools read them: a header between lines of three hyphens, then
//! the text; what waits for a decision ends in `.snap.new`.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use dateline::{Engine, RawDocument};
use dateline_export::{Style, write_text};

/// What an article's snapshot says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SnapshotState {
    /// As accepted.
    Same,
    /// Nothing was accepted yet.
    New,
    /// Another text was accepted.
    Changed,
    /// No article belongs to it.
    Orphan,
}

/// One snapshot of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Name of the article.
    pub name: String,
    /// The accepted file.
    pub path: PathBuf,
    /// How it stands.
    pub state: SnapshotState,
    /// What was accepted; empty when nothing was.
    pub accepted: String,
    /// What is found now, or waits for a decision; empty for an orphan.
    pub found: String,
}

impl Snapshot {
    /// The name by which it is asked for: `pack/tests/name`.
    pub fn full_name(&self, pack: &str) -> String {
        format!("{pack}/tests/{}", self.name)
    }

    /// The file that waits for a decision.
    pub fn pending(&self) -> PathBuf {
        self.path.with_extension("snap.new")
    }

    /// Keeps what is found as what is right.
    pub fn accept(&self) -> io::Result<()> {
        write(&self.path, &self.name, &self.found)?;
        remove(&self.pending())
    }

    /// Keeps what was right, and drops what is found.
    pub fn reject(&self) -> io::Result<()> {
        remove(&self.pending())
    }

    /// Leaves what is found for a decision; where nothing is to decide, drops an old one.
    pub fn put_up(&self) -> io::Result<()> {
        match self.state {
            SnapshotState::New | SnapshotState::Changed => write(&self.pending(), &self.name, &self.found),
            SnapshotState::Same | SnapshotState::Orphan => remove(&self.pending()),
        }
    }
}

/// Reads the articles of the pack in this folder and compares them with its snapshots, by name.
pub fn snapshots(pack: &Path, engine: &Engine) -> io::Result<Vec<Snapshot>> {
    let articles = names(&pack.join("tests"), ".txt")?;
    let accepted = names(&folder(pack), ".snap")?;
    let mut all = Vec::new();
    for name in articles.union(&accepted) {
        let path = folder(pack).join(format!("{name}.snap"));
        let old = if accepted.contains(name) { Some(body(&read(&path)?)) } else { None };
        let (state, found) = if articles.contains(name) {
            let found = shown(name, &read(&pack.join("tests").join(format!("{name}.txt")))?, engine)?;
            let state = match &old {
                Some(old) if *old == found => SnapshotState::Same,
                Some(_) => SnapshotState::Changed,
                None => SnapshotState::New,
            };
            (state, found)
        } else {
            (SnapshotState::Orphan, String::new())
        };
        all.push(Snapshot { name: name.clone(), path, state, accepted: old.unwrap_or_default(), found });
    }
    Ok(all)
}

/// The snapshots of the pack that wait for a decision.
pub fn pending_snapshots(pack: &Path) -> io::Result<Vec<Snapshot>> {
    let mut all = Vec::new();
    for name in names(&folder(pack), ".snap.new")? {
        let path = folder(pack).join(format!("{name}.snap"));
        let accepted = if path.is_file() { Some(body(&read(&path)?)) } else { None };
        let found = body(&read(&path.with_extension("snap.new"))?);
        let state = if accepted.is_some() { SnapshotState::Changed } else { SnapshotState::New };
        all.push(Snapshot { name, path, state, accepted: accepted.unwrap_or_default(), found });
    }
    Ok(all)
}

fn folder(pack: &Path) -> PathBuf {
    pack.join("tests/snapshots")
}

/// What the engine finds in an article.
fn shown(name: &str, text: &str, engine: &Engine) -> io::Result<String> {
    let document = RawDocument::new(name, text);
    let mut shown = Vec::new();
    write_text(&engine.extract(&document), &document.text, Style::Plain, &mut shown)?;
    let shown = String::from_utf8(shown).map_err(io::Error::other)?;
    Ok(shown.trim_end().to_owned())
}

/// Names of the files with this ending; a folder that is not there has none.
fn names(folder: &Path, ending: &str) -> io::Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    if !folder.is_dir() {
        return Ok(names);
    }
    for entry in std::fs::read_dir(folder).map_err(|error| named(folder, &error))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(ending).map(str::to_owned));
    }
    Ok(names)
}

fn read(path: &Path) -> io::Result<String> {
    std::fs::read_to_string(path).map_err(|error| named(path, &error))
}

/// What stands behind the header.
fn body(text: &str) -> String {
    let behind = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map(|(_, body)| body);
    behind.unwrap_or(text).trim_end().to_owned()
}

fn write(path: &Path, name: &str, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| named(folder, &error))?;
    }
    let text = format!("---\nsource: tests/{name}.txt\n---\n{text}\n");
    std::fs::write(path, text).map_err(|error| named(path, &error))
}

fn remove(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(named(path, &error)),
        _ => Ok(()),
    }
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
