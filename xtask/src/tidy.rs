//! `cargo xtask tidy`: the rules of the house that no other tool checks.
//!
//! Invariant: every complaint names its file, and all of them are told at once.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use clap::Args;
use dateline_core::pack::{LoadedRule, RuleBody, Source, load};

use crate::repo;

/// The most lines of code a file may have, tests apart.
const MOST_LINES: usize = 600;

/// Beginnings of paths of somebody's machine. Written in two parts, so that this file does not find itself.
const MACHINE_PATHS: &[[&str; 2]] =
    &[["/ho", "me/"], ["/Us", "ers/"], ["/tm", "p/"], ["/wo", "rk/"], ["/ro", "ot/"], ["C:", "\\"]];

/// Extensions of the files that people write.
const TEXTS: &[&str] = &["rs", "toml", "md", "json", "txt", "sh", "yml"];

/// Options of `tidy`.
#[derive(Args)]
pub(crate) struct Tidy;

impl Tidy {
    #[expect(clippy::unused_self, reason = "every command is run alike")]
    pub(crate) fn run(&self) -> Result<()> {
        let mut wrong = Vec::new();
        for extension in TEXTS {
            for path in repo::files(&repo::path(""), extension)? {
                let shown = repo::shown(&path);
                let text = repo::read(&path)?;
                // Articles are kept as they came, and what is generated is not written by hand.
                if !shown.starts_with("corpus/") && !shown.ends_with(".schema.json") {
                    wrong.extend(lines(&text).map(|fault| format!("{shown}:{fault}")));
                }
                if *extension == "rs" {
                    wrong.extend(code(&shown, &text).map(|fault| format!("{shown}: {fault}")));
                }
            }
        }
        for entry in std::fs::read_dir(repo::path("rules"))? {
            let folder = entry?.path();
            if folder.join("pack.toml").is_file() {
                pack(&folder, &mut wrong)?;
            }
        }
        for fault in &wrong {
            println!("{fault}");
        }
        if wrong.is_empty() { Ok(()) } else { bail!("{} things are not as the house has them", wrong.len()) }
    }
}

/// Faults of single lines.
fn lines(text: &str) -> impl Iterator<Item = String> {
    text.lines().enumerate().filter_map(|(number, line)| {
        let number = number + 1;
        if line.ends_with([' ', '\t', '\r']) {
            return Some(format!("{number}: space at the end of the line"));
        }
        let path = MACHINE_PATHS.iter().map(|parts| parts.concat()).find(|path| line.contains(path.as_str()))?;
        Some(format!("{number}: `{path}` is a path of one machine"))
    })
}

/// Faults of a Rust file.
fn code(shown: &str, text: &str) -> impl Iterator<Item = String> {
    let no_purpose = !text.starts_with("//!");
    let own = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default().lines().count();
    let is_test = shown.contains("/tests/") || shown.ends_with("tests.rs");
    let long = own > MOST_LINES && !is_test;
    [
        no_purpose.then(|| "does not begin with `//!` and its purpose".to_owned()),
        long.then(|| format!("{own} lines of code; part it at a joint, the most is {MOST_LINES}")),
    ]
    .into_iter()
    .flatten()
}

/// Faults of a pack's rules: each is read, named and described, and what finds something has examples both ways.
fn pack(folder: &Path, wrong: &mut Vec<String>) -> Result<()> {
    let mut files = BTreeMap::new();
    for path in repo::files(folder, "")? {
        let inner = path.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
        files.insert(inner, std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?);
    }
    let (loaded, diagnostics) = load(Source { files });
    wrong.extend(diagnostics.iter().map(|d| format!("rules/{}: {}: {}", d.spot.file, d.code, d.title)));
    for rule in loaded.iter().flat_map(|pack| &pack.rules) {
        wrong.extend(faults(rule).map(|fault| format!("rules/{}: {fault}", rule.file)));
    }
    Ok(())
}

fn faults(rule: &LoadedRule) -> impl Iterator<Item = &'static str> {
    let head = &rule.head;
    let finds = matches!(rule.body, RuleBody::Frame(_) | RuleBody::Pattern(_) | RuleBody::Cue(_));
    [
        (finds && head.id.is_none()).then_some("has no `id`"),
        (finds && head.doc.is_none()).then_some("has no `doc`"),
        (finds && head.yes.is_empty()).then_some("has no example that must match (`[[yes]]`)"),
        (finds && head.no.is_empty()).then_some("has no example that must not match (`[[no]]`)"),
    ]
    .into_iter()
    .flatten()
}
