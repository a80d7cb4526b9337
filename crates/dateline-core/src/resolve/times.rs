//! When: each time expression resolved once, in text order.

use dateline_model::{TimeBasis, TimeValue, When};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::analysis::times::{
    Core, Mode, Modifier, Moment, Resolved, TimeExpression, TimeKind, TimeResolver, TimeValue as Value, Unit, Year,
    YearPart,
};

use super::Story;

/// Days before publication from which what happened is told for context.
pub(crate) const OLD: i64 = 300;

/// The same for one occasion: a toll may reach back further and be news.
pub(crate) const PAST: i64 = 30;

/// Days from which a stretch of time makes a toll of what is counted in it.
const PERIOD: i64 = 45;

/// Days that a report on a month or a quarter appears behind its beginning, at the most.
const COVERED: i64 = 150;

/// Days from one to another of a month, at the least.
const MONTH: i64 = 27;

/// Days of a week.
const WEEK: i64 = 7;

/// Resolved times, by the number of the expression.
#[derive(Debug, Default)]
pub(crate) struct Times {
    pub(crate) all: Vec<Resolved>,
    /// The beginnings of stretches that run up to now.
    opening: std::collections::BTreeMap<u32, Resolved>,
    /// The publication day; where it is unknown, the end of the last year that the text states.
    now: Option<Date>,
    /// The first day of the month or quarter that the headline says is reported on: "Sleeper cells: May 2023".
    covered: Option<Date>,
    /// Relative times that had nothing to stand on.
    pub(crate) unresolved: usize,
}

/// Resolves all time expressions of an article.
pub(crate) fn resolve_all(story: &Story<'_>) -> Times {
    let anchor = story.article.published.map(|w| w.date);
    let list = &story.analysis.times;
    let mut resolver = TimeResolver::new(anchor, Mode::choose(anchor, list));
    let mut out = Times::default();
    let mut block = None;
    for (number, time) in list.iter().enumerate() {
        let sentence = story.analysis.sentence_of(time.tokens.start);
        let own = story.analysis.sentences.get(sentence).map(|s| s.sentence.block);
        if block.replace(own).is_some_and(|before| before != own) {
            resolver.turn();
        }
        let whole = without_share(time);
        let mut resolved = resolver.resolve(whole.as_ref().unwrap_or(time));
        // "until noon", "till dawn": of that day.
        if matches!(&time.value, Value::Until(part) if is_hour(&part.moment)) {
            resolved.start = resolved.end.map(|end| When { date: end.date, time: None });
        }
        // "over the same period": the stretch that was told last.
        if matches!(&time.value, Value::One(Moment { core: Core::Period, .. }))
            && let Some(told) = out.all.iter().rfind(|r| r.start.is_some() && r.end.is_some())
            && days(told).is_some_and(|days| days >= MONTH)
        {
            resolved = Resolved { timex: resolved.timex, basis: TimeBasis::Text, ..told.clone() };
        }
        if let Value::Since(part) = &time.value {
            let opening = TimeExpression {
                value: Value::One(part.moment),
                kind: TimeKind::Date,
                tokens: part.tokens.clone(),
                ..time.clone()
            };
            out.opening.insert(number as u32, resolver.resolve(&opening));
        }
        let dated = matches!(time.kind, TimeKind::Date | TimeKind::Time | TimeKind::Interval);
        if dated && resolved.start.is_none() && resolved.end.is_none() {
            out.unresolved += 1;
        }
        out.all.push(resolved);
    }
    let stated = || {
        out.all
            .iter()
            .filter(|r| r.basis == TimeBasis::Explicit)
            .filter_map(|r| r.end.or(r.start))
            .map(|w| w.date)
            .max()
    };
    out.now = anchor.or_else(stated);
    out.covered = anchor.and_then(|day| covered(story, &out.all, day));
    out
}

fn covered(story: &Story<'_>, all: &[Resolved], published: Date) -> Option<Date> {
    let headlines = story.analysis.sentences.iter().filter(|s| s.headline);
    let stated = headlines.flat_map(|s| s.times.clone()).map(|t| &all[t as usize]);
    let whole = |r: &&Resolved| r.basis == TimeBasis::Explicit && matches!(r.grain, Unit::Month | Unit::Quarter);
    let first = stated.filter(whole).filter_map(|r| r.start).map(|when| when.date).min()?;
    first.until(published).is_ok_and(|span| i64::from(span.get_days()) <= COVERED).then_some(first)
}

/// "late April", "the beginning of the month": no two writers mean the same days, so that only the whole is known.
fn without_share(time: &TimeExpression) -> Option<TimeExpression> {
    let Value::One(moment) = &time.value else { return None };
    let long = match moment.core {
        Core::Calendar(calendar) => !calendar.is_day(),
        Core::Unit(unit, ..) => unit >= Unit::Month,
        _ => false,
    };
    let share = matches!(
        moment.modifier?,
        Modifier::Early | Modifier::Start | Modifier::Mid | Modifier::Middle | Modifier::Late | Modifier::End
    );
    (long && share).then(|| TimeExpression { value: Value::One(Moment { modifier: None, ..*moment }), ..time.clone() })
}

/// Days from the first to the last.
fn days(resolved: &Resolved) -> Option<i64> {
    let span = resolved.start?.date.until(resolved.end?.date).ok()?;
    Some(i64::from(span.get_days()))
}

/// A time of day, with its day or without.
fn is_hour(moment: &Moment) -> bool {
    moment.core == Core::TimeOfDay || moment.part.is_some() || moment.clock.is_some()
}

impl Times {
    /// The expression can date an event: a date, a time of day or an interval.
    pub(crate) fn dates(&self, story: &Story<'_>, number: u32) -> bool {
        let time = &story.analysis.times[number as usize];
        match time.kind {
            TimeKind::Date | TimeKind::Time | TimeKind::Interval => true,
            // "for several weeks", "in 70 days": a length dates a toll when it ends now.
            TimeKind::Duration => self.all[number as usize].start.is_some(),
            TimeKind::Set => false,
        }
    }

    /// A stretch of time and no occasion: "since the beginning of 2024", "in 2022", "over the past three months".
    pub(crate) fn is_period(&self, story: &Story<'_>, number: u32) -> bool {
        let time = &story.analysis.times[number as usize];
        let resolved = &self.all[number as usize];
        match time.kind {
            // "until dawn" says how long it went on.
            TimeKind::Interval if matches!(time.value, Value::Until(_)) => resolved.grain >= Unit::Month,
            TimeKind::Interval => days(resolved).is_none_or(|d| d > PERIOD),
            // "in the first ten months of 2023"
            TimeKind::Duration => days(resolved).is_some_and(|d| d > PERIOD),
            TimeKind::Date => self.is_year(story, number),
            _ => false,
        }
    }

    /// A year as a whole: "in 2022".
    pub(crate) fn is_year(&self, story: &Story<'_>, number: u32) -> bool {
        let resolved = &self.all[number as usize];
        story.analysis.times[number as usize].kind == TimeKind::Date
            && resolved.grain == Unit::Year
            && resolved.timex.len() == 4
            && resolved.timex.bytes().all(|b| b.is_ascii_digit())
    }

    /// "in July", "last year": long enough for many deeds.
    pub(crate) fn is_long(&self, number: u32) -> bool {
        days(&self.all[number as usize]).is_some_and(|days| days >= MONTH)
    }

    /// "former", "current": no time that a calendar has.
    pub(crate) fn is_vague(&self, number: u32) -> bool {
        let resolved = &self.all[number as usize];
        resolved.start.is_none() && resolved.end.is_none() && resolved.timex.ends_with("_REF")
    }

    /// A calendar has it.
    pub(crate) fn is_known(&self, number: u32) -> bool {
        let resolved = &self.all[number as usize];
        resolved.start.is_some() || resolved.end.is_some()
    }

    /// "several hours later": so near to another time that they share the day.
    pub(crate) fn is_hours(&self, number: u32) -> bool {
        let resolved = &self.all[number as usize];
        resolved.start.is_none() && resolved.end.is_none() && matches!(resolved.grain, Unit::Hour | Unit::Minute)
    }

    /// "two days later", "months after": a number of days or more from another time, which no calendar has.
    pub(crate) fn counts_days(&self, number: u32) -> bool {
        let resolved = &self.all[number as usize];
        resolved.start.is_none() && resolved.end.is_none() && resolved.grain >= Unit::Day
    }

    /// "at 9:40 p.m.", "at dawn": an hour whose day no other words of its sentence say.
    pub(crate) fn is_bare_hour(&self, story: &Story<'_>, number: u32) -> bool {
        let bare =
            |n: u32| matches!(&story.analysis.times[n as usize].value, Value::One(m) if m.core == Core::TimeOfDay);
        let sentence = story.analysis.sentence_of(story.analysis.times[number as usize].tokens.start);
        let Some(parts) = story.analysis.sentences.get(sentence) else { return false };
        bare(number) && !parts.times.clone().any(|n| !bare(n) && self.is_occasion(n))
    }

    /// Up to two days, so that a night or a weekend is one occasion.
    pub(crate) fn is_occasion(&self, number: u32) -> bool {
        days(&self.all[number as usize]).is_some_and(|days| days <= 1)
    }

    /// A stretch that reaches up to now.
    pub(crate) fn is_since(story: &Story<'_>, number: u32) -> bool {
        matches!(story.analysis.times[number as usize].value, Value::Since(_))
    }

    /// More than so many days before publication.
    pub(crate) fn is_old(&self, number: u32, opens: bool, from: i64) -> bool {
        let resolved = self.opening.get(&number).filter(|_| opens).unwrap_or(&self.all[number as usize]);
        let (Some(now), Some(end)) = (self.now, resolved.end.or(resolved.start)) else { return false };
        let covered = self.covered.is_some_and(|first| end.date >= first);
        !covered && end.date.until(now).is_ok_and(|span| i64::from(span.get_days()) > from)
    }

    /// On a day that is known, not more than [`PAST`] days before publication.
    pub(crate) fn is_recent(&self, number: u32) -> bool {
        self.is_known(number) && !self.is_old(number, false, PAST)
    }

    /// After the day of publication.
    pub(crate) fn is_ahead(&self, story: &Story<'_>, number: u32) -> bool {
        let now = story.article.published.map(|when| when.date);
        let start = self.all[number as usize].start.map(|when| when.date);
        start.zip(now).is_some_and(|(start, now)| start > now)
    }

    /// The time at which a stretch begins, in the output's form.
    pub(crate) fn opening(&self, story: &Story<'_>, number: u32) -> TimeValue {
        let whole = self.value(story, number, false);
        let first = self.opening.get(&number);
        TimeValue { start: first.and_then(|r| r.start), end: first.and_then(|r| r.end), ..whole }
    }

    /// "Friday", "by summer" of a plan: the next, where the news would have told of the last.
    pub(crate) fn next(&self, story: &Story<'_>, number: u32) -> Option<TimeValue> {
        let Value::One(moment) = &story.analysis.times[number as usize].value else { return None };
        let Core::Calendar(calendar) = moment.core else { return None };
        let step = match calendar.part {
            _ if calendar.day.is_some() || calendar.step.is_some() => return None,
            _ if calendar.weekday.is_some() => WEEK.days(),
            YearPart::Season(_) if calendar.year == Year::Open => 1.year(),
            _ => return None,
        };
        let value = self.value(story, number, false);
        let (start, end) = value.start.zip(value.end).filter(|(_, end)| Some(end.date) < self.now)?;
        let next = |when: When| Some(When { date: when.date.checked_add(step).ok()?, ..when });
        Some(TimeValue { start: Some(next(start)?), end: Some(next(end)?), ..value })
    }

    /// The output's form.
    pub(crate) fn value(&self, story: &Story<'_>, number: u32, inferred: bool) -> TimeValue {
        let time = &story.analysis.times[number as usize];
        let resolved = &self.all[number as usize];
        let known = resolved.start.is_some() || resolved.end.is_some();
        TimeValue {
            start: resolved.start,
            end: resolved.end,
            at: Some(story.text_ref(time.tokens.clone())),
            basis: if known { resolved.basis } else { TimeBasis::Unresolved },
            inferred,
        }
    }
}
