//! `dateline explain`: how a text was understood, and why a rule did not match.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::bail;
use dateline::{Article, BlockKind, RawDocument, When};
use dateline_devkit::{Explanation, Suite, TriggerOutcome, explain, is_event_id, rules_named};

use crate::args::PackArgs;
use crate::corpus::{Corpus, ReadArgs};
use crate::exit::Exit;
use crate::explanation::{write_explanation, write_story};
use crate::packs::{self, Sources};

#[derive(Debug, clap::Args)]
pub(crate) struct Explain {
    /// A rule by its id, or an event (`v3`) or incident (`i1`) of the output, and an article (`-` for standard input);
    /// each may be left out
    #[arg(value_name = "RULE | EVENT | FILE", num_args = 0..=2)]
    pub(crate) names: Vec<String>,
    /// The text to explain, read as one paragraph
    #[arg(long, value_name = "TEXT")]
    pub(crate) text: Option<String>,
    /// Of a file with several articles, the one with this id
    #[arg(long, value_name = "ID", conflicts_with = "text")]
    pub(crate) document: Option<String>,
    /// Read the text as a headline
    #[arg(long, requires = "text")]
    pub(crate) headline: bool,
    /// Day from which relative times count, where the article has none
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) published: Option<String>,
    /// Write the explanation as JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) reading: ReadArgs,
    #[command(flatten)]
    pub(crate) packs: PackArgs,
}

pub(crate) fn run(args: &Explain) -> anyhow::Result<Exit> {
    let (rule, file) = names(args)?;
    let published = args.published.as_deref().map(str::parse::<When>).transpose()?;
    let sources = packs::sources(&args.packs.folders, !args.packs.no_builtin)?;
    let Some(engine) = packs::engine_with(&sources, &args.packs) else { return Ok(Exit::Packs) };
    let event = rule.filter(|name| is_event_id(name) && rules_named(&engine, name).is_empty());
    let rule = match rule.filter(|_| event.is_none()) {
        Some(name) => Some(packs::one_rule(&engine, name)?),
        None => None,
    };
    let found = match (&args.text, file) {
        (Some(text), _) => explain(&engine, &one_block(text, published, args.headline), rule),
        (None, Some(path)) => {
            let Some(mut document) = one_document(path, args)? else { return Ok(Exit::Nothing) };
            document.published = document.published.or(published);
            explain(&engine, &engine.read(&document), rule)
        }
        (None, None) => bail!("nothing to explain: give --text \"…\" or a file"),
    };
    if found.sentences.is_empty() {
        anstream::eprintln!("error: the text holds no sentence");
        return Ok(Exit::Nothing);
    }
    if let Some(id) = event {
        return one_event(id, &found, &sources, args);
    }
    print(&found, args)?;
    Ok(Exit::Clean)
}

/// The article of the file, or the one asked for.
fn one_document(path: &str, args: &Explain) -> anyhow::Result<Option<RawDocument>> {
    let Some(mut corpus) = Corpus::read(&[PathBuf::from(path)], &args.reading)? else { return Ok(None) };
    let count = corpus.documents.len();
    if let Some(id) = &args.document {
        corpus.documents.retain(|document| document.id == *id);
    }
    match (corpus.documents.pop(), &args.document) {
        (Some(_), Some(id)) if !corpus.documents.is_empty() => {
            bail!("{path}: {} of the {count} articles have the id `{id}`", corpus.documents.len() + 1)
        }
        (Some(document), Some(_)) => Ok(Some(document)),
        (Some(document), None) if count == 1 => Ok(Some(document)),
        (None, Some(id)) => bail!("{path}: none of the {count} articles has the id `{id}`"),
        (document, _) => {
            let example = document.map_or_else(String::new, |d| format!(", such as {}", d.id));
            bail!("{path} holds {count} articles; say which with --document ID{example}")
        }
    }
}

/// The way back from an event of the output.
fn one_event(id: &str, found: &Explanation, sources: &Sources, args: &Explain) -> anyhow::Result<Exit> {
    let stories = found.stories(id);
    if stories.is_empty() {
        anstream::eprintln!("error: the article has no event `{id}`; `dateline extract` lists them");
        return Ok(Exit::Nothing);
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    if args.json {
        serde_json::to_writer_pretty(&mut out, &stories)?;
        writeln!(out)?;
    } else {
        let files = Suite::read(sources).files();
        for story in &stories {
            write_story(story, files.get(&story.rule).map(String::as_str), &mut out)?;
        }
    }
    out.flush()?;
    Ok(Exit::Clean)
}

/// `[RULE] --text …`, or `[RULE] FILE`.
fn names(args: &Explain) -> anyhow::Result<(Option<&str>, Option<&str>)> {
    let mut names = args.names.iter().map(String::as_str);
    Ok(match (args.text.is_some(), names.next(), names.next()) {
        (true, rule, None) => (rule, None),
        (true, _, Some(file)) => bail!("give --text or the file {file}, not both"),
        (false, Some(name), None) if name != "-" && !Path::new(name).exists() => {
            bail!("{name}: no such file; to explain a rule or an event, give --text \"…\" or a file with it")
        }
        (false, Some(file), None) => (None, Some(file)),
        (false, rule, file) => (rule, file),
    })
}

fn one_block(text: &str, published: Option<When>, headline: bool) -> Article<'_> {
    let kind = if headline { BlockKind::Headline } else { BlockKind::Paragraph };
    Article { published, ..Article::of_one("text", text, kind) }
}

fn print(found: &Explanation, args: &Explain) -> anyhow::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    if args.json {
        serde_json::to_writer_pretty(&mut out, found)?;
        writeln!(out)?;
    } else {
        write_explanation(found, &mut out)?;
    }
    out.flush()?;
    let wanted = found.rule.as_ref().map(|rule| rule.id.as_str());
    let triggers = || found.sentences.iter().flat_map(|s| &s.triggers).filter(|t| wanted.is_none_or(|id| t.rule == id));
    let matched = triggers().filter(|t| matches!(t.outcome, TriggerOutcome::Mention(_))).count();
    let analysed = found.sentences.iter().filter(|s| s.analysed).count();
    anstream::eprintln!(
        "{} sentences: {analysed} analysed, {} not; {} triggers{}: {matched} matched, {} stopped",
        found.sentences.len(),
        found.sentences.len() - analysed,
        triggers().count(),
        wanted.map_or_else(String::new, |id| format!(" of {id}")),
        triggers().count() - matched
    );
    Ok(())
}
