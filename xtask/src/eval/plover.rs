//! Single sentences with one event of a political kind each: those of force, coercion and protest are found or not.
//!
//! Of the set's categories only those of [`CATEGORIES`] are measured; the others (agreeing, demanding, helping, …) are no
//! events of security. `trigger_recall_untyped`: gold events whose words meet the trigger of one of ours;
//! `trigger_recall`: of a type that fits the category. `argument_recall`: gold actors, recipients and locations whose last
//! word lies in a role of such an event, or is another mention of the entity there; those of events that were not met
//! are missed. The categories hold much that has no type of ours (curfews, strikes, resignations), so 100 cannot be
//! reached. Records without places are left out.

use std::path::Path;

use anyhow::Result;
use dateline_model::RawDocument;
use serde::Deserialize;

use super::events::{Piece, filled, kinds, meeting};
use super::{Bench, Figure, percent};
use crate::repo;

#[derive(Deserialize)]
struct Row {
    text: String,
    events: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    event_plover_2021: String,
    mode: String,
    spans: Vec<Place>,
}

#[derive(Deserialize)]
struct Place {
    role: String,
    #[serde(flatten)]
    at: Piece,
}

const CATEGORIES: &[(&str, &[&str])] = &[
    (
        "ASSAULT",
        &[
            "kill",
            "injure",
            "attack",
            "bombing",
            "airstrike",
            "drone_strike",
            "shelling",
            "clash",
            "ambush",
            "execution",
            "kidnapping",
            "destruction",
            "defeat",
            "territory_won",
        ],
    ),
    (
        "COERCE",
        &[
            "arrest",
            "raid",
            "seizure",
            "sentence",
            "siege",
            "dismantle",
            "plot_foiled",
            "territory_won",
            "repatriation",
        ],
    ),
    ("MOBILIZE", &["deployment"]),
    ("PROTEST", &["protest"]),
    ("RETREAT", &["release", "surrender", "territory_lost", "repatriation", "handover"]),
];

#[derive(Default)]
struct Tally {
    gold: usize,
    typed: usize,
    untyped: usize,
    arguments: usize,
    filled: usize,
}

/// Reads and measures one half.
pub(super) fn measure(bench: &Bench, dir: &Path, split: &str) -> Result<Vec<Figure>> {
    let mut tally = Tally::default();
    for line in repo::read(&dir.join(format!("{split}.jsonl")))?.lines() {
        tally.add(bench, &serde_json::from_str(line)?)?;
    }
    Ok(vec![
        ("trigger_recall".to_owned(), percent(tally.typed, tally.gold)),
        ("trigger_recall_untyped".to_owned(), percent(tally.untyped, tally.gold)),
        ("argument_recall".to_owned(), percent(tally.filled, tally.arguments)),
    ])
}

impl Tally {
    fn add(&mut self, bench: &Bench, row: &Row) -> Result<()> {
        let found = bench.engine()?.extract(&RawDocument::new("gold", row.text.clone()));
        for gold in &row.events {
            let (words, arguments): (Vec<&Place>, Vec<&Place>) = gold.spans.iter().partition(|p| p.role == "event");
            let category = CATEGORIES.iter().find(|(name, _)| *name == gold.event_plover_2021);
            let Some((_, fitting)) = category.filter(|_| !words.is_empty()) else { continue };
            let words: Vec<&Piece> = words.iter().map(|place| &place.at).collect();
            let near = meeting(&found, &words);
            let typed: Vec<_> = near.iter().filter(|event| fitting.contains(&event.kind.as_str())).copied().collect();
            self.gold += 1;
            self.untyped += usize::from(!near.is_empty());
            self.typed += usize::from(!typed.is_empty());
            self.arguments += arguments.len();
            if typed.is_empty() {
                let told =
                    || format!("{} {} | ours: {} | {}", gold.event_plover_2021, gold.mode, kinds(&near), row.text);
                bench.error("event missed", told);
            }
            for argument in arguments {
                if filled(&found, &typed, &argument.at) {
                    self.filled += 1;
                } else if !typed.is_empty() {
                    let told =
                        || format!("{} [{}] | {} | {}", argument.role, argument.at.text, kinds(&typed), row.text);
                    bench.error("argument missed", told);
                }
            }
        }
        Ok(())
    }
}
