//! Incidents and events as rows: the columns that CSV and SQL share, and their codebook.
//!
//! Invariant: a column is named, typed, described and filled in one place; no format has one of its own.

use std::collections::BTreeMap;

use dateline_model::{Count, Event, Extraction, Filler, Incident, Source, Status, TimeValue};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Integer,
    Real,
}

/// A value in a row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Empty,
    Text(String),
    Integer(i64),
    Real(f64),
}

/// An event or incident with its article.
pub(crate) struct Row<'a> {
    article: &'a Extraction,
    id: &'a str,
    kind: &'a str,
    roles: &'a BTreeMap<String, Vec<Filler>>,
    count: Option<&'a Count>,
    time: Option<&'a TimeValue>,
    source: Option<&'a Source>,
    status: Status,
    aggregate: bool,
    event: Option<&'a Event>,
    incident: Option<&'a Incident>,
}

/// A column.
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) doc: &'static str,
    pub(crate) get: fn(&Row<'_>) -> Cell,
}

/// All incidents of an article.
pub(crate) fn incidents(article: &Extraction) -> impl Iterator<Item = Row<'_>> {
    article.incidents.iter().map(move |incident| Row {
        article,
        id: &incident.id,
        kind: &incident.kind,
        roles: &incident.roles,
        count: incident.count.as_ref(),
        time: incident.time.as_ref(),
        source: incident.source.as_ref(),
        status: incident.status,
        aggregate: incident.aggregate,
        event: None,
        incident: Some(incident),
    })
}

/// All events of an article.
pub(crate) fn events(article: &Extraction) -> impl Iterator<Item = Row<'_>> {
    article.events.iter().map(move |event| Row {
        article,
        id: &event.id,
        kind: &event.kind,
        roles: &event.roles,
        count: event.count.as_ref(),
        time: event.time.as_ref(),
        source: event.source.as_ref(),
        status: event.status,
        aggregate: event.aggregate,
        event: Some(event),
        incident: None,
    })
}

/// Columns of both tables.
pub(crate) const SHARED: &[Column] = &[
    text("article", "id of the article", |row| some(row.article.id.as_str())),
    text("id", "id of the incident (`i0`) or event (`v0`) inside its article", |row| some(row.id)),
    text("outlet", "id of the house that wrote the text: an outlet profile or a medium of the lexicons", |row| {
        opt(row.article.outlet.as_deref())
    }),
    text("url", "address of the article", |row| opt(row.article.url.as_deref())),
    text("published", "day, or day and time, of publication", |row| {
        opt(row.article.published.map(|day| day.to_string()))
    }),
    text("headline", "title of the article", |row| opt(row.article.headline.as_deref())),
    text("copy_of", "id of the article of which this one is a copy", |row| {
        opt(row.article.copy_of.as_ref().map(|copy| copy.id.as_str()))
    }),
    text("type", "type of event", |row| some(row.kind)),
    text("status", "reported, claimed, denied, planned, hypothetical, background", |row| some(row.status.name())),
    int("aggregate", "1 for a toll over a period, which holds single incidents and is never added to them", |row| {
        Cell::Integer(i64::from(row.aggregate))
    }),
    text("agent", "who did it: names or words, parted by `; `", |row| role(row, "agent")),
    text("agent_id", "lexicon ids of the agents, parted by `; `", |row| role_ids(row, "agent")),
    text("patient", "to whom it was done", |row| role(row, "patient")),
    text("patient_id", "lexicon ids of the patients, or of the groups that they belong to", |row| {
        role_ids(row, "patient")
    }),
    text("other_roles", "all other roles but the place: `role: words`, parted by `; `", other_roles),
    text("place", "the first place: its canonical name, else the words", |row| opt(row.place().map(name))),
    text("place_id", "lexicon id of the place", |row| opt(row.place().and_then(|place| place.kb.as_deref()))),
    text("within", "the place's chain upwards, parted by ` < `", |row| {
        opt(row.place().filter(|place| !place.within.is_empty()).map(|place| place.within.join(" < ")))
    }),
    real("lat", "degrees north (WGS 84)", |row| number(row.place().and_then(|place| place.lat))),
    real("lon", "degrees east (WGS 84)", |row| number(row.place().and_then(|place| place.lon))),
    text("precision", "point, village, town, admin2, admin1, country, area", |row| {
        opt(row.place().and_then(|place| place.precision.as_deref()))
    }),
    int("places", "how many places are named", |row| Cell::Integer(row.roles.get("place").map_or(0, Vec::len) as i64)),
    int("count_min", "least number that the text supports", |row| whole(row.count.map(|count| count.min))),
    int("count_max", "greatest number that the text supports; empty is open", |row| {
        whole(row.count.and_then(|count| count.max))
    }),
    text("count_of", "the role that is counted, or `event`", |row| opt(row.count.map(|count| count.of.as_str()))),
    int("count_about", "1 for \"about 30\"", |row| {
        row.count.map_or(Cell::Empty, |count| Cell::Integer(i64::from(count.approximate)))
    }),
    text("start", "first day", |row| opt(row.time.and_then(|time| time.start).map(|day| day.to_string()))),
    text("end", "last day", |row| opt(row.time.and_then(|time| time.end).map(|day| day.to_string()))),
    text("time_words", "the words that say when", |row| {
        opt(row.time.and_then(|time| time.at.as_ref()).map(|at| flat(&at.text)))
    }),
    int("time_inferred", "1 when the time is taken from the surroundings", |row| {
        row.time.map_or(Cell::Empty, |time| Cell::Integer(i64::from(time.inferred)))
    }),
    text("source", "who says so: the canonical name, else the words", |row| {
        opt(row.source.map(|source| source.name.clone().unwrap_or_else(|| flat(&source.text))))
    }),
    int("quoted", "1 when the words stand between quotation marks", |row| {
        row.source.map_or(Cell::Empty, |source| Cell::Integer(i64::from(source.quoted)))
    }),
];

/// Columns that incidents have besides.
pub(crate) const INCIDENTS: &[Column] = &[
    text("events", "ids of the events that tell of it, parted by `; `", |row| {
        opt(row.incident.map(|incident| incident.events.join("; ")))
    }),
    int("mentions", "how many events tell of it", |row| {
        whole(row.incident.map(|incident| incident.events.len() as u64))
    }),
    int("conflict", "1 when the counts cannot all be right", |row| {
        row.incident.map_or(Cell::Empty, |incident| Cell::Integer(i64::from(incident.conflict)))
    }),
    text("part_of", "the roll-up incident of which this one is a part", |row| {
        opt(row.incident.and_then(|incident| incident.part_of.as_deref()))
    }),
];

/// Columns that events have besides.
pub(crate) const EVENTS: &[Column] = &[
    text("trigger", "the words that tell of it", |row| opt(row.event.map(|event| flat(&event.trigger.text)))),
    int("trigger_start", "their first code point in the article's text", |row| {
        whole(row.event.map(|event| u64::from(event.trigger.span.start)))
    }),
    int("trigger_end", "one past their last code point", |row| {
        whole(row.event.map(|event| u64::from(event.trigger.span.end)))
    }),
    text("rule", "`pack/rule#form` that found it", |row| opt(row.event.map(|event| event.rule.as_str()))),
    real("confidence", "share of the evidence that agrees, 0 to 1", |row| {
        number(row.event.map(|event| (f64::from(event.confidence) * 1000.0).round() / 1000.0))
    }),
];

const fn text(name: &'static str, doc: &'static str, get: fn(&Row<'_>) -> Cell) -> Column {
    Column { name, kind: Kind::Text, doc, get }
}

const fn int(name: &'static str, doc: &'static str, get: fn(&Row<'_>) -> Cell) -> Column {
    Column { name, kind: Kind::Integer, doc, get }
}

const fn real(name: &'static str, doc: &'static str, get: fn(&Row<'_>) -> Cell) -> Column {
    Column { name, kind: Kind::Real, doc, get }
}

impl Row<'_> {
    fn place(&self) -> Option<&Filler> {
        self.roles.get("place")?.first()
    }
}

fn some(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

fn opt(text: Option<impl Into<String>>) -> Cell {
    text.map_or(Cell::Empty, |text| Cell::Text(text.into()))
}

fn whole(number: Option<u64>) -> Cell {
    number.map_or(Cell::Empty, |number| Cell::Integer(i64::try_from(number).unwrap_or(i64::MAX)))
}

fn number(number: Option<f64>) -> Cell {
    number.map_or(Cell::Empty, Cell::Real)
}

/// The canonical name of a filler, else its words.
pub(crate) fn name(filler: &Filler) -> String {
    filler.name.clone().unwrap_or_else(|| flat(&filler.text))
}

/// Words on one line.
pub(crate) fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn role(row: &Row<'_>, role: &str) -> Cell {
    opt(row.roles.get(role).map(|fillers| fillers.iter().map(name).collect::<Vec<_>>().join("; ")))
}

fn role_ids(row: &Row<'_>, role: &str) -> Cell {
    let id = |filler: &Filler| filler.kb.clone().or_else(|| filler.affiliation.clone());
    let ids: Vec<String> = row.roles.get(role).into_iter().flatten().filter_map(id).collect();
    opt((!ids.is_empty()).then(|| ids.join("; ")))
}

fn other_roles(row: &Row<'_>) -> Cell {
    let others = row.roles.iter().filter(|(role, _)| !matches!(role.as_str(), "agent" | "patient" | "place"));
    let all: Vec<String> = others
        .flat_map(|(role, fillers)| fillers.iter().map(move |filler| format!("{role}: {}", name(filler))))
        .collect();
    opt((!all.is_empty()).then(|| all.join("; ")))
}

/// What every column of both tables means, in Markdown.
pub fn codebook() -> String {
    let mut out = String::new();
    for (title, own) in [("incidents", INCIDENTS), ("events", EVENTS)] {
        out += &format!("### Table `{title}`\n\n| column | type | holds |\n|---|---|---|\n");
        for column in SHARED.iter().chain(own) {
            let kind = match column.kind {
                Kind::Text => "text",
                Kind::Integer => "integer",
                Kind::Real => "real",
            };
            out += &format!("| `{}` | {kind} | {} |\n", column.name, column.doc);
        }
        out.push('\n');
    }
    out
}
