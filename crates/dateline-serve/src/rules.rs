//! The packs in memory, and the engine that they make.
//!
//! Invariant: a change that leaves no usable packs is told and kept, and the engine before it goes on reading.

use std::collections::BTreeMap;

use dateline::{Diagnostic, Engine, Severity, Source};
use dateline_devkit::{Folders, policy};
use serde::Serialize;

/// Packs by folder name.
pub type Sources = BTreeMap<String, Source>;

/// Packs and their engine.
pub struct Workshop {
    sources: Sources,
    engine: Option<Engine>,
}

/// What compiling said.
#[derive(Debug, Clone, Serialize)]
pub struct Compiled {
    /// False when the packs as they are make no engine; the one before, if there was one, goes on reading.
    pub usable: bool,
    /// Rules in use.
    pub used: usize,
    /// Rules with an error.
    pub rejected: usize,
    /// Rules that are switched off.
    pub disabled: usize,
    /// What is wrong in the changed file.
    pub findings: Vec<Finding>,
    /// What is an error in other files.
    pub elsewhere: Vec<Finding>,
}

/// One thing that is wrong, with its place in code points of the file.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// `folder/path`, as in the list of files.
    pub file: String,
    /// It keeps the rule from being used.
    pub error: bool,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Line, from 1.
    pub line: usize,
}

impl Workshop {
    /// A workshop over these packs.
    pub fn new(sources: Sources) -> Self {
        let engine = build(&sources).ok();
        Self { sources, engine }
    }

    /// The engine, unless there never was a usable one.
    pub fn engine(&self) -> Option<&Engine> {
        self.engine.as_ref()
    }

    /// Every file that an author writes, as `folder/path`.
    pub fn files(&self) -> Vec<String> {
        let inner = |(folder, source): (&String, &Source)| -> Vec<String> {
            let files = source.files.keys().filter(|path| path.rsplit('.').next() == Some("toml"));
            files.map(|path| format!("{folder}/{path}")).collect()
        };
        self.sources.iter().flat_map(inner).collect()
    }

    /// The text of a file.
    pub fn text(&self, file: &str) -> Option<String> {
        let (folder, path) = file.split_once('/')?;
        String::from_utf8(self.sources.get(folder)?.files.get(path)?.clone()).ok()
    }

    /// Changes a file that is there, and compiles everything anew. `None` when there is no such file.
    pub fn change(&mut self, file: &str, text: String) -> Option<Compiled> {
        let (folder, path) = file.split_once('/')?;
        *self.sources.get_mut(folder)?.files.get_mut(path)? = text.into_bytes();
        let (mut diagnostics, usable) = match build(&self.sources) {
            Ok(engine) => {
                let diagnostics = engine.diagnostics().to_vec();
                self.engine = Some(engine);
                (diagnostics, true)
            }
            Err(error) => (error.diagnostics, false),
        };
        diagnostics.extend(policy(&self.sources).findings);
        let folders = Folders::of(&self.sources);
        let all = diagnostics.iter().map(|diagnostic| finding(diagnostic, &folders));
        let (findings, elsewhere): (Vec<Finding>, Vec<Finding>) = all.partition(|finding| finding.file == file);
        let count = |rules: fn(&Engine) -> &[String]| self.engine.as_ref().map_or(0, |engine| rules(engine).len());
        Some(Compiled {
            usable,
            used: count(Engine::rules),
            rejected: count(Engine::rejected),
            disabled: count(Engine::disabled),
            findings,
            elsewhere: elsewhere.into_iter().filter(|finding| finding.error).collect(),
        })
    }
}

fn build(sources: &Sources) -> Result<Engine, dateline::BuildError> {
    Engine::builder().without_builtin().packs(sources).lenient().drafts().build()
}

fn finding(diagnostic: &Diagnostic, folders: &Folders<'_>) -> Finding {
    let place = folders.file(&diagnostic.spot.file);
    let file = place.map_or_else(|| diagnostic.spot.file.clone(), |(folder, path, _)| format!("{folder}/{path}"));
    let text = place.map_or("", |(_, _, text)| text);
    let chars = |byte: usize| text.get(..byte.min(text.len())).map_or(0, |before| before.chars().count());
    let bytes = &diagnostic.spot.bytes;
    let before = text.get(..bytes.start.min(text.len())).unwrap_or_default();
    Finding {
        file,
        error: diagnostic.severity == Severity::Error,
        message: format!("{}: {}", diagnostic.title, diagnostic.label),
        help: diagnostic.help.clone(),
        start: chars(bytes.start),
        end: chars(bytes.end),
        line: before.matches('\n').count() + 1,
    }
}
