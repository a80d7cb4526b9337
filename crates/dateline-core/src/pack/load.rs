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
    /// The file's head: status, doc, examples. Its table is [`Self::body`].
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
        let Some(mut head) = read_toml::<RuleFile>(&source, &pack, path, &mut found) else { continue };
        let file = format!("{pack}/{path}");
        let spot = |bytes| Spot { file: file.clone(), bytes };
        match head.take_body() {
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
                    "write one of [frame], [pattern], [cue], [stage], [lexicon], [outlet], [crosswalk], [macros], [types]",
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
    let Some((start, header)) = lines.by_ref().find(|(_, line)| !line.starts_with('#')) else { return Vec::new() };
    let mut at = start;
    let columns: Vec<(&str, SetCell)> = header
        .split('\t')
        .map(|name| {
            let bytes = at..at + name.len();
            at = bytes.end + 1;
            let known = COLUMNS.iter().find(|(known, _)| *known == name);
            let set = known.map_or(skip as SetCell, |(_, set)| *set);
            if known.is_none() {
                let spot = Spot { file: file.clone(), bytes };
                let names: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
                found.push(
                    Diagnostic::error(
                        "unknown-column",
                        spot,
                        format!("unknown column `{name}`"),
                        "its cells are left out",
                    )
                    .help(format!("known are {}", names.join(", ")))
                    .nearest(name, names.iter().copied()),
                );
            }
            (name, set)
        })
        .collect();
    let mut entries = Vec::new();
    for (start, line) in lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
        let mut entry = Entry::default();
        let mut at = start;
        for ((column, set), cell) in columns.iter().zip(line.split('\t')) {
            if !cell.is_empty()
                && let Err(problem) = set(&mut entry, cell)
            {
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

/// Sets a field of an entry from a cell that is not empty.
type SetCell = fn(&mut Entry, &str) -> Result<(), String>;

/// The columns of a table, by the names of the fields.
const COLUMNS: [(&str, SetCell); 15] = [
    ("id", |entry, cell| text(&mut entry.id, cell)),
    ("name", |entry, cell| {
        cell.clone_into(&mut entry.name);
        Ok(())
    }),
    ("also", |entry, cell| list(&mut entry.also, cell)),
    ("type", |entry, cell| text(&mut entry.kind, cell)),
    ("country", |entry, cell| text(&mut entry.country, cell)),
    ("parent", |entry, cell| text(&mut entry.parent, cell)),
    ("level", |entry, cell| text(&mut entry.level, cell)),
    ("affiliation", |entry, cell| text(&mut entry.affiliation, cell)),
    ("adjective", |entry, cell| list(&mut entry.adjective, cell)),
    ("lat", |entry, cell| number(cell).map(|n| entry.lat = Some(n))),
    ("lon", |entry, cell| number(cell).map(|n| entry.lon = Some(n))),
    ("population", |entry, cell| number(cell).map(|n| entry.population = n)),
    ("from", |entry, cell| number(cell).map(|n| entry.from = Some(n))),
    ("to", |entry, cell| number(cell).map(|n| entry.to = Some(n))),
    ("source", |entry, cell| text(&mut entry.source, cell)),
];

#[expect(clippy::unnecessary_wraps, reason = "one of the ways of setting a cell")]
fn skip(_: &mut Entry, _: &str) -> Result<(), String> {
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "one of the ways of setting a cell")]
fn text(field: &mut Option<String>, cell: &str) -> Result<(), String> {
    *field = Some(cell.to_owned());
    Ok(())
}

#[expect(clippy::unnecessary_wraps, reason = "one of the ways of setting a cell")]
fn list(field: &mut Vec<String>, cell: &str) -> Result<(), String> {
    *field = cell.split('|').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    Ok(())
}

fn number<T: std::str::FromStr>(cell: &str) -> Result<T, String> {
    cell.parse().map_err(|_| format!("`{cell}` is not a number"))
}
