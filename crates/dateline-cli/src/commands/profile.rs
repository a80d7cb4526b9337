//! `dateline profile`: where the time goes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use dateline::{Engine, RawDocument, Source};
use dateline_devkit::{RuleCost, RuleCosts, rule_costs};

use crate::args::PackArgs;
use crate::corpus::{Corpus, ReadArgs};
use crate::exit::Exit;
use crate::packs;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example: dateline profile corpus/dev --without kill")]
pub(crate) struct Profile {
    /// Articles
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Show this many rules and documents
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) most: usize,
    /// Read everything this many times; the shortest time counts
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(crate) rounds: usize,
    /// Say what this rule costs: the time with it, less the time without
    #[arg(long, value_name = "RULE")]
    pub(crate) without: Option<String>,
    #[command(flatten)]
    pub(crate) reading: ReadArgs,
    #[command(flatten)]
    pub(crate) packs: PackArgs,
}

pub(crate) fn run(args: &Profile) -> anyhow::Result<Exit> {
    let Some(corpus) = Corpus::read(&args.paths, &args.reading)? else { return Ok(Exit::Nothing) };
    let mut sources = packs::sources(&args.packs.folders, !args.packs.no_builtin)?;
    let Some(engine) = packs::engine_with(&sources, &args.packs) else { return Ok(Exit::Packs) };
    let without = args.without.as_deref().map(|name| packs::one_rule(&engine, name)).transpose()?;
    let times = times(&engine, &corpus.documents, args.rounds);
    let whole: Duration = times.iter().sum();
    let bytes: usize = corpus.documents.iter().map(|d| d.text.len()).sum();
    let mut slowest: Vec<(f64, Duration, &RawDocument)> = corpus
        .documents
        .iter()
        .zip(&times)
        .map(|(d, time)| (time.as_secs_f64() * 1e9 / d.text.len().max(1) as f64, *time, d))
        .collect();
    slowest.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.2.id.cmp(&b.2.id)));
    anstream::println!("slowest documents, by time a byte");
    for (rate, time, document) in slowest.iter().take(args.most) {
        anstream::println!("  {rate:>8.1} ns  {:>9.3} ms  {}", time.as_secs_f64() * 1e3, document.id);
    }
    let costs = rule_costs(&engine, &corpus.documents, args.rounds);
    let ruled: Duration = costs.values().map(|cost| cost.time).sum();
    show_rules(&costs, ruled, args.most);
    if let Some(rule) = without {
        sources.insert("without".to_owned(), switched_off(rule));
        let Some(less) = packs::engine_of(&sources, args.packs.drafts) else { return Ok(Exit::Packs) };
        let less: Duration = self::times(&less, &corpus.documents, args.rounds).iter().sum();
        let cost = whole.as_secs_f64() - less.as_secs_f64();
        anstream::println!("{rule}: {:.3} ms, {:.1} % of the time", cost * 1e3, 100.0 * cost / whole.as_secs_f64());
    }
    let rate = bytes as f64 / 1e6 / whole.as_secs_f64();
    let rules = engine.core().program().frames.iter().map(|frame| &*frame.id).collect::<BTreeSet<_>>().len();
    anstream::eprintln!(
        "{}; {bytes} bytes in {:.3} s, {rate:.1} MB/s; {rules} rules for events: {} tried, {} never",
        corpus.counts(),
        whole.as_secs_f64(),
        costs.len(),
        rules - costs.len()
    );
    anstream::eprintln!(
        "of {:.3} ms rules take {:.3} ms ({:.1} %), reading and analysis the rest",
        whole.as_secs_f64() * 1e3,
        ruled.as_secs_f64() * 1e3,
        100.0 * ruled.as_secs_f64() / whole.as_secs_f64()
    );
    Ok(packs::verdict(&engine, Exit::Clean))
}

/// The dearest rules, and what all others take together.
fn show_rules(costs: &RuleCosts, whole: Duration, most: usize) {
    let mut dearest: Vec<(&str, RuleCost)> = costs.iter().map(|(id, cost)| (id.as_str(), *cost)).collect();
    dearest.sort_by(|a, b| b.1.time.cmp(&a.1.time).then_with(|| a.0.cmp(b.0)));
    anstream::println!("dearest rules: time, its share of the time of all rules, candidates, events");
    let line = |name: &str, cost: RuleCost| {
        let share = 100.0 * cost.time.as_secs_f64() / whole.as_secs_f64().max(f64::MIN_POSITIVE);
        let time = cost.time.as_secs_f64() * 1e3;
        anstream::println!("  {time:>9.3} ms  {share:>5.1} %  {:>7}  {:>7}  {name}", cost.candidates, cost.matched);
    };
    for (id, cost) in dearest.iter().take(most) {
        line(id, *cost);
    }
    let rest = dearest.iter().skip(most).fold(RuleCost::default(), |sum, (_, cost)| RuleCost {
        time: sum.time + cost.time,
        candidates: sum.candidates + cost.candidates,
        matched: sum.matched + cost.matched,
    });
    if dearest.len() > most {
        line(&format!("{} others", dearest.len() - most), rest);
    }
}

/// The shortest time of each document.
fn times(engine: &Engine, documents: &[RawDocument], rounds: usize) -> Vec<Duration> {
    let mut shortest = vec![Duration::MAX; documents.len()];
    for _ in 0..rounds.max(1) {
        for (document, shortest) in documents.iter().zip(&mut shortest) {
            let start = Instant::now();
            let found = engine.extract(document);
            *shortest = start.elapsed().min(*shortest);
            drop(found);
        }
    }
    shortest
}

/// A pack that switches one rule off.
fn switched_off(rule: &str) -> Source {
    let manifest = format!("[pack]\nid = \"without\"\nversion = \"0.1.0\"\ndisable = [{rule:?}]\n");
    Source { files: BTreeMap::from([("pack.toml".to_owned(), manifest.into_bytes())]) }
}
