//! Paths to inputs: files, folders, globs, lists of paths, standard input.
//!
//! Invariant: the same tree gives the same inputs in the same order, by the names in it.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::path::{Path, PathBuf};

use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::sniff::{Format, Wrapping, ending};

/// One thing to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

/// A path that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {message}")]
pub struct PathError {
    /// The path as given.
    pub path: String,
    /// What is wrong with it.
    pub message: String,
}

impl PathError {
    fn new(path: &Path, message: impl ToString) -> Self {
        Self { path: path.display().to_string(), message: message.to_string() }
    }
}

/// Collects inputs.
///
/// Of a folder it takes the files whose names say that they hold articles: text, pages, feeds, web archives, MUC
/// messages, and archives or packed files of these. Tables and JSON may hold anything; they are taken from a folder
/// when a glob asks for them.
#[derive(Debug, Default)]
pub struct Paths {
    globs: Option<GlobSet>,
    found: Vec<Input>,
    left: BTreeMap<String, usize>,
}

impl Paths {
    /// With these globs a folder gives all files that match one of them, by name or by path inside the folder.
    pub fn new(globs: &[String]) -> Result<Self, PathError> {
        if globs.is_empty() {
            return Ok(Self::default());
        }
        let mut set = GlobSetBuilder::new();
        for glob in globs {
            set.add(Glob::new(glob).map_err(|error| PathError::new(Path::new(glob), error))?);
        }
        let set = set.build().map_err(|error| PathError::new(Path::new("--glob"), error))?;
        Ok(Self { globs: Some(set), ..Self::default() })
    }

    /// Adds a file, all of a folder, all that a glob matches, or `-` for standard input.
    pub fn add(&mut self, path: &Path) -> Result<(), PathError> {
        if path.as_os_str() == "-" {
            self.found.push(Input::Stdin);
        } else if path.is_dir() {
            let globs = self.globs.take();
            let walked = self.walk(path, |inside, name| match &globs {
                Some(globs) => globs.is_match(inside) || globs.is_match(name),
                None => holds_articles(name),
            });
            self.globs = globs;
            for ending in walked? {
                *self.left.entry(ending).or_default() += 1;
            }
        } else if path.exists() {
            self.found.push(Input::File(path.to_owned()));
        } else {
            return self.glob(path);
        }
        Ok(())
    }

    /// Adds the paths that a list names, one a line; blank lines and those that begin with `#` are passed over.
    ///
    /// `name` is that of the list. It is read line by line, for it may be longer than all that is held of its paths.
    pub fn add_list(&mut self, name: &str, list: impl BufRead) -> Result<(), PathError> {
        for line in list.lines() {
            let line = line.map_err(|error| PathError::new(Path::new(name), error))?;
            let path = line.trim();
            if !path.is_empty() && !path.starts_with('#') {
                self.add(Path::new(path))?;
            }
        }
        Ok(())
    }

    /// The inputs, in order.
    pub fn inputs(self) -> Vec<Input> {
        self.found
    }

    /// Says what files of folders were not taken: `not taken: 2 .csv, 1 without ending; ask for them with --glob`.
    pub fn not_taken(&self) -> Option<String> {
        let one = |(ending, count): (&String, &usize)| match ending.as_str() {
            "" => format!("{count} without ending"),
            ending => format!("{count} .{ending}"),
        };
        let left: Vec<String> = self.left.iter().map(one).collect();
        (!left.is_empty()).then(|| format!("not taken: {}; ask for them with --glob", left.join(", ")))
    }

    /// True when there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    fn glob(&mut self, path: &Path) -> Result<(), PathError> {
        let text = path.to_string_lossy();
        let Some(first) = text.find(['*', '?', '[', '{']) else {
            return Err(PathError::new(path, "no such file or folder"));
        };
        let base = text[..first].rfind('/').map_or("", |at| &text[..at]);
        let pattern = text[base.len()..].trim_start_matches('/');
        let glob = globset::GlobBuilder::new(pattern).literal_separator(true).build();
        let glob = glob.map_err(|error| PathError::new(path, error))?.compile_matcher();
        let base = if base.is_empty() && !text.starts_with('/') { "." } else { base };
        let base = if base.is_empty() { "/" } else { base };
        if !Path::new(base).is_dir() {
            return Err(PathError::new(path, "no such folder"));
        }
        let before = self.found.len();
        self.walk(Path::new(base), |inside, _| glob.is_match(inside))?;
        if self.found.len() == before {
            return Err(PathError::new(path, "matches no file"));
        }
        Ok(())
    }

    /// Takes the files for whose path inside the folder and name `take` is true; gives the endings of the others.
    fn walk(&mut self, folder: &Path, take: impl Fn(&Path, &str) -> bool) -> Result<Vec<String>, PathError> {
        let mut left = Vec::new();
        let walker =
            ignore::WalkBuilder::new(folder).standard_filters(false).hidden(true).sort_by_file_name(Ord::cmp).build();
        for entry in walker {
            let path = entry.map_err(|error| PathError::new(folder, error))?.into_path();
            if !path.is_file() {
                continue;
            }
            let inside = path.strip_prefix(folder).unwrap_or(&path);
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if take(inside, &name) {
                let plain = path.strip_prefix(".").map(Path::to_owned);
                self.found.push(Input::File(if folder == Path::new(".") { plain.unwrap_or(path) } else { path }));
            } else {
                left.push(ending(&name).to_ascii_lowercase());
            }
        }
        Ok(left)
    }
}

/// True when a name says that a file holds articles and nothing else.
fn holds_articles(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let last = ending(&lower);
    let wrapped = Wrapping::all_endings().any(|known| known == last);
    if wrapped && matches!(last, "zip" | "tar" | "tgz" | "tbz2" | "tbz" | "tzst") {
        return true;
    }
    let inner = if wrapped { ending(lower.strip_suffix(last).map_or("", |s| s.trim_end_matches('.'))) } else { last };
    inner == "tar"
        || Format::of_ending(inner)
            .is_some_and(|format| !matches!(format, Format::Json | Format::JsonLines | Format::Csv | Format::Parquet))
}

/// Members of archives that systems put there for themselves.
pub(crate) fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part == "__MACOSX" || (part.starts_with('.') && part != "." && part != ".."))
}
