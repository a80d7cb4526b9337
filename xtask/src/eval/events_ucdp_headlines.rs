//! Headlines of reports of deadly violence, with the deaths and the place that a coder took from the whole report.
//!
//! `event_recall`: headlines in which we find any event. `deaths_found`: of the headlines in which the coder's best number
//! of deaths stands, in figures or as one word, those where one of our killings has a count that allows for it;
//! `deaths_not_contradicted`: the same, of those where our killings are counted at all. A headline may count more than
//! the coded event, so neither will reach 100. `place_found`: of the coded places that stand in the headline, those
//! that a place of one of our events meets; `place_named`, that a place among our entities meets.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use dateline_model::{Article, BlockKind, EntityKind, Event, Extraction};
use serde::Deserialize;

use super::events::Piece;
use super::{Bench, Figure, percent};
use crate::repo;

#[derive(Deserialize)]
struct Row {
    text: String,
    deaths: Deaths,
    where_span: Option<Piece>,
}

#[derive(Deserialize)]
struct Deaths {
    best: u64,
}

#[derive(Deserialize)]
struct Numbers {
    units: BTreeMap<String, u64>,
}

/// Our types of events in which somebody dies by force.
const KILLINGS: &[&str] = &["kill", "execution"];

#[derive(Default)]
struct Tally {
    headlines: usize,
    with_event: usize,
    numbers: usize,
    numbers_counted: usize,
    numbers_met: usize,
    places: usize,
    places_of_events: usize,
    places_named: usize,
}

/// Reads and measures one half.
pub(super) fn measure(bench: &Bench, dir: &Path, split: &str) -> Result<Vec<Figure>> {
    let lexicon = repo::read(&repo::path("rules/english/lexicon/numbers.toml"))?;
    let numbers: Numbers = toml::from_str(&lexicon).context("reading the words of numbers")?;
    let mut tally = Tally::default();
    for line in repo::read(&dir.join(format!("{split}.jsonl")))?.lines() {
        let row: Row = serde_json::from_str(line)?;
        let article = Article::of_one("gold", &row.text, BlockKind::Headline);
        let found = bench.engine()?.core().extract(&article);
        tally.add(bench, &row, &found, &numbers);
    }
    Ok(vec![
        ("event_recall".to_owned(), percent(tally.with_event, tally.headlines)),
        ("deaths_found".to_owned(), percent(tally.numbers_met, tally.numbers)),
        ("deaths_not_contradicted".to_owned(), percent(tally.numbers_met, tally.numbers_counted)),
        ("place_found".to_owned(), percent(tally.places_of_events, tally.places)),
        ("place_named".to_owned(), percent(tally.places_named, tally.places)),
    ])
}

impl Row {
    /// Whether the number of deaths stands in the headline.
    fn tells_deaths(&self, numbers: &Numbers) -> bool {
        let value = |word: &str| word.parse().ok().or_else(|| numbers.units.get(&word.to_lowercase()).copied());
        let mut words = self.text.split(|c: char| !c.is_alphanumeric() && c != ',').map(|word| word.replace(',', ""));
        self.deaths.best > 0 && words.any(|word| value(&word) == Some(self.deaths.best))
    }
}

impl Tally {
    fn add(&mut self, bench: &Bench, row: &Row, found: &Extraction, numbers: &Numbers) {
        self.headlines += 1;
        self.with_event += usize::from(!found.events.is_empty());
        if found.events.is_empty() {
            bench.error("event missed", || row.text.clone());
        }
        if row.tells_deaths(numbers) {
            let allows = |event: &&Event| {
                let count = event.count.as_ref();
                count.is_some_and(|c| {
                    // "more than 45" is 46 and more to us, and 45 to the coder.
                    let least = if c.max.is_none() { c.min.saturating_sub(1) } else { c.min };
                    least <= row.deaths.best && c.max.is_none_or(|max| row.deaths.best <= max)
                })
            };
            let counted =
                || found.events.iter().filter(|event| KILLINGS.contains(&event.kind.as_str()) && event.count.is_some());
            let met = counted().any(|event| allows(&event));
            self.numbers += 1;
            self.numbers_counted += usize::from(counted().next().is_some());
            self.numbers_met += usize::from(met);
            if !met {
                let ours: Vec<String> =
                    counted().filter_map(|event| event.count.as_ref()).map(|count| count.min.to_string()).collect();
                let told = || format!("{} | ours: {} | {}", row.deaths.best, ours.join(", "), row.text);
                bench.error(if ours.is_empty() { "deaths missed" } else { "deaths wrong" }, told);
            }
        }
        if let Some(place) = &row.where_span {
            let fillers = || found.events.iter().filter_map(|event| event.roles.get("place")).flatten();
            let named = found.entities.iter().filter(|entity| entity.kind == EntityKind::Place);
            let mentions = named.flat_map(|entity| &entity.mentions).map(|mention| mention.span);
            let of_event = fillers().any(|filler| place.meets(filler.span));
            self.places += 1;
            self.places_of_events += usize::from(of_event);
            self.places_named += usize::from(of_event || mentions.into_iter().any(|span| place.meets(span)));
            if !of_event {
                bench.error("place missed", || row.text.clone());
            }
        }
    }
}
