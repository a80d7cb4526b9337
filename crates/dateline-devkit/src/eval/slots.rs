//! One slot of a found incident against the gold: right, extra, missed.

use std::collections::BTreeSet;

use dateline_model::{Count, Extraction, Filler, Incident, Status};
use serde::Serialize;
use serde_json::Value;

use super::words::{name_agrees, place_key};

/// A slot of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names are those of the gold's keys")]
pub enum Slot {
    Agent,
    Patient,
    Count,
    Place,
    Date,
    Source,
    Status,
    Aggregate,
}

impl Slot {
    /// Every slot, in the order of reports.
    pub const ALL: [Self; 8] =
        [Self::Agent, Self::Patient, Self::Count, Self::Place, Self::Date, Self::Source, Self::Status, Self::Aggregate];

    /// The key in the gold.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Patient => "patient",
            Self::Count => "count",
            Self::Place => "place",
            Self::Date => "date",
            Self::Source => "source",
            Self::Status => "status",
            Self::Aggregate => "aggregate",
        }
    }
}

/// Right, extra, missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tally {
    pub(super) right: u64,
    pub(super) extra: u64,
    pub(super) missed: u64,
}

impl Tally {
    const RIGHT: Self = Self { right: 1, extra: 0, missed: 0 };
    const WRONG: Self = Self { right: 0, extra: 1, missed: 1 };
    const EXTRA: Self = Self { right: 0, extra: 1, missed: 0 };
    const MISSED: Self = Self { right: 0, extra: 0, missed: 1 };
    const NOTHING: Self = Self { right: 0, extra: 0, missed: 0 };

    pub(super) fn add(&mut self, other: Self) {
        self.right += other.right;
        self.extra += other.extra;
        self.missed += other.missed;
    }

    /// Both sides filled, one, or none.
    fn of(gold: bool, found: bool, agree: impl FnOnce() -> bool) -> Self {
        match (gold, found) {
            (true, true) if agree() => Self::RIGHT,
            (true, true) => Self::WRONG,
            (false, true) => Self::EXTRA,
            (true, false) => Self::MISSED,
            (false, false) => Self::NOTHING,
        }
    }
}

/// A found incident as it is compared.
#[derive(Debug)]
pub(super) struct View<'e> {
    pub(super) kind: &'e str,
    pub(super) triggers: Vec<&'e str>,
    agent: Vec<&'e str>,
    patient: Vec<&'e str>,
    count: Option<&'e Count>,
    /// Names of its places, and of the places that they lie in.
    places: BTreeSet<String>,
    named: BTreeSet<String>,
    date: Option<(String, String)>,
    source: Vec<&'e str>,
    status: Status,
    aggregate: bool,
}

impl<'e> View<'e> {
    pub(super) fn new(incident: &'e Incident, found: &'e Extraction) -> Self {
        let fillers = |role: &str| incident.roles.get(role).map_or(&[][..], Vec::as_slice);
        let named = |fillers: &'e [Filler]| -> Vec<&'e str> {
            fillers.iter().flat_map(|f| std::iter::once(f.text.as_str()).chain(f.name.as_deref())).collect()
        };
        let events = incident.events.iter().filter_map(|id| found.events.iter().find(|e| e.id == *id));
        let keys = |names: &mut dyn Iterator<Item = &'e str>| -> BTreeSet<String> {
            names.map(place_key).filter(|key| !key.is_empty()).collect()
        };
        let places = fillers("place");
        let within = places.iter().flat_map(|p| &p.within).map(String::as_str);
        let time = incident.time.as_ref();
        let date = time.filter(|t| t.start.is_some() || t.end.is_some()).map(|t| {
            let first = t.start.map_or_else(|| FIRST.to_owned(), |day| days(&day.to_string()).0);
            let last = t.end.map_or_else(|| LAST.to_owned(), |day| days(&day.to_string()).1);
            (first, last)
        });
        let source = incident.source.as_ref();
        Self {
            kind: &incident.kind,
            triggers: events.map(|e| e.trigger.text.as_str()).collect(),
            agent: named(fillers("agent")),
            patient: named(fillers("patient")),
            count: incident.count.as_ref(),
            places: keys(&mut named(places).into_iter().chain(within)),
            named: keys(&mut named(places).into_iter()),
            date,
            source: source
                .into_iter()
                .flat_map(|s| std::iter::once(s.text.as_str()).chain(s.name.as_deref()))
                .collect(),
            status: incident.status,
            aggregate: incident.aggregate,
        }
    }

    /// The best over the gold value and its alternatives; of equals the first.
    pub(super) fn compare(&self, slot: Slot, gold: &Value) -> Tally {
        let own = gold.get(slot.name()).unwrap_or(&Value::Null);
        let others = gold.get("alt").and_then(|alt| alt.get(slot.name())).and_then(Value::as_array);
        let values = std::iter::once(own).chain(others.into_iter().flatten());
        let tallies = values.map(|value| self.one(slot, value));
        tallies.min_by_key(|t| (t.extra + t.missed, std::cmp::Reverse(t.right))).unwrap_or_default()
    }

    fn one(&self, slot: Slot, gold: &Value) -> Tally {
        match slot {
            Slot::Agent => names(gold, &self.agent),
            Slot::Patient => names(gold, &self.patient),
            Slot::Source => names(gold, &self.source),
            Slot::Count => self.counted(gold),
            Slot::Place => self.placed(gold),
            Slot::Date => {
                let gold = gold.as_str().filter(|text| !text.is_empty()).map(days);
                Tally::of(gold.is_some(), self.date.is_some(), || gold == self.date)
            }
            Slot::Status => {
                let status = serde_json::to_value(self.status).unwrap_or_default();
                Tally::of(true, true, || status == gold.as_str().filter(|s| !s.is_empty()).unwrap_or("reported"))
            }
            Slot::Aggregate => Tally::of(true, true, || gold.as_bool().unwrap_or_default() == self.aggregate),
        }
    }

    fn counted(&self, gold: &Value) -> Tally {
        let bound = |key| gold.get(key).and_then(Value::as_u64);
        let gold = gold.is_object().then(|| (bound("min").unwrap_or_default(), bound("max")));
        let found = self.count.map(|c| (c.min, c.max));
        // One, where it is not said, is the same as nothing.
        let single = (1, Some(1));
        if (gold == Some(single) && found.is_none()) || (gold.is_none() && found == Some(single)) {
            return Tally::NOTHING;
        }
        Tally::of(gold.is_some(), found.is_some(), || match (gold, found) {
            // "dozens", "more than 30": open ranges agree when one begins within a fifth of the other.
            (Some((a, None)), Some((b, None))) => a.abs_diff(b) * 5 <= a.max(b).max(5),
            _ => gold == found,
        })
    }

    fn placed(&self, gold: &Value) -> Tally {
        let names = gold.as_array().into_iter().flatten().filter_map(Value::as_str);
        let gold: BTreeSet<String> = names.map(place_key).filter(|key| !key.is_empty()).collect();
        let extra = self.named.difference(&gold).count();
        // A place more beside the right ones is no mistake: a chain may be told in more steps than the gold has.
        let forgiven = gold.is_subset(&self.places) && extra <= gold.len();
        Tally {
            right: gold.intersection(&self.places).count() as u64,
            extra: if forgiven { 0 } else { extra as u64 },
            missed: gold.difference(&self.places).count() as u64,
        }
    }
}

fn names(gold: &Value, found: &[&str]) -> Tally {
    let gold = gold.as_str().filter(|text| !text.is_empty());
    Tally::of(gold.is_some(), !found.is_empty(), || gold.is_some_and(|gold| name_agrees(gold, found)))
}

const FIRST: &str = "0000-01-01";
const LAST: &str = "9999-12-31";

/// `2024`, `2024-11`, `2024-11-23` or `A/B` as its first and its last day.
fn days(text: &str) -> (String, String) {
    if let Some((start, end)) = text.split_once('/') {
        let first = if start.is_empty() { FIRST.to_owned() } else { days(start).0 };
        let last = if end.is_empty() { LAST.to_owned() } else { days(end).1 };
        return (first, last);
    }
    let text = text.get(..10).unwrap_or(text);
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year] if year.len() == 4 => (format!("{year}-01-01"), format!("{year}-12-31")),
        [year, month] => {
            let number = |part: &str| part.parse::<i16>().ok();
            let first = number(year)
                .zip(number(month))
                .and_then(|(y, m)| jiff::civil::Date::new(y, i8::try_from(m).ok()?, 1).ok());
            let last = first.map_or_else(|| text.to_owned(), |first| first.last_of_month().to_string());
            (format!("{text}-01"), last)
        }
        _ => (text.to_owned(), text.to_owned()),
    }
}
