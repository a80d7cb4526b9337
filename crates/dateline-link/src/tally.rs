//! Counts of incidents by type, time and province: of extractions, or of records, in which each stands once.
//!
//! Invariant: every incident is counted once in every table, under what is unknown of it where it has to be, or is named
//! among those left out: all tables have one sum.

use std::collections::BTreeMap;
use std::io::BufRead;

use dateline_model::{Filler, Incident, Status};
use jiff::civil::{Date, Weekday};
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::record::{RecordPlace, Span};

/// Length of the rows of a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Period {
    /// Days.
    Day,
    /// Weeks from Monday, numbered as ISO 8601 does.
    #[default]
    Week,
    /// Months.
    Month,
}

/// What to count.
#[derive(Debug, Clone, Default)]
pub struct TallyOptions {
    /// Count the incidents of copies, too.
    pub copies: bool,
    /// Statuses to count; none is all.
    pub statuses: Vec<Status>,
    /// Types to count; none is all.
    pub kinds: Vec<String>,
    /// The periods.
    pub period: Period,
}

/// A file cannot be counted.
#[derive(Debug, thiserror::Error)]
#[error("{file}, line {line}: {why}")]
pub struct TallyError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// Why.
    pub why: String,
}

/// A line of `extract` or of `link`.
#[derive(Deserialize)]
struct Line {
    schema: String,
    #[serde(default)]
    copy_of: Option<IgnoredAny>,
    #[serde(default)]
    incidents: Vec<Incident>,
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    status: Status,
    #[serde(default)]
    aggregate: bool,
    place: Option<RecordPlace>,
    time: Option<Span>,
}

/// Where, as far as provinces go.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Province {
    Known(String, String),
    Country(String),
    Unknown,
}

/// The counts.
#[derive(Debug, Default)]
pub struct Tally {
    options: TallyOptions,
    /// Lines read: articles or records.
    lines: u64,
    copies: u64,
    tolls: u64,
    others: u64,
    total: u64,
    kinds: BTreeMap<String, BTreeMap<Status, u64>>,
    periods: BTreeMap<Option<Date>, BTreeMap<String, u64>>,
    provinces: BTreeMap<Province, u64>,
}

/// A table: what each row is, and its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// Names of the columns, that of the rows first.
    pub head: Vec<String>,
    /// Names of rows and their numbers; the last row is the sum.
    pub rows: Vec<(String, Vec<u64>)>,
}

impl Tally {
    /// Nothing counted yet.
    pub fn new(options: TallyOptions) -> Self {
        Self { options, ..Self::default() }
    }

    /// Counts the lines of a file.
    ///
    /// # Errors
    /// When a line is neither of `extract` nor of `link`.
    pub fn read(&mut self, file: &str, mut lines: impl BufRead) -> Result<(), TallyError> {
        let mut bytes = Vec::new();
        for line in 1.. {
            bytes.clear();
            let named = |why: String| TallyError { file: file.to_owned(), line, why };
            if lines.read_until(b'\n', &mut bytes).map_err(|error| named(error.to_string()))? == 0 {
                break;
            }
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            let read: Line = serde_json::from_slice(&bytes)
                .map_err(|error| named(format!("no line of `dateline extract` or `dateline link`: {error}")))?;
            match (read.schema.as_str(), &read.kind) {
                (dateline_model::SCHEMA, _) => self.extraction(&read),
                (crate::SCHEMA, Some(_)) => self.record(read),
                (other, _) => return Err(named(format!("of the schema `{other}`, which is not counted"))),
            }
        }
        Ok(())
    }

    fn extraction(&mut self, line: &Line) {
        self.lines += 1;
        for incident in &line.incidents {
            if line.copy_of.is_some() && !self.options.copies {
                self.copies += 1;
                continue;
            }
            let day = incident.time.as_ref().and_then(|time| time.start).map(|start| start.date);
            let place = incident.roles.get("place").and_then(|places| places.first());
            let province = place.map_or(Province::Unknown, |place: &Filler| {
                let name = place.name.as_deref().filter(|_| place.kb.is_some());
                province(name, &place.within, place.precision.as_deref())
            });
            self.add(&incident.kind, incident.status, incident.aggregate, day, province);
        }
    }

    fn record(&mut self, line: Line) {
        self.lines += 1;
        let province = line
            .place
            .as_ref()
            .map_or(Province::Unknown, |place| province(Some(&place.name), &place.within, place.precision.as_deref()));
        let day = line.time.map(|time| time.start.date);
        self.add(&line.kind.unwrap_or_default(), line.status, line.aggregate, day, province);
    }

    fn add(&mut self, kind: &str, status: Status, aggregate: bool, day: Option<Date>, province: Province) {
        let wanted = |list: &[Status]| list.is_empty() || list.contains(&status);
        let asked = self.options.kinds.is_empty() || self.options.kinds.iter().any(|asked| asked == kind);
        if aggregate {
            self.tolls += 1;
        } else if !wanted(&self.options.statuses) || !asked {
            self.others += 1;
        } else {
            self.total += 1;
            *self.kinds.entry(kind.to_owned()).or_default().entry(status).or_default() += 1;
            let period = day.map(|day| self.options.period.first(day));
            *self.periods.entry(period).or_default().entry(kind.to_owned()).or_default() += 1;
            *self.provinces.entry(province).or_default() += 1;
        }
    }

    /// Incidents counted.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// What was counted and what was left out, in a line.
    pub fn counted(&self) -> String {
        let mut out = format!("{} incidents in {} lines", self.total, self.lines);
        for (count, what) in [
            (self.copies, "of articles that are copies"),
            (self.tolls, "tolls over a period"),
            (self.others, "of other types or statuses"),
        ] {
            if count > 0 {
                out += &format!("; {count} {what} left out");
            }
        }
        out
    }

    /// Types by status, the most frequent first.
    pub fn kinds(&self) -> Rows {
        let used = |status: &Status| self.kinds.values().any(|counts| counts.contains_key(status));
        let used: Vec<Status> = Status::ALL.into_iter().filter(used).collect();
        let numbers = |counts: &BTreeMap<Status, u64>| {
            let parts = used.iter().map(|status| counts.get(status).copied().unwrap_or(0));
            std::iter::once(counts.values().sum()).chain(parts).collect()
        };
        let rows = self.kinds.iter().map(|(kind, counts)| (kind.clone(), numbers(counts))).collect();
        let names = used.iter().map(|status| status.name());
        Rows::new(["type", "all"].into_iter().chain(names), sorted(rows))
    }

    /// Provinces, the most frequent first, what is unknown last.
    pub fn provinces(&self) -> Rows {
        let (mut known, mut vague) = (Vec::new(), Vec::new());
        for (province, count) in &self.provinces {
            match province {
                Province::Known(country, name) => known.push((format!("{country}: {name}"), vec![*count])),
                Province::Country(country) => vague.push((format!("{country}: province unknown"), vec![*count])),
                Province::Unknown => vague.push(("place unknown".to_owned(), vec![*count])),
            }
        }
        let rows = sorted(known).into_iter().chain(vague).collect();
        Rows::new(["province", "all"], rows)
    }

    /// Periods in their order, with those in which nothing was, by the most frequent types; what has no day last.
    pub fn periods(&self, columns: usize) -> Rows {
        let by_count = |counts: &BTreeMap<Status, u64>| counts.values().sum::<u64>();
        let mut kinds: Vec<&String> = self.kinds.keys().collect();
        kinds.sort_by_key(|kind| std::cmp::Reverse(self.kinds.get(*kind).map(by_count)));
        let shown = &kinds[..columns.min(kinds.len())];
        let others = kinds.len() > shown.len();
        let numbers = |counts: &BTreeMap<String, u64>| {
            let all: u64 = counts.values().sum();
            let mut row: Vec<u64> = vec![all];
            row.extend(shown.iter().map(|kind| counts.get(*kind).copied().unwrap_or(0)));
            if others {
                row.push(all - row[1..].iter().sum::<u64>());
            }
            row
        };
        let mut rows = Vec::new();
        let mut last: Option<Date> = None;
        for (day, counts) in self.periods.iter().filter_map(|(day, counts)| Some(((*day)?, counts))) {
            let mut empty = last.and_then(|last| self.options.period.next(last));
            let mut count = 0;
            while let Some(gap) = empty.filter(|gap| *gap < day) {
                count += 1;
                if count <= MOST_EMPTY {
                    rows.push((self.options.period.name(gap), numbers(&BTreeMap::new())));
                }
                empty = self.options.period.next(gap);
            }
            if count > MOST_EMPTY {
                rows.truncate(rows.len() - MOST_EMPTY);
                rows.push((format!("{count} without any"), numbers(&BTreeMap::new())));
            }
            rows.push((self.options.period.name(day), numbers(counts)));
            last = Some(day);
        }
        if let Some(counts) = self.periods.get(&None) {
            rows.push(("day unknown".to_owned(), numbers(counts)));
        }
        let period = match self.options.period {
            Period::Day => "day",
            Period::Week => "week",
            Period::Month => "month",
        };
        let head = [period, "all"].into_iter().chain(shown.iter().map(|kind| kind.as_str()));
        Rows::new(head.chain(others.then_some("other")), rows)
    }
}

/// Periods without an incident that are shown one by one.
const MOST_EMPTY: usize = 4;

impl Period {
    /// The first day of the period in which the day lies.
    fn first(self, day: Date) -> Date {
        let back = match self {
            Self::Day => 0,
            Self::Week => i64::from(day.weekday().since(Weekday::Monday)),
            Self::Month => i64::from(day.day() - 1),
        };
        day.checked_sub(jiff::Span::new().days(back)).unwrap_or(day)
    }

    fn next(self, first: Date) -> Option<Date> {
        let span = match self {
            Self::Day => jiff::Span::new().days(1),
            Self::Week => jiff::Span::new().weeks(1),
            Self::Month => jiff::Span::new().months(1),
        };
        first.checked_add(span).ok()
    }

    fn name(self, first: Date) -> String {
        match self {
            Self::Day => first.to_string(),
            Self::Week => {
                let week = first.iso_week_date();
                format!("{}-W{:02} ({first})", week.year(), week.week())
            }
            Self::Month => first.to_string().chars().take(7).collect(),
        }
    }
}

/// The province, from the names above a place: it stands below the country. What lies directly below the country is a
/// province, or a town after which its province is named.
fn province(name: Option<&str>, within: &[String], precision: Option<&str>) -> Province {
    match (within, name) {
        ([.., province, country], _) => Province::Known(country.clone(), province.clone()),
        ([country], Some(name)) if precision != Some("area") => Province::Known(country.clone(), name.to_owned()),
        ([country], _) => Province::Country(country.clone()),
        ([], Some(name)) if precision == Some("country") => Province::Country(name.to_owned()),
        ([], _) => Province::Unknown,
    }
}

/// The greatest first, then by name.
fn sorted(mut rows: Vec<(String, Vec<u64>)>) -> Vec<(String, Vec<u64>)> {
    rows.sort_by(|a, b| b.1[0].cmp(&a.1[0]).then_with(|| a.0.cmp(&b.0)));
    rows
}

impl Rows {
    fn new<'h>(head: impl IntoIterator<Item = &'h str>, mut rows: Vec<(String, Vec<u64>)>) -> Self {
        let head: Vec<String> = head.into_iter().map(str::to_owned).collect();
        let sums = (0..head.len() - 1).map(|column| rows.iter().map(|(_, numbers)| numbers[column]).sum()).collect();
        rows.push(("all".to_owned(), sums));
        Self { head, rows }
    }

    /// The table for a terminal, with a bar a row for the first number.
    pub fn shown(&self, bar: usize) -> String {
        let count = |text: &str| text.chars().count();
        let width = self.rows.iter().map(|(name, _)| count(name)).chain([count(&self.head[0])]).max().unwrap_or(0);
        let widths: Vec<usize> = self.head[1..]
            .iter()
            .enumerate()
            .map(|(at, head)| {
                self.rows.iter().map(|(_, n)| n[at].to_string().len()).chain([count(head)]).max().unwrap_or(0)
            })
            .collect();
        let longest = self.rows.iter().rev().skip(1).map(|(_, numbers)| numbers[0]).max().unwrap_or(0).max(1);
        let mut out = format!("{:width$}", self.head[0]);
        for (head, width) in self.head[1..].iter().zip(&widths) {
            out += &format!("  {head:>width$}");
        }
        out.push('\n');
        for (at, (name, numbers)) in self.rows.iter().enumerate() {
            out += &format!("{name:width$}");
            for (number, width) in numbers.iter().zip(&widths) {
                out += &format!("  {number:>width$}");
            }
            if at + 1 < self.rows.len() && numbers[0] > 0 && bar > 0 {
                // What is there shows, however little it is beside the most.
                let length = (numbers[0] as usize * bar).div_ceil(longest as usize);
                out += &format!("  {}", "▇".repeat(length));
            }
            out.push('\n');
        }
        out
    }
}
