//! `dateline eval`: precision and recall against gold made by hand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use dateline_devkit::{Figures, Row, evaluate, gold_fault};
use serde_json::Value;

use crate::args::PackArgs;
use crate::corpus::{Corpus, ReadArgs};
use crate::exit::Exit;
use crate::packs;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example: dateline eval --gold corpus/dev corpus/dev")]
pub(crate) struct Eval {
    /// Gold: a file with one article a line, or a folder with `*.gold.json`
    #[arg(long, value_name = "GOLD")]
    pub(crate) gold: PathBuf,
    /// The articles; a file's name without its extension is its id in the gold
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Write the figures as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Exit with 1 when the F1 of the found events is below this
    #[arg(long, value_name = "PERCENT")]
    pub(crate) least: Option<f64>,
    #[command(flatten)]
    pub(crate) reading: ReadArgs,
    #[command(flatten)]
    pub(crate) packs: PackArgs,
}

pub(crate) fn run(args: &Eval) -> anyhow::Result<Exit> {
    let gold = gold(&args.gold)?;
    if gold.is_empty() {
        anstream::eprintln!("error: {}: no gold here", args.gold.display());
        return Ok(Exit::Nothing);
    }
    let Some(corpus) = Corpus::read(&args.paths, &args.reading)? else { return Ok(Exit::Nothing) };
    let Some(engine) = packs::engine(&args.packs)? else { return Ok(Exit::Packs) };
    let found: BTreeMap<String, _> = corpus.documents.iter().map(|d| (d.id.clone(), engine.extract(d))).collect();
    let figures = evaluate(&gold, &found);
    if figures.articles == figures.missing.len() {
        anstream::eprintln!(
            "error: {}, and none of the {} articles with gold among them, such as `{}`; a file's name without its ending is its id",
            corpus.counts(),
            figures.articles,
            figures.missing.first().map_or("", String::as_str)
        );
        return Ok(Exit::Nothing);
    }
    if args.json {
        anstream::println!("{}", serde_json::to_string_pretty(&figures)?);
    } else {
        show(&figures);
    }
    let with_gold = figures.articles - figures.missing.len();
    anstream::eprintln!(
        "{}; {} articles with gold: {with_gold} compared, {} not read",
        corpus.counts(),
        figures.articles,
        figures.missing.len()
    );
    let low = args.least.is_some_and(|least| figures.detection.f1 < least);
    if low {
        anstream::eprintln!("F1 {:.1} is below {:.1}", figures.detection.f1, args.least.unwrap_or_default());
    }
    let findings = low || !figures.missing.is_empty();
    Ok(packs::verdict(&engine, if findings { Exit::Findings } else { Exit::Clean }))
}

/// One article a line, or one a file.
fn gold(path: &Path) -> anyhow::Result<Vec<Value>> {
    let read =
        |path: &Path| std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()));
    let parse = |text: &str, place: String| -> anyhow::Result<Value> {
        let value: Value = serde_json::from_str(text).with_context(|| format!("{place} is no JSON"))?;
        match gold_fault(&value) {
            Some(fault) => bail!("{place}: {fault}"),
            None => Ok(value),
        }
    };
    if path.is_dir() {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(path).with_context(|| format!("{} cannot be read", path.display()))? {
            let file = entry?.path();
            files.extend(file.to_string_lossy().ends_with(".gold.json").then_some(file));
        }
        files.sort();
        return files.iter().map(|file| parse(&read(file)?, file.display().to_string())).collect();
    }
    let text = read(path)?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(number, line)| parse(line, format!("{}:{}", path.display(), number + 1))).collect()
}

fn show(figures: &Figures) {
    line("events", figures.detection);
    line("  types of a family", figures.lenient);
    for (kind, row) in &figures.by_type {
        line(&format!("  {kind}"), *row);
    }
    line("slots", figures.slots);
    for (slot, row) in &figures.by_slot {
        line(&format!("  {}", slot.name()), *row);
    }
    let share = |(part, all): (u64, u64)| if all == 0 { 0.0 } else { 100.0 * part as f64 / all as f64 };
    let (whole, entities) = (figures.whole, figures.entities);
    anstream::println!("whole events right: {} of {} ({:.1} %)", whole.0, whole.1, share(whole));
    anstream::println!("entities found: {} of {} ({:.1} %)", entities.0, entities.1, share(entities));
}

fn line(name: &str, row: Row) {
    let Row { precision, recall, f1, right, extra, missed } = row;
    anstream::println!(
        "{name:<22} P {precision:5.1}  R {recall:5.1}  F1 {f1:5.1}   ({right} right, {extra} extra, {missed} missed)"
    );
}
