//! Precision and recall of what is found, against gold made by hand. The method: `docs/evaluation.md`.
//!
//! Invariant: incidents are scored, each real event once; sums are whole numbers, and shares are made of them at the end.

mod gold;
mod pairs;
mod slots;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use dateline_model::Extraction;
use serde::Serialize;
use serde_json::Value;

use pairs::{Mode, OTHER, affinity, assign, kind};
use slots::{Tally, View};
use words::fold;

pub use gold::gold_fault;
pub use slots::Slot;

/// One row of figures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Row {
    /// Share of what was found that is right, in per cent.
    pub precision: f64,
    /// Share of the gold that was found, in per cent.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// Found and in the gold.
    pub right: u64,
    /// Found and not in the gold.
    pub extra: u64,
    /// In the gold and not found.
    pub missed: u64,
}

/// What an evaluation says.
#[derive(Debug, Clone, Serialize)]
pub struct Figures {
    /// Articles with gold.
    pub articles: usize,
    /// Those of them for which nothing was read.
    pub missing: Vec<String>,
    /// Events found.
    pub detection: Row,
    /// The same where types of one family will do.
    pub lenient: Row,
    /// Events found, by type.
    pub by_type: BTreeMap<String, Row>,
    /// All slots of the found events.
    pub slots: Row,
    /// Each slot.
    pub by_slot: BTreeMap<Slot, Row>,
    /// Events with every slot right, of those that had to be found.
    pub whole: (u64, u64),
    /// Entities found, of those in the gold.
    pub entities: (u64, u64),
}

impl From<Tally> for Row {
    fn from(tally: Tally) -> Self {
        let share = |part: u64, other: u64| if part == 0 { 0.0 } else { part as f64 / (part + other) as f64 };
        let (precision, recall) = (share(tally.right, tally.extra), share(tally.right, tally.missed));
        let both = precision + recall;
        let f1 = if both == 0.0 { 0.0 } else { 2.0 * precision * recall / both };
        let Tally { right, extra, missed } = tally;
        Self { precision: 100.0 * precision, recall: 100.0 * recall, f1: 100.0 * f1, right, extra, missed }
    }
}

#[derive(Default)]
struct Sums {
    strict: Tally,
    lenient: Tally,
    by_type: BTreeMap<String, Tally>,
    by_slot: BTreeMap<Slot, Tally>,
    whole: (u64, u64),
    entities: (u64, u64),
}

/// Compares what was found, by article id, with the gold of each article.
pub fn evaluate(gold: &[Value], found: &BTreeMap<String, Extraction>) -> Figures {
    let inventory: BTreeSet<&str> = gold.iter().flat_map(events).map(kind).collect();
    let mut sums = Sums::default();
    let mut missing = Vec::new();
    for article in gold {
        let id = article.get("id").and_then(Value::as_str).unwrap_or_default();
        let extraction = found.get(id);
        if extraction.is_none() {
            missing.push(id.to_owned());
        }
        sums.article(article, extraction, &inventory);
    }
    let mut slots = Tally::default();
    for tally in sums.by_slot.values() {
        slots.add(*tally);
    }
    let slot_row = |slot: Slot| (slot, sums.by_slot.get(&slot).copied().unwrap_or_default().into());
    Figures {
        articles: gold.len(),
        missing,
        detection: sums.strict.into(),
        lenient: sums.lenient.into(),
        by_type: sums.by_type.into_iter().map(|(kind, tally)| (kind, tally.into())).collect(),
        slots: slots.into(),
        by_slot: Slot::ALL.into_iter().map(slot_row).collect(),
        whole: sums.whole,
        entities: sums.entities,
    }
}

fn events(article: &Value) -> impl Iterator<Item = &Value> {
    article.get("events").and_then(Value::as_array).into_iter().flatten()
}

/// A reader may leave it out, and may find it.
fn is_optional(event: &Value) -> bool {
    event.get("optional").and_then(Value::as_bool).unwrap_or_default()
}

impl Sums {
    fn article(&mut self, article: &Value, found: Option<&Extraction>, inventory: &BTreeSet<&str>) {
        let gold: Vec<&Value> = events(article).collect();
        let mut views: Vec<View<'_>> =
            found.into_iter().flat_map(|f| f.incidents.iter().map(|i| View::new(i, f))).collect();
        for view in views.iter_mut().filter(|view| !inventory.contains(view.kind)) {
            view.kind = OTHER;
        }
        self.pair(&gold, &views, Mode::Lenient);
        let pairs = self.pair(&gold, &views, Mode::Strict);
        self.types(&gold, &views, &pairs);
        for (event, view) in pairs {
            let mut wrong = false;
            for slot in Slot::ALL {
                let tally = views[view].compare(slot, gold[event]);
                self.by_slot.entry(slot).or_default().add(tally);
                wrong |= tally.extra + tally.missed > 0;
            }
            self.whole.0 += u64::from(!wrong && !is_optional(gold[event]));
        }
        self.whole.1 += gold.iter().filter(|event| !is_optional(event)).count() as u64;
        self.entities(article, found);
    }

    fn pair(&mut self, gold: &[&Value], views: &[View<'_>], mode: Mode) -> Vec<(usize, usize)> {
        let weights: Vec<Vec<f64>> =
            gold.iter().map(|event| views.iter().map(|view| affinity(event, view, mode)).collect()).collect();
        let pairs = assign(&weights);
        let lost = (0..gold.len()).filter(|i| !is_optional(gold[*i]) && pairs.iter().all(|(g, _)| g != i));
        let extra = (0..views.len()).filter(|j| views[*j].kind != OTHER && pairs.iter().all(|(_, v)| v != j));
        let tally = Tally { right: pairs.len() as u64, extra: extra.count() as u64, missed: lost.count() as u64 };
        match mode {
            Mode::Strict => self.strict.add(tally),
            Mode::Lenient => self.lenient.add(tally),
        }
        pairs
    }

    fn types(&mut self, gold: &[&Value], views: &[View<'_>], pairs: &[(usize, usize)]) {
        for (number, event) in gold.iter().enumerate() {
            let row = self.by_type.entry(kind(event).to_owned()).or_default();
            if pairs.iter().any(|(g, _)| *g == number) {
                row.right += 1;
            } else if !is_optional(event) {
                row.missed += 1;
            }
        }
        for (number, view) in views.iter().enumerate().filter(|(_, view)| view.kind != OTHER) {
            if pairs.iter().all(|(_, v)| *v != number) {
                self.by_type.entry(view.kind.to_owned()).or_default().extra += 1;
            }
        }
    }

    fn entities(&mut self, article: &Value, found: Option<&Extraction>) {
        let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        for entity in article.get("entities").and_then(Value::as_array).into_iter().flatten() {
            let (name, kind) = (fold(&text(entity, "name")), text(entity, "kind"));
            let same = |e: &dateline_model::Entity| {
                serde_json::to_value(e.kind).is_ok_and(|k| k == kind.as_str())
                    && std::iter::once(&e.name).chain(&e.names).any(|n| fold(n) == name)
            };
            self.entities.0 += u64::from(found.is_some_and(|f| f.entities.iter().any(same)));
            self.entities.1 += 1;
        }
    }
}
