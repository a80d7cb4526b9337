//! Pack files to rules: the only place where TOML is read.
//!
//! Input is text that somebody else has read from wherever it lives, so that embedded and on-disk packs load alike.

use std::collections::BTreeMap;

use super::{Diagnostic, Entry, Manifest, RuleBody, RuleFile, Spot};

/// One pack's files as text or bytes, by path inside the pack.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// `pack.toml`, `rules/arrest.toml`, `model/tagger.bin` …
    pub files: BTreeMap<String, Vec<u8>>,
}

/// One rule with its place.
#[derive(Debug, Clone)]
pub struct LoadedRule {
    /// Full id: `pack/id`.
    pub id: String,
    /// Path with the pack's id in front.
    pub file: String,
    /// The file's head: status, doc, examples.
    pub head: RuleFile,
    /// The rule itself.
    pub body: RuleBody,
    /// Entries of a lexicon's table file.
    pub table: Vec<Entry>,
}

/// One pack, read.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// `pack.toml`.
    pub manifest: Manifest,
    /// Its rules, by path.
    pub rules: Vec<LoadedRule>,
    /// The other files, for language data.
    pub source: Source,
}

/// Reads a pack. `None` when `pack.toml` itself cannot be used; the diagnostics say why.
pub fn load(source: Source) -> (Option<Loaded>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let Some(manifest) = read_toml::<Manifest>(&source, "", "pack.toml", &mut found) else {
        return (None, found);
    };
    let pack = manifest.pack.id.get_ref().clone();
    let language: Vec<&str> = manifest.language.iter().flat_map(language_files).collect();
    let mut rules = Vec::new();
    for path in source.files.keys() {
        let is_toml = path.rsplit('.').next() == Some("toml");
        if !is_toml || path == "pack.toml" || language.contains(&path.as_str()) {
            continue;
        }
        let Some(head) = read_toml::<RuleFile>(&source, &pack, path, &mut found) else { continue };
        let file = format!("{pack}/{path}");
        let spot = |bytes| Spot { file: file.clone(), bytes };
        match head.body() {
            Ok(body) => {
                let table = match &body {
                    RuleBody::Lexicon(lexicon) => lexicon
                        .file
                        .as_ref()
                        .map(|name| read_table(&source, &file, path, name, &mut found))
                        .unwrap_or_default(),
                    _ => Vec::new(),
                };
                let own = match &body {
                    RuleBody::Lexicon(lexicon) => lexicon.id.get_ref().clone(),
                    RuleBody::Outlet(outlet) => outlet.id.get_ref().clone(),
                    _ => head.id.as_ref().map_or_else(|| stem(path).to_owned(), |id| id.get_ref().clone()),
                };
                rules.push(LoadedRule { id: format!("{pack}/{own}"), file, head, body, table });
            }
            Err(tables) if tables.is_empty() => {
                found.push(Diagnostic::error("no-rule", spot(0..0), "the file holds no rule", "nothing here").help(
                    "write one of [frame], [pattern], [cue], [lexicon], [outlet], [crosswalk], [macros], [types]",
                ));
            }
            Err(tables) => found.push(
                Diagnostic::error("two-rules", spot(0..0), "the file holds more than one rule", tables.join(", "))
                    .help("one rule a file: move the others to files of their own"),
            ),
        }
    }
    (Some(Loaded { manifest, rules, source }), found)
}

fn language_files(files: &super::LanguageFiles) -> [&str; 7] {
    [
        files.tagger.get_ref(),
        files.irregular.get_ref(),
        files.abbreviations.get_ref(),
        files.numbers.get_ref(),
        files.times.get_ref(),
        files.names.get_ref(),
        files.grammar.get_ref(),
    ]
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".toml").unwrap_or(name)
}

/// Reads one TOML file of a pack into a type; every syntax error becomes a diagnostic.
pub(crate) fn read_toml<T: serde::de::DeserializeOwned>(
    source: &Source,
    pack: &str,
    path: &str,
    found: &mut Vec<Diagnostic>,
) -> Option<T> {
    let file = if pack.is_empty() { path.to_owned() } else { format!("{pack}/{path}") };
    let spot = |bytes| Spot { file: file.clone(), bytes };
    let Some(bytes) = source.files.get(path) else {
        found.push(
            Diagnostic::error("no-file", spot(0..0), format!("the pack has no file `{path}`"), "missing")
                .nearest(path, source.files.keys().map(String::as_str)),
        );
        return None;
    };
    let Ok(text) = std::str::from_utf8(bytes) else {
        found.push(
            Diagnostic::error("not-utf8", spot(0..0), "the file is not UTF-8 text", "here")
                .help("save the file as UTF-8"),
        );
        return None;
    };
    match toml::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            let bytes = error.span().unwrap_or(0..0);
            let message = error.message().to_owned();
            let title = message.lines().next().unwrap_or_default().to_owned();
            let mut diagnostic = Diagnostic::error("bad-toml", spot(bytes.clone()), title, "here");
            if let Some((_, expected)) = message.split_once("expected one of ") {
                let wrong = text.get(bytes).unwrap_or_default();
                diagnostic = diagnostic.nearest(wrong, expected.split(", ").map(|name| name.trim_matches('`')));
            }
            found.push(diagnostic);
            None
        }
    }
}

/// Reads a lexicon's tab-separated table. A bad line is reported and left out.
fn read_table(
    source: &Source,
    rule_file: &str,
    rule_path: &str,
    name: &toml::Spanned<String>,
    found: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    let folder = rule_path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = if folder.is_empty() { name.get_ref().clone() } else { format!("{folder}/{}", name.get_ref()) };
    let Some(text) = source.files.get(&path).and_then(|bytes| std::str::from_utf8(bytes).ok()) else {
        let spot = Spot { file: rule_file.to_owned(), bytes: name.span() };
        found.push(
            Diagnostic::error("no-file", spot, format!("the pack has no table `{path}`"), "missing or not UTF-8")
                .help("name a tab-separated file in the same folder"),
        );
        return Vec::new();
    };
    let pack = rule_file.split('/').next().unwrap_or_default();
    let file = format!("{pack}/{path}");
    let mut lines = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line.trim_end_matches(['\n', '\r'])))
    });
    let Some((_, header)) = lines.by_ref().find(|(_, line)| !line.starts_with('#')) else { return Vec::new() };
    let columns: Vec<&str> = header.split('\t').collect();
    let mut entries = Vec::new();
    for (start, line) in lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        let mut entry = Entry::default();
        let mut at = start;
        for (column, cell) in columns.iter().zip(line.split('\t')) {
            if let Err(problem) = set_cell(&mut entry, column, cell) {
                let spot = Spot { file: file.clone(), bytes: at..at + cell.len() };
                found.push(Diagnostic::error("bad-cell", spot, problem, format!("column `{column}`")));
            }
            at += cell.len() + 1;
        }
        if entry.name.is_empty() {
            let spot = Spot { file: file.clone(), bytes: start..start + line.len() };
            found.push(Diagnostic::error("no-name", spot, "the entry has no name", "this line"));
        } else {
            entries.push(entry);
        }
    }
    entries
}

fn set_cell(entry: &mut Entry, column: &str, cell: &str) -> Result<(), String> {
    fn number<T: std::str::FromStr>(cell: &str) -> Result<Option<T>, String> {
        if cell.is_empty() {
            return Ok(None);
        }
        cell.parse().map(Some).map_err(|_| format!("`{cell}` is not a number"))
    }
    let text = || Some(cell.to_owned()).filter(|c| !c.is_empty());
    let list = || cell.split('|').filter(|c| !c.is_empty()).map(str::to_owned).collect();
    match column {
        "id" => entry.id = text(),
        "name" => cell.clone_into(&mut entry.name),
        "also" => entry.also = list(),
        "type" => entry.kind = text(),
        "country" => entry.country = text(),
        "parent" => entry.parent = text(),
        "level" => entry.level = text(),
        "affiliation" => entry.affiliation = text(),
        "adjective" => entry.adjective = list(),
        "lat" => entry.lat = number(cell)?,
        "lon" => entry.lon = number(cell)?,
        "population" => entry.population = number(cell)?.unwrap_or(0),
        "from" => entry.from = number(cell)?,
        "to" => entry.to = number(cell)?,
        "source" => entry.source = text(),
        _ => {
            return Err(format!(
                "unknown column `{column}`; known are id, name, also, type, country, parent, level, affiliation, \
                 adjective, lat, lon, population, from, to, source"
            ));
        }
    }
    Ok(())
}
