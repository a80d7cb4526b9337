//! Pack files to rules.
//!
//! Input is text that somebody else has read from wherever it lives, so that embedded and on-disk packs load alike.

use std::collections::BTreeMap;

use super::read::{read_around, read_toml};
use super::{Diagnostic, Lexicon, Manifest, RuleBody, RuleFile, RuleHead, Spot, Table};

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
    /// Status, doc, examples.
    pub head: RuleHead,
    /// The rule itself.
    pub body: RuleBody,
    /// Entries of a lexicon's table file.
    pub table: Table,
    /// Nothing of its file had to be left out; otherwise it is looked at for more mistakes, and not used.
    pub sound: bool,
}

/// One pack, read.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// `pack.toml`.
    pub manifest: Manifest,
    /// Its rules, by path.
    pub rules: Vec<LoadedRule>,
    /// The other files, for language data; tables have moved to their rules.
    pub source: Source,
}

/// Reads a pack. `None` when `pack.toml` itself cannot be used; the diagnostics say why.
pub fn load(source: Source) -> (Option<Loaded>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let Some(manifest) = read_toml::<Manifest>(&source, "", "pack.toml", &mut found) else {
        return (None, found);
    };
    if !check_versions(&manifest, &mut found) {
        return (None, found);
    }
    let pack = manifest.pack.id.get_ref().clone();
    let language: Vec<&str> = manifest.language.iter().flat_map(language_files).collect();
    let mut rules = Vec::new();
    // Tables are large, and moved where they can be.
    let mut tables: Vec<(usize, String, toml::Spanned<String>)> = Vec::new();
    for path in source.files.keys() {
        let is_toml = path.rsplit('.').next() == Some("toml");
        if !is_toml || path == "pack.toml" || language.contains(&path.as_str()) {
            continue;
        }
        let Some(read) = read_around::<RuleFile>(&source, &pack, path, &mut found) else { continue };
        let file = format!("{pack}/{path}");
        let spot = |bytes| Spot { file: file.clone(), bytes };
        match read.value.into_parts() {
            // With a mistake in it, a rule that finds something is looked at for more of them; others are left out.
            Ok((_, body)) if !read.sound && !matches!(body, RuleBody::Frame(_) | RuleBody::Pattern(_)) => {}
            Ok((head, body)) => {
                if let RuleBody::Lexicon(Lexicon { file: Some(name), .. }) = &body {
                    tables.push((rules.len(), beside(path, name.get_ref()), name.clone()));
                }
                let own = match &body {
                    RuleBody::Lexicon(lexicon) => lexicon.id.get_ref().clone(),
                    RuleBody::Outlet(outlet) => outlet.id.get_ref().clone(),
                    _ => head.id.as_ref().map_or_else(|| stem(path).to_owned(), |id| id.get_ref().clone()),
                };
                let id = format!("{pack}/{own}");
                rules.push(LoadedRule { id, file, head, body, table: Table::default(), sound: read.sound });
            }
            Err(tables) if tables.is_empty() && read.sound => {
                found.push(Diagnostic::error("no-rule", spot(0..0), "the file holds no rule", "nothing here").help(
                    "write one of [frame], [pattern], [cue], [stage], [lexicon], [outlet], [crosswalk], [macros], [types]",
                ));
            }
            Err(tables) if tables.is_empty() => {}
            Err(tables) => found.push(
                Diagnostic::error("two-rules", spot(0..0), "the file holds more than one rule", tables.join(", "))
                    .help("one rule a file: move the others to files of their own"),
            ),
        }
    }
    let mut source = source;
    for (number, (rule, path, name)) in tables.iter().enumerate() {
        let again = tables[number + 1..].iter().any(|(_, other, _)| other == path);
        let bytes = if again { source.files.get(path).cloned() } else { source.files.remove(path) };
        let rule = &mut rules[*rule];
        match bytes.and_then(|bytes| String::from_utf8(bytes).ok()) {
            Some(text) => rule.table = Table::read(text, &format!("{pack}/{path}"), &mut found),
            None => {
                let spot = Spot { file: rule.file.clone(), bytes: name.span() };
                let title = format!("the pack has no table `{path}`");
                let missing = Diagnostic::error("no-file", spot, title, "missing or not UTF-8");
                found.push(missing.help("name a tab-separated file in the same folder"));
            }
        }
    }
    (Some(Loaded { manifest, rules, source }), found)
}

/// Version of the engine that packs name in their range.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// False for a pack that this engine may not read.
fn check_versions(manifest: &Manifest, found: &mut Vec<Diagnostic>) -> bool {
    let pack = &manifest.pack;
    let spot =
        |value: &toml::Spanned<String>| Spot { file: format!("{}/pack.toml", pack.id.get_ref()), bytes: value.span() };
    if let Err(error) = semver::Version::parse(pack.version.get_ref()) {
        let title = format!("`{}` is no version: {error}", pack.version.get_ref());
        let problem = Diagnostic::error("bad-version", spot(&pack.version), title, "this version");
        found.push(problem.help("write three numbers, as in 0.1.0"));
    }
    let Some(range) = &pack.engine else { return true };
    let (range, engine) = match (semver::VersionReq::parse(range.get_ref()), semver::Version::parse(ENGINE)) {
        (Ok(range), Ok(engine)) => (range, engine),
        (Err(error), _) | (_, Err(error)) => {
            let title = format!("`{}` is no range of versions: {error}", range.get_ref());
            let problem = Diagnostic::error("bad-version", spot(range), title, "this range");
            found.push(problem.help("write it as in >=0.1, <0.3"));
            return true;
        }
    };
    if !range.matches(&engine) {
        let title = format!("the pack is for engine {range}, and this is {engine}");
        let problem = Diagnostic::error(
            "engine-range",
            spot(pack.engine.as_ref().unwrap_or(&pack.version)),
            title,
            "not this engine",
        );
        found.push(problem.help("use a version of the pack for this engine; all of its files are left out"));
    }
    range.matches(&engine)
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

/// Path of a file that stands beside another.
fn beside(path: &str, name: &str) -> String {
    path.rsplit_once('/').map_or_else(|| name.to_owned(), |(folder, _)| format!("{folder}/{name}"))
}
