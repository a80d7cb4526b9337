//! `cargo xtask corpus`: what the project's own articles hold.
//!
//! Invariant: every article has gold that names it, every gold has an article.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde::Deserialize;

use crate::repo;

/// The folders of the corpus.
pub(crate) const FOLDERS: [&str; 3] = ["dev", "check", "later"];

/// Options of `corpus`.
#[derive(Args)]
pub(crate) struct Corpus;

/// An article's two files.
pub(crate) struct Article {
    pub(crate) text: PathBuf,
    pub(crate) gold: PathBuf,
}

#[derive(Deserialize)]
struct Gold {
    id: String,
    outlet: Option<String>,
    events: Vec<GoldEvent>,
}

#[derive(Deserialize)]
struct GoldEvent {
    #[serde(rename = "type")]
    kind: String,
}

impl Corpus {
    #[expect(clippy::unused_self, reason = "every command is run alike")]
    pub(crate) fn run(&self) -> Result<()> {
        for folder in FOLDERS {
            let (mut bytes, mut events) = (0, 0);
            let mut outlets: BTreeSet<String> = BTreeSet::new();
            let mut types: BTreeMap<String, usize> = BTreeMap::new();
            let articles = articles(&repo::path("corpus").join(folder))?;
            for article in &articles {
                bytes += repo::read(&article.text)?.len();
                let gold = gold(article)?;
                outlets.extend(gold.outlet);
                events += gold.events.len();
                for event in gold.events {
                    *types.entry(event.kind).or_default() += 1;
                }
            }
            let (articles, outlets) = (articles.len(), outlets.len());
            println!("{folder}: {articles} articles of {outlets} outlets, {bytes} bytes, {events} gold events");
            for (kind, count) in types {
                println!("  {kind:<20} {count:>4}");
            }
        }
        Ok(())
    }
}

fn gold(article: &Article) -> Result<Gold> {
    let gold: Gold = serde_json::from_str(&repo::read(&article.gold)?)
        .with_context(|| format!("cannot read {}", article.gold.display()))?;
    let stem = article.text.file_stem().unwrap_or_default().to_string_lossy();
    if gold.id != stem {
        bail!("{}: the id is `{}`, the file's name says `{stem}`", repo::shown(&article.gold), gold.id);
    }
    Ok(gold)
}

/// The articles of a folder in the order of their names.
pub(crate) fn articles(folder: &Path) -> Result<Vec<Article>> {
    let texts = repo::files(folder, "txt")?;
    let golds: BTreeSet<PathBuf> =
        repo::files(folder, "json")?.into_iter().filter(|p| p.to_string_lossy().ends_with(".gold.json")).collect();
    let articles: Vec<Article> =
        texts.into_iter().map(|text| Article { gold: text.with_extension("gold.json"), text }).collect();
    let expected: BTreeSet<PathBuf> = articles.iter().map(|a| a.gold.clone()).collect();
    if let Some(path) = golds.symmetric_difference(&expected).next() {
        bail!("{}: an article and its gold stand side by side", repo::shown(path));
    }
    Ok(articles)
}
