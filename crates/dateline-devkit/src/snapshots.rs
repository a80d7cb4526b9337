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
    /// A file among the articles that cannot be read as one, and why.
    Unusable(&'static str),
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
            SnapshotState::Same | SnapshotState::Orphan | SnapshotState::Unusable(_) => remove(&self.pending()),
        }
    }
}

/// Reads the articles of the pack in this folder and compares them with its snapshots, by name. What lies among them and
/// is no article is named, for its author believes it to be tested.
pub fn snapshots(pack: &Path, engine: &Engine) -> io::Result<Vec<Snapshot>> {
    let tests = pack.join("tests");
    let articles = names(&tests, ".txt")?;
    let accepted = names(&folder(pack), ".snap")?;
    let mut all = Vec::new();
    for name in articles.union(&accepted) {
        let path = folder(pack).join(format!("{name}.snap"));
        let old = if accepted.contains(name) { Some(body(&read(&path)?)) } else { None };
        let (state, found) = if articles.contains(name) {
            compared(name, &tests.join(format!("{name}.txt")), old.as_deref(), engine)?
        } else {
            (SnapshotState::Orphan, String::new())
        };
        all.push(Snapshot { name: name.clone(), path, state, accepted: old.unwrap_or_default(), found });
    }
    for name in names(&tests, "")? {
        if name.strip_suffix(".txt").is_none() && !name.starts_with('.') && name != "snapshots" {
            let state = SnapshotState::Unusable("only files that end in .txt are read here");
            let path = folder(pack).join(format!("{name}.snap"));
            all.push(Snapshot { name, path, state, accepted: String::new(), found: String::new() });
        }
    }
    Ok(all)
}

/// What the engine finds in an article, beside what was accepted.
fn compared(name: &str, path: &Path, old: Option<&str>, engine: &Engine) -> io::Result<(SnapshotState, String)> {
    let text = match read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            return Ok((SnapshotState::Unusable("it is no UTF-8 text"), String::new()));
        }
        Err(error) => return Err(error),
    };
    let found = shown(name, &text, engine)?;
    let state = match old {
        Some(old) if *old == found => SnapshotState::Same,
        Some(_) => SnapshotState::Changed,
        None => SnapshotState::New,
    };
    Ok((state, found))
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
