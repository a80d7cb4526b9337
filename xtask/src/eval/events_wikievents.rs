//! Events with triggers and arguments in whole articles: which are found, and how many of their arguments.
//!
//! A gold event is met when the words of its trigger meet those of one of ours (`trigger_recall_untyped`), and when ours
//! is of a type that [`TYPES`] gives for it (`trigger_recall`; by type `attack_recall` and so on). Of what has no type of
//! ours, charges, trials and inquiries, nothing is counted. `argument_recall`: gold arguments whose last word lies in a
//! role of such an event of ours, or is another mention of the entity there, whatever the role is called; arguments of
//! events that were not met are missed. `argument_recall_met` leaves those out. Only some kinds of events are
//! annotated, so precision cannot be told.

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
    #[serde(rename = "type")]
    kind: String,
    trigger: Piece,
    args: Vec<Argument>,
}

#[derive(Deserialize)]
struct Argument {
    role: String,
    #[serde(flatten)]
    at: Piece,
}

/// A kind of gold event, the name of its figure, and our types that fit it.
struct Kind {
    gold: &'static str,
    figure: &'static str,
    ours: &'static [&'static str],
}

const TYPES: &[Kind] = &[
    Kind {
        gold: "Conflict.Attack.",
        figure: "attack_recall",
        ours: &["attack", "bombing", "airstrike", "drone_strike", "shelling", "clash", "ambush", "siege"],
    },
    Kind { gold: "Life.Die.", figure: "die_recall", ours: &["kill", "execution", "suicide"] },
    Kind { gold: "Life.Injure.", figure: "injure_recall", ours: &["injure"] },
    Kind { gold: "Justice.ArrestJailDetain.", figure: "arrest_recall", ours: &["arrest", "sentence"] },
    Kind { gold: "Justice.Convict.", figure: "sentence_recall", ours: &["sentence"] },
    Kind { gold: "Justice.Sentence.", figure: "sentence_recall", ours: &["sentence"] },
    Kind { gold: "Conflict.Demonstrate.", figure: "protest_recall", ours: &["protest"] },
];

#[derive(Default)]
struct Tally {
    /// Gold events of each of [`TYPES`], and those of them that were met by one of ours.
    events: [(usize, usize); TYPES.len()],
    untyped: usize,
    arguments: usize,
    arguments_of_met: usize,
    filled: usize,
}

/// Reads and measures one half.
pub(super) fn measure(bench: &Bench, dir: &Path, split: &str) -> Result<Vec<Figure>> {
    let mut tally = Tally::default();
    for line in repo::read(&dir.join(format!("{split}.jsonl")))?.lines() {
        tally.add(bench, &serde_json::from_str(line)?)?;
    }
    Ok(tally.figures())
}

impl Tally {
    fn add(&mut self, bench: &Bench, row: &Row) -> Result<()> {
        let found = bench.engine()?.extract(&RawDocument::new("gold", row.text.clone()));
        for gold in &row.events {
            let Some(number) = TYPES.iter().position(|known| gold.kind.starts_with(known.gold)) else { continue };
            let near = meeting(&found, &[&gold.trigger]);
            let typed: Vec<_> =
                near.iter().filter(|event| TYPES[number].ours.contains(&event.kind.as_str())).copied().collect();
            let told = || format!("{} [{}] {}", gold.kind, gold.trigger.text, gold.trigger.sentence(&row.text));
            self.events[number].0 += 1;
            self.events[number].1 += usize::from(!typed.is_empty());
            self.untyped += usize::from(!near.is_empty());
            self.arguments += gold.args.len();
            if typed.is_empty() {
                bench.error("event missed", || format!("ours: {} | {}", kinds(&near), told()));
                continue;
            }
            self.arguments_of_met += gold.args.len();
            for argument in &gold.args {
                if filled(&found, &typed, &argument.at) {
                    self.filled += 1;
                } else {
                    bench.error("argument missed", || format!("{} [{}] | {}", argument.role, argument.at.text, told()));
                }
            }
        }
        Ok(())
    }

    fn figures(&self) -> Vec<Figure> {
        let gold: usize = self.events.iter().map(|(gold, _)| gold).sum();
        let met: usize = self.events.iter().map(|(_, met)| met).sum();
        let mut figures = vec![
            ("trigger_recall".to_owned(), percent(met, gold)),
            ("trigger_recall_untyped".to_owned(), percent(self.untyped, gold)),
            ("argument_recall".to_owned(), percent(self.filled, self.arguments)),
            ("argument_recall_met".to_owned(), percent(self.filled, self.arguments_of_met)),
        ];
        for group in TYPES.chunk_by(|a, b| a.figure == b.figure) {
            let of_group = TYPES.iter().zip(&self.events).filter(|(kind, _)| kind.figure == group[0].figure);
            let (gold, met) = of_group.fold((0, 0), |sum, (_, of)| (sum.0 + of.0, sum.1 + of.1));
            figures.push((group[0].figure.to_owned(), percent(met, gold)));
        }
        figures
    }
}
