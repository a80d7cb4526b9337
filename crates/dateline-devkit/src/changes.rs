//! What another version of the rules makes of the same articles: events gained, lost and changed.
//!
//! Invariant: `same + changed + lost` are the events before, `same + changed + gained` those after.

use std::collections::BTreeMap;

use dateline_model::{CharSpan, Event, Extraction};
use serde::Serialize;

/// What became of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// It was not there before.
    Gained,
    /// It is there no more.
    Lost,
    /// It is there, and these of its parts are others.
    Changed(Vec<&'static str>),
}

/// One event that is not as before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sample {
    /// What became of it.
    pub change: Change,
    /// The article.
    pub document: String,
    /// Where its trigger stands.
    pub span: CharSpan,
    /// The words around the trigger.
    pub text: String,
}

/// What became of the events of one rule.
#[derive(Debug, Clone, Default, Serialize)]
pub struct RuleChanges {
    /// Events that were not there before.
    pub gained: usize,
    /// Events that are there no more.
    pub lost: usize,
    /// Events with other parts.
    pub changed: usize,
    /// Events as before.
    pub same: usize,
    /// The first of what is not as before.
    pub samples: Vec<Sample>,
}

/// What became of all events.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Changes {
    /// Articles compared.
    pub documents: usize,
    /// By the full id of the rule.
    pub rules: BTreeMap<String, RuleChanges>,
}

impl Changes {
    /// Compares one article; of each rule at most `most` samples are kept.
    pub fn add(&mut self, text: &str, base: &Extraction, head: &Extraction, most: usize) {
        self.documents += 1;
        let (before, after) = (by_place(base), by_place(head));
        let mut keys: Vec<&(CharSpan, &str)> = before.keys().chain(after.keys()).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            let (before, after) = (list(&before, key), list(&after, key));
            for number in 0..before.len().max(after.len()) {
                let rule = self.rules.entry(key.1.to_owned()).or_default();
                let change = match (before.get(number), after.get(number)) {
                    (Some(old), Some(new)) => {
                        let parts = parts(old, new);
                        if parts.is_empty() {
                            rule.same += 1;
                            continue;
                        }
                        rule.changed += 1;
                        Change::Changed(parts)
                    }
                    (Some(_), None) => {
                        rule.lost += 1;
                        Change::Lost
                    }
                    (None, _) => {
                        rule.gained += 1;
                        Change::Gained
                    }
                };
                if rule.samples.len() < most {
                    let text = around(text, key.0);
                    rule.samples.push(Sample { change, document: head.id.clone(), span: key.0, text });
                }
            }
        }
    }

    /// Gained, lost, changed and same over all rules.
    pub fn sums(&self) -> [usize; 4] {
        self.rules
            .values()
            .fold([0; 4], |[g, l, c, s], rule| [g + rule.gained, l + rule.lost, c + rule.changed, s + rule.same])
    }
}

type Places<'e> = BTreeMap<(CharSpan, &'e str), Vec<&'e Event>>;

/// Events by trigger and rule.
fn by_place(found: &Extraction) -> Places<'_> {
    let mut places = Places::new();
    for event in &found.events {
        let rule = event.rule.split('#').next().unwrap_or_default();
        places.entry((event.trigger.span, rule)).or_default().push(event);
    }
    places
}

fn list<'l, 'e>(places: &'l Places<'e>, key: &(CharSpan, &'e str)) -> &'l [&'e Event] {
    places.get(key).map_or(&[], Vec::as_slice)
}

fn parts(old: &Event, new: &Event) -> Vec<&'static str> {
    let mut parts = Vec::new();
    let mut part = |name, same: bool| parts.extend((!same).then_some(name));
    part("type", old.kind == new.kind);
    part("form", old.rule == new.rule);
    for role in ["agent", "patient", "recipient", "instrument", "place"] {
        let texts = |event: &Event| -> Vec<String> {
            event.roles.get(role).into_iter().flatten().map(|f| f.text.clone()).collect()
        };
        part(role, texts(old) == texts(new));
    }
    part("count", old.count == new.count);
    part("time", old.time == new.time);
    part("source", old.source.as_ref().map(|s| &s.text) == new.source.as_ref().map(|s| &s.text));
    part("status", old.status == new.status);
    part("aggregate", old.aggregate == new.aggregate);
    parts
}

/// Code points of the text to show on either side of a trigger.
const AROUND: usize = 60;

fn around(text: &str, span: CharSpan) -> String {
    let start = (span.start as usize).saturating_sub(AROUND);
    let length = span.end as usize + AROUND - start;
    let piece: String = text.chars().skip(start).take(length).collect();
    piece.split_whitespace().collect::<Vec<_>>().join(" ")
}
