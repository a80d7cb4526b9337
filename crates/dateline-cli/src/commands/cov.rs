//! `dateline cov`: what a corpus says of the rules.

use std::path::PathBuf;

use dateline_devkit::{Coverage, RuleCoverage, Suite};

use crate::args::PackArgs;
use crate::corpus::{Corpus, ReadArgs};
use crate::exit::Exit;
use crate::packs;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example: dateline cov --corpus corpus/dev --filter arrest")]
pub(crate) struct Cov {
    /// Articles
    #[arg(long, value_name = "DIR", required = true)]
    pub(crate) corpus: Vec<PathBuf>,
    /// Only rules whose id holds these words
    #[arg(long, value_name = "SUBSTR")]
    pub(crate) filter: Option<String>,
    /// Exit with 1 and name the rules that the corpus reaches less often than this
    #[arg(long, value_name = "N")]
    pub(crate) least: Option<usize>,
    /// The same for each form of a rule (`pack/rule#active`) that its examples, or the corpus, have
    #[arg(long, value_name = "N")]
    pub(crate) least_per_form: Option<usize>,
    /// Write the figures as JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) reading: ReadArgs,
    #[command(flatten)]
    pub(crate) packs: PackArgs,
}

pub(crate) fn run(args: &Cov) -> anyhow::Result<Exit> {
    let Some(corpus) = Corpus::read(&args.corpus, &args.reading)? else { return Ok(Exit::Nothing) };
    let sources = packs::sources(&args.packs.folders, !args.packs.no_builtin)?;
    let Some(engine) = packs::engine_with(&sources, &args.packs) else { return Ok(Exit::Packs) };
    let mut coverage = Coverage::new(&engine, &Suite::read(&sources));
    for document in &corpus.documents {
        coverage.add(&engine, document);
    }
    if let Some(part) = &args.filter {
        coverage.rules.retain(|id, _| id.contains(part.as_str()));
    }
    if coverage.rules.is_empty() {
        anstream::eprintln!("error: no rule whose id holds `{}`", args.filter.as_deref().unwrap_or_default());
        return Ok(Exit::Nothing);
    }
    if args.json {
        anstream::println!("{}", serde_json::to_string_pretty(&coverage)?);
    } else {
        anstream::println!("{:<44} {:>4} {:>4} {:>6} {:>6} {:>6}", "rule", "yes", "no", "tried", "found", "in yes");
        for (id, rule) in &coverage.rules {
            show(id, rule);
        }
    }
    let few = coverage.below(args.least, args.least_per_form);
    let blind = coverage.rules.values().filter(|rule| rule.is_blind()).count();
    let found = coverage.rules.values().filter(|rule| rule.hits.corpus > 0).count();
    anstream::eprintln!(
        "{}; {} rules: {found} found something, {} were tried in vain, {blind} are blind (the corpus cannot reach them)",
        corpus.counts(),
        coverage.rules.len(),
        coverage.rules.len() - found - blind
    );
    if !few.is_empty() {
        anstream::eprintln!("the corpus reaches too little of {}: {}", few.len(), few.join(", "));
    }
    Ok(packs::verdict(&engine, if few.is_empty() { Exit::Clean } else { Exit::Findings }))
}

fn show(id: &str, rule: &RuleCoverage) {
    let blind = if rule.is_blind() { "  blind" } else { "" };
    let (yes, no) = rule.examples;
    anstream::println!(
        "{id:<44} {yes:>4} {no:>4} {:>6} {:>6} {:>6}{blind}",
        rule.tried,
        rule.hits.corpus,
        rule.hits.examples
    );
    for (form, hits) in &rule.forms {
        anstream::println!("  {form:<56} {:>6} {:>6}", hits.corpus, hits.examples);
    }
}
