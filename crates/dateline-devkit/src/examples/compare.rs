//! An expected event against a found one, field by field.
//!
//! Authors write a noun group as it reads; the engine's filler may lack the article or go on behind the head. Both are
//! the same group, and only another head is a difference.

use dateline::Engine;
use dateline_core::compile::WordClass;
use dateline_core::pack::ExpectedEvent;
use dateline_core::text::folded;
use dateline_model::{Count, Event, Filler, Status, TimeValue};
use jiff::civil::Date;
use serde::Serialize;

/// A field of an event that an example can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the names are those of the example's keys")]
pub enum Field {
    Type,
    Form,
    Agent,
    Patient,
    Recipient,
    Instrument,
    Place,
    Count,
    Time,
    Source,
    Status,
    Aggregate,
}

impl Field {
    /// The key in an example.
    pub fn name(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Form => "form",
            Self::Agent => "agent",
            Self::Patient => "patient",
            Self::Recipient => "recipient",
            Self::Instrument => "instrument",
            Self::Place => "place",
            Self::Count => "count",
            Self::Time => "time",
            Self::Source => "source",
            Self::Status => "status",
            Self::Aggregate => "aggregate",
        }
    }
}

/// A field that is not as expected. An empty text means "none".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Wrong {
    /// Which.
    pub field: Field,
    /// As the example has it.
    pub expected: String,
    /// As the engine found it.
    pub got: String,
}

/// The fields of `event` that are not as expected.
pub(super) fn wrong_fields(engine: &Engine, expected: &ExpectedEvent, event: &Event) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    let mut check = |field, expected: Option<String>, got: String, same: bool| {
        if let Some(expected) = expected.filter(|_| !same) {
            wrong.push(Wrong { field, expected, got });
        }
    };
    check(Field::Type, expected.kind.clone(), event.kind.clone(), expected.kind.as_deref() == Some(&event.kind));
    let form = event.rule.split_once('#').map_or("", |(_, form)| form);
    check(Field::Form, expected.form.clone(), form.to_owned(), expected.form.as_deref() == Some(form));
    for (field, text) in [
        (Field::Agent, &expected.agent),
        (Field::Patient, &expected.patient),
        (Field::Recipient, &expected.recipient),
        (Field::Instrument, &expected.instrument),
        (Field::Place, &expected.place),
    ] {
        let fillers = event.roles.get(field.name()).map_or(&[][..], Vec::as_slice);
        let same = text.as_deref().is_some_and(|text| fills(engine, text, fillers));
        check(field, text.clone(), listed(fillers), same);
    }
    let count = expected.count.map(|min| match expected.max {
        Some(max) if max != min => format!("{min} to {max}"),
        _ => min.to_string(),
    });
    let same = expected.count.is_some_and(|min| counts(min, expected.max, event.count.as_ref()));
    check(Field::Count, count, event.count.as_ref().map_or_else(String::new, number), same);
    let same = expected.time.as_deref().is_some_and(|time| happens(time, event.time.as_ref()));
    check(Field::Time, expected.time.clone(), event.time.as_ref().map_or_else(String::new, day), same);
    let source = event.source.as_ref();
    let same = expected.source.as_deref().is_some_and(|text| match source {
        None => text.is_empty(),
        Some(s) => same_group(engine, text, &s.text) || s.name.as_deref().is_some_and(|n| same_group(engine, text, n)),
    });
    check(Field::Source, expected.source.clone(), source.map_or_else(String::new, |s| s.text.clone()), same);
    let status = |status: Status| status.name().to_owned();
    check(Field::Status, expected.status.map(status), status(event.status), expected.status == Some(event.status));
    let aggregate = expected.aggregate.map(|a| a.to_string());
    check(Field::Aggregate, aggregate, event.aggregate.to_string(), expected.aggregate == Some(event.aggregate));
    wrong
}

/// One of the fillers is the expected group, or all of them together are.
fn fills(engine: &Engine, expected: &str, fillers: &[Filler]) -> bool {
    if expected.is_empty() || fillers.is_empty() {
        return expected.is_empty() == fillers.is_empty();
    }
    let one = |f: &Filler| {
        same_group(engine, expected, &f.text)
            || f.name.as_deref().is_some_and(|name| same_group(engine, expected, name))
    };
    fillers.iter().any(one) || {
        let wanted = words(expected);
        fillers.len() > 1 && fillers.iter().all(|f| contains(&wanted, &words(&f.text)))
    }
}

/// The same noun group but for an article before it and what stands behind its head.
fn same_group(engine: &Engine, expected: &str, found: &str) -> bool {
    let (wanted, got) = (words(expected), words(found));
    if wanted.is_empty() || got.is_empty() {
        return wanted.is_empty() == got.is_empty();
    }
    if contains(&got, &wanted) {
        return true;
    }
    // At most one word more before the group, and behind it only what hangs on its head.
    (0..2usize).any(|skip| {
        let rest = wanted.get(skip..).unwrap_or_default();
        rest.starts_with(&got) && rest.get(got.len()).is_none_or(|next| hangs_on(engine, next))
    })
}

/// The word opens something that hangs on the noun before it.
fn hangs_on(engine: &Engine, word: &str) -> bool {
    let program = engine.core().program();
    let classes = [WordClass::Of, WordClass::By, WordClass::Locative, WordClass::Relative, WordClass::Including];
    program.vocabulary.get(&folded(word)).is_some_and(|id| classes.iter().any(|class| program.grammar.is(id, *class)))
}

fn contains(words: &[String], part: &[String]) -> bool {
    !part.is_empty() && words.windows(part.len()).any(|window| window == part)
}

/// Lower-case words without marks.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

fn listed(fillers: &[Filler]) -> String {
    fillers.iter().map(|f| f.text.as_str()).collect::<Vec<_>>().join("; ")
}

/// `min` must be met; `max` too when it is given, and exact words must give an exact number.
fn counts(min: u64, max: Option<u64>, found: Option<&Count>) -> bool {
    let Some(count) = found else { return false };
    let exact = count.max.is_some() && !count.approximate;
    count.min == min
        && match max {
            Some(max) => count.max == Some(max),
            None => !exact || count.max == Some(min),
        }
}

fn number(count: &Count) -> String {
    match count.max {
        Some(max) if max == count.min => max.to_string(),
        Some(max) => format!("{} to {max}", count.min),
        None => format!("{} or more", count.min),
    }
}

/// Reads `2024-11-18` or `2024-11-01/2024-11-18`.
pub(super) fn expected_time(text: &str) -> Result<(Date, Date), String> {
    let (start, end) = text.split_once('/').unwrap_or((text, text));
    let day = |part: &str| {
        part.parse::<Date>().map_err(|_| format!("`time`: `{part}` is not a day; write YYYY-MM-DD or two with a slash"))
    };
    Ok((day(start)?, day(end)?))
}

fn happens(expected: &str, found: Option<&TimeValue>) -> bool {
    let days = found.and_then(|t| Some((t.start?.date, t.end?.date)));
    if expected.is_empty() { days.is_none() } else { expected_time(expected).ok() == days }
}

fn day(time: &TimeValue) -> String {
    match (time.start, time.end) {
        (Some(start), Some(end)) if start.date == end.date => start.date.to_string(),
        (Some(start), Some(end)) => format!("{}/{}", start.date, end.date),
        (Some(start), None) => format!("{}/", start.date),
        (None, Some(end)) => format!("/{}", end.date),
        (None, None) => time.at.as_ref().map_or_else(String::new, |at| format!("unresolved “{}”", at.text)),
    }
}
