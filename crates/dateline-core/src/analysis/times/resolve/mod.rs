//! From what a time expression says to days, seen from a publication day and from the time told of last.
//!
//! Invariant: without anything to stand on there are no days; `start <= end` wherever both are known.

mod days;
mod driver;
mod timex;

pub use driver::{Mode, TimeResolver};

use dateline_model::{TimeBasis, When};
use jiff::ToSpan;
use jiff::civil::{Date, Time};

use super::value::{
    Amount, Base, Calendar, Core, Frame, Modifier, Moment, Reference, Season, Step, Tense, Unit, Year, YearPart,
};
use days::{Days, counted_year, first_month, nearest_weekday, part_days, shifted, unit_days};

/// The time that the text told of last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextTime {
    /// Its first day.
    pub day: Date,
    /// How fine it was said: a day, a month, a year.
    pub grain: Unit,
}

/// From where a time is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Standpoint {
    /// The publication day.
    pub anchor: Option<Date>,
    /// The time told of last.
    pub text: Option<TextTime>,
    /// News or a history.
    pub mode: Mode,
    /// The direction of the clause.
    pub tense: Tense,
}

/// A time as far as it can be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// First day, or moment.
    pub start: Option<When>,
    /// Last day, or moment.
    pub end: Option<When>,
    /// On what the days rest.
    pub basis: TimeBasis,
    /// The value as TIMEX3 writes it.
    pub timex: String,
    /// How fine it was said.
    pub grain: Unit,
}

/// Days with what they rest on, before the time of day is joined.
struct Found {
    days: Option<Days>,
    basis: TimeBasis,
    timex: String,
    grain: Unit,
}

impl Found {
    fn unknown(timex: impl Into<String>, grain: Unit) -> Self {
        Self { days: None, basis: TimeBasis::Unresolved, timex: timex.into(), grain }
    }

    fn known(days: Option<Days>, basis: TimeBasis, timex: impl Into<String>, grain: Unit) -> Self {
        let basis = if days.is_some() { basis } else { TimeBasis::Unresolved };
        Self { days, basis, timex: timex.into(), grain }
    }
}

/// A day to count from.
#[derive(Clone, Copy)]
struct Origin {
    day: Date,
    grain: Unit,
    basis: TimeBasis,
}

impl Moment {
    /// Resolves one time.
    pub fn resolve(&self, from: &Standpoint) -> Resolved {
        let mut found = from.core(self);
        if let Some(modifier) = self.modifier {
            found.days = found.days.map(|days| from.narrowed(days, modifier));
        }
        let (mut start, mut end) = (found.days.map(|d| When::from(d.start)), found.days.map(|d| When::from(d.end)));
        let mut timex = found.timex;
        if self.part.is_some() || self.clock.is_some() {
            timex.push_str(&timex::time(self.part, self.clock));
        }
        if let Some(clock) = self.clock {
            let time = Time::new(clock.hour as i8, clock.minute.unwrap_or(0) as i8, clock.second.unwrap_or(0) as i8, 0);
            // 24:00 is the end of its day and has no time of its own.
            if let (Ok(time), Some(days)) = (time, found.days)
                && days.start == days.end
            {
                start = Some(When { date: days.start, time: Some(time) });
                end = start;
            }
        }
        Resolved { start, end, basis: found.basis, timex, grain: found.grain }
    }
}

impl Standpoint {
    fn origin(&self, base: Base) -> Option<Origin> {
        let publication = self.anchor.map(|day| Origin { day, grain: Unit::Day, basis: TimeBasis::Publication });
        let text = self.text.map(|t| Origin { day: t.day, grain: t.grain, basis: TimeBasis::Text });
        match (base, self.mode) {
            (Base::Event, _) => None,
            (Base::Now, Mode::News) => publication,
            (Base::Text, _) | (Base::Now, Mode::Narrative) => text,
        }
    }

    fn core(&self, moment: &Moment) -> Found {
        match moment.core {
            Core::Calendar(calendar) => self.calendar(calendar),
            Core::Decade(year) => self.decade(year),
            Core::Century(number) => century(number),
            Core::Unit(unit, offset, base) => self.unit(unit, offset, base),
            Core::Offset(amount, unit, later, base) => self.offset(amount, unit, later, base, moment.modifier),
            Core::Duration(amount, unit, frame, of) => self.duration(amount, unit, frame, of),
            Core::Nth(number, unit, of) => self.nth(number, unit, of),
            Core::NthWeekday(number, weekday, of) => self.nth_weekday(number, weekday, of),
            Core::Set(amount, unit, of) => Found::unknown(set(amount, unit, of), unit),
            Core::Reference(reference) => Found::unknown(reference_text(reference), Unit::Century),
            Core::Festival(_, year) => Self::festival(year),
            Core::Vague | Core::Period => Found::unknown("XX", Unit::Century),
            Core::TimeOfDay => {
                let told = self.origin(Base::Text).or_else(|| self.origin(Base::Now)).filter(|o| o.grain == Unit::Day);
                match told {
                    Some(o) => Found::known(Some(Days::one(o.day)), o.basis, timex::day(o.day), Unit::Day),
                    None => Found::unknown("XXXX-XX-XX", Unit::Day),
                }
            }
        }
    }

    /// The year that a calendar time states, or the one it must have seen from here.
    fn year(&self, calendar: Calendar) -> Option<(i16, TimeBasis)> {
        match calendar.year {
            Year::Full(year) => Some((year, TimeBasis::Explicit)),
            Year::Short(two) => self.short_year(two),
            Year::Relative(offset, base) => {
                let origin = self.origin(base).or_else(|| self.origin(Base::Now))?;
                Some((counted_year(origin.day).checked_add(offset)?, origin.basis))
            }
            Year::Open if calendar.part == YearPart::Whole => None,
            Year::Open => match calendar.step {
                Some(step) => self.stepped_year(calendar, step),
                None => self.open_year(calendar),
            },
        }
    }

    /// Two figures: the latest such year that is not far ahead.
    fn short_year(&self, two: u8) -> Option<(i16, TimeBasis)> {
        let origin = self.origin(Base::Now).or_else(|| self.origin(Base::Text))?;
        let now = counted_year(origin.day);
        let year = now - now.rem_euclid(100) + i16::from(two);
        Some((if year > now.saturating_add(10) { year - 100 } else { year }, origin.basis))
    }

    /// "last July", "this summer", "the following autumn"
    fn stepped_year(&self, calendar: Calendar, step: Step) -> Option<(i16, TimeBasis)> {
        let (offset, base) = match step {
            Step::Last | Step::Past => (-1, Base::Now),
            Step::This => (0, Base::Now),
            Step::Next => (1, Base::Now),
            Step::TheNext => (1, Base::Text),
            Step::Previous => (-1, Base::Text),
            Step::That => (0, Base::Text),
        };
        let origin = self.origin(base).or_else(|| self.origin(Base::Now))?;
        let year = counted_year(origin.day);
        let month = first_month(calendar.part);
        let here = origin.day.month();
        let year = match offset {
            -1 if month >= here => year - 1,
            1 if month <= here => year + 1,
            _ => year,
        };
        Some((year, origin.basis))
    }

    /// A month, season or day with no year said.
    fn open_year(&self, calendar: Calendar) -> Option<(i16, TimeBasis)> {
        let origin = self.origin(Base::Now)?;
        let year = counted_year(origin.day);
        let days = |year| part_days(year, calendar.part, calendar.day);
        if self.mode == Mode::Narrative {
            return Some((narrated_year(year, origin, calendar), origin.basis));
        }
        let (before, here, after) = (days(year - 1), days(year), days(year + 1));
        let started = here.is_some_and(|d| d.start <= origin.day);
        let ended = here.is_some_and(|d| d.end < origin.day);
        let year = match self.tense {
            Tense::Past => {
                if started {
                    year
                } else {
                    year - 1
                }
            }
            Tense::Future => {
                if ended {
                    year + 1
                } else {
                    year
                }
            }
            Tense::Unknown => {
                // The nearer one, but what is past is told more often than what is to come.
                let gap = |a: Date, b: Date| a.until(b).map_or(i32::MAX, |s| s.get_days().saturating_abs());
                let back = |d: Option<Days>| d.map_or(i32::MAX, |d| gap(d.end, origin.day));
                let ahead = |d: Option<Days>| d.map_or(i32::MAX, |d| gap(origin.day, d.start).saturating_mul(2));
                match (started, ended) {
                    (true, false) => year,
                    (true, true) => {
                        if ahead(after) < back(here) {
                            year + 1
                        } else {
                            year
                        }
                    }
                    (false, _) => {
                        if ahead(here) < back(before) {
                            year
                        } else {
                            year - 1
                        }
                    }
                }
            }
        };
        Some((year, origin.basis))
    }

    /// "the 23rd": of the month told of, or of the latest month that had one.
    fn day_alone(&self, day: u8) -> Found {
        let text = self.text.filter(|t| t.grain <= Unit::Month).and_then(|_| self.origin(Base::Text));
        let unknown = || Found::unknown(format!("XXXX-XX-{day:02}"), Unit::Day);
        let Some(origin) = text.or_else(|| self.origin(Base::Now)) else { return unknown() };
        let mut month = origin.day.first_of_month();
        let ahead = i16::from(day) > i16::from(origin.day.day());
        if origin.basis == TimeBasis::Publication && ahead && self.tense != Tense::Future {
            month = month.checked_sub(1.month()).unwrap_or(month);
        }
        match Date::new(month.year(), month.month(), day as i8) {
            Ok(date) => Found::known(Some(Days::one(date)), origin.basis, timex::day(date), Unit::Day),
            Err(_) => unknown(),
        }
    }

    fn calendar(&self, calendar: Calendar) -> Found {
        if let (Some(day), YearPart::Whole) = (calendar.day, calendar.part) {
            return self.day_alone(day);
        }
        if calendar.day.is_none()
            && let Some(weekday) = calendar.weekday
        {
            return self.weekday(calendar, weekday);
        }
        let grain = match (calendar.part, calendar.day) {
            (YearPart::Whole, _) => Unit::Year,
            (YearPart::Month(_), Some(_)) => Unit::Day,
            (YearPart::Month(_), None) => Unit::Month,
            (YearPart::Season(_) | YearPart::Half(_), _) => Unit::Season,
            (YearPart::Quarter(_), _) => Unit::Quarter,
        };
        match self.year(calendar) {
            Some((year, basis)) => {
                let days = part_days(year, calendar.part, calendar.day);
                Found::known(days, basis, timex::calendar(Some(year), calendar), grain)
            }
            None => Found::unknown(timex::calendar(None, calendar), grain),
        }
    }

    fn weekday(&self, calendar: Calendar, weekday: u8) -> Found {
        let base = match calendar.step {
            Some(Step::TheNext | Step::Previous | Step::That) => Base::Text,
            _ => Base::Now,
        };
        let origin = self.origin(base).or_else(|| self.origin(Base::Now)).filter(|o| o.grain == Unit::Day);
        let Some(origin) = origin else { return Found::unknown(timex::calendar(None, calendar), Unit::Day) };
        let here = origin.day;
        let day = match calendar.step {
            Some(Step::Last | Step::Past | Step::Previous) => {
                here.checked_sub(1.day()).ok().and_then(|day| nearest_weekday(day, weekday, false))
            }
            Some(Step::Next | Step::TheNext) => {
                here.checked_add(1.day()).ok().and_then(|day| nearest_weekday(day, weekday, true))
            }
            Some(Step::This) => days::week(here).and_then(|week| nearest_weekday(week.start, weekday, true)),
            Some(Step::That) => nearest_weekday(here, weekday, false),
            None => nearest_weekday(here, weekday, self.tense == Tense::Future || self.mode == Mode::Narrative),
        };
        match day {
            Some(day) => Found::known(Some(Days::one(day)), origin.basis, timex::day(day), Unit::Day),
            None => Found::unknown(timex::calendar(None, calendar), Unit::Day),
        }
    }

    fn decade(&self, year: Year) -> Found {
        let (first, basis) = match year {
            Year::Full(year) => (year, TimeBasis::Explicit),
            Year::Short(two) => match self.short_year(two) {
                Some(found) => found,
                None => return Found::unknown(format!("XX{}", two / 10), Unit::Decade),
            },
            Year::Open | Year::Relative(..) => return Found::unknown("XXX", Unit::Decade),
        };
        // The 470s before Christ run from 479 to 470.
        let days = if first < 0 { days::years(first - 9, 10) } else { days::years(first, 10) };
        let text = timex::year(Some(first));
        Found::known(days, basis, &text[..text.len() - 1], Unit::Decade)
    }

    fn unit(&self, unit: Unit, offset: i16, base: Base) -> Found {
        // "today" in a history is the reader's.
        if self.mode == Mode::Narrative && base == Base::Now && unit == Unit::Day && offset == 0 {
            return Found::unknown("PRESENT_REF", unit);
        }
        // "the previous day" with nothing told yet counts from the news itself; "the next day" cannot.
        let origin = self.origin(base).or_else(|| if offset < 0 { self.origin(Base::Now) } else { None });
        let Some(origin) = origin.filter(|_| base != Base::Event) else {
            return Found::unknown(timex::unknown(unit), unit);
        };
        // "that day" after a mere year is not to be known.
        if unit < origin.grain && origin.grain != Unit::Day {
            return Found::unknown(timex::unknown(unit), unit);
        }
        let amount = Amount::Tenths(u32::from(offset.unsigned_abs()) * 10);
        let start = if unit == Unit::Month { origin.day.first_of_month() } else { origin.day };
        match shifted(start, amount, unit, offset > 0) {
            Some(day) => Found::known(unit_days(day, unit), origin.basis, timex::unit(day, unit), unit),
            None => Found::unknown(timex::unknown(unit), unit),
        }
    }

    fn offset(&self, amount: Amount, unit: Unit, later: bool, base: Base, modifier: Option<Modifier>) -> Found {
        if amount == Amount::Vague {
            return Found::unknown(if later { "FUTURE_REF" } else { "PAST_REF" }, unit);
        }
        let origin = self.origin(base).or_else(|| if later { None } else { self.origin(Base::Now) });
        let Some(origin) = origin.filter(|_| base != Base::Event) else {
            return Found::unknown(timex::unknown(unit), unit);
        };
        if unit < origin.grain && origin.grain != Unit::Day {
            let known = timex::year(Some(counted_year(origin.day)));
            let rest = timex::unknown(unit).trim_start_matches("XXXX");
            return Found::unknown(format!("{known}{rest}"), unit);
        }
        let Some(day) = shifted(origin.day, amount, unit, later) else {
            return Found::unknown(timex::unknown(unit), unit);
        };
        // "two weeks ago" is a day when it is not hedged, as "ten days ago" is.
        let finest = match unit {
            Unit::Week if modifier.is_none() && origin.grain == Unit::Day => Unit::Day,
            Unit::Decade | Unit::Century => Unit::Year,
            unit => unit,
        };
        let grain = if finest < origin.grain { origin.grain } else { finest };
        Found::known(unit_days(day, grain), origin.basis, timex::unit(day, grain), grain)
    }

    fn duration(&self, amount: Amount, unit: Unit, frame: Frame, of: Option<Calendar>) -> Found {
        let text = timex::duration(amount, unit);
        let found = |days, basis| Found::known(days, basis, text.clone(), unit);
        let whole = of.map(|of| self.calendar(of));
        match (frame, whole) {
            (Frame::Free | Frame::Age, _) | (Frame::First | Frame::Last, None) => Found::unknown(text, unit),
            (Frame::First, Some(whole)) => {
                let days = whole.days.and_then(|days| {
                    let end = shifted(days.start, amount, unit, true)?.checked_sub(1.day()).ok()?;
                    Some(Days::between(days.start, end.min(days.end)))
                });
                found(days, whole.basis)
            }
            (Frame::Last, Some(whole)) => {
                let days = whole.days.and_then(|days| {
                    let start = shifted(days.end, amount, unit, false)?.checked_add(1.day()).ok()?;
                    Some(Days::between(start.max(days.start), days.end))
                });
                found(days, whole.basis)
            }
            (Frame::Past | Frame::Next | Frame::Following, _) => {
                let base = if frame == Frame::Following { Base::Text } else { Base::Now };
                let Some(origin) = self.origin(base).or_else(|| self.origin(Base::Now)) else {
                    return Found::unknown(text, unit);
                };
                let other = shifted(origin.day, amount, unit, frame != Frame::Past);
                found(other.map(|other| Days::between(other, origin.day)), origin.basis)
            }
        }
    }

    fn nth(&self, number: i8, unit: Unit, of: Option<Calendar>) -> Found {
        let unresolved = || match unit {
            Unit::Day => Found::unknown("XXXX-XX-XX", unit),
            _ => Found::unknown(timex::duration(Amount::ONE, unit), unit),
        };
        let Some(whole) = of.map(|of| self.calendar(of)) else { return unresolved() };
        let Some(days) = whole.days else { return unresolved() };
        let amount = |n: i8| Amount::Tenths(u32::from(n.unsigned_abs()) * 10);
        let range = if number > 0 {
            let start = shifted(days.start, amount(number - 1), unit, true);
            start.and_then(|start| Some((start, shifted(start, Amount::ONE, unit, true)?.checked_sub(1.day()).ok()?)))
        } else {
            shifted(days.end, Amount::ONE, unit, false)
                .and_then(|before| Some((before.checked_add(1.day()).ok()?, days.end)))
        };
        let Some((start, end)) = range.filter(|(start, _)| *start <= days.end) else { return unresolved() };
        let text = match unit {
            Unit::Day | Unit::Month | Unit::Year => timex::unit(start, unit),
            _ => timex::duration(Amount::ONE, unit),
        };
        Found::known(Some(Days::between(start, end.max(start))), whole.basis, text, unit)
    }

    fn nth_weekday(&self, number: i8, weekday: u8, of: Calendar) -> Found {
        let whole = self.calendar(of);
        let day = whole.days.and_then(|days| {
            if number < 0 {
                return nearest_weekday(days.end, weekday, false);
            }
            let first = nearest_weekday(days.start, weekday, true)?;
            let day = first.checked_add(i64::from(number - 1).weeks()).ok()?;
            Some(day).filter(|day| *day <= days.end)
        });
        match day {
            Some(day) => Found::known(Some(Days::one(day)), whole.basis, timex::day(day), Unit::Day),
            None => Found::unknown(timex::unknown(Unit::Day), Unit::Day),
        }
    }

    /// A feast: its year at most, since its days follow the moon.
    fn festival(year: Year) -> Found {
        let year = match year {
            Year::Full(year) => Some(year),
            Year::Short(_) | Year::Open | Year::Relative(..) => None,
        };
        Found::unknown(timex::year(year), Unit::Year)
    }

    fn narrowed(&self, days: Days, modifier: Modifier) -> Days {
        let here = self.origin(Base::Now).map(|o| o.day).filter(|day| (days.start..=days.end).contains(day));
        match modifier {
            Modifier::Early | Modifier::Start => days.share(0, 1, 3),
            Modifier::Mid | Modifier::Middle => days.share(1, 2, 3),
            Modifier::Late | Modifier::End => days.share(2, 3, 3),
            Modifier::FirstHalf => days.share(0, 1, 2),
            Modifier::SecondHalf => days.share(1, 2, 2),
            Modifier::SoFar | Modifier::Earlier => Days { end: here.unwrap_or(days.end), ..days },
            Modifier::Later => Days { start: here.unwrap_or(days.start), ..days },
            Modifier::Approx | Modifier::Whole | Modifier::More | Modifier::Less => days,
        }
    }
}

/// The year of a month in a history: that of the time told of last, unless that would leap far back.
fn narrated_year(year: i16, origin: Origin, calendar: Calendar) -> i16 {
    if origin.grain >= Unit::Year {
        return year;
    }
    let back = origin.day.month() - first_month(calendar.part);
    let winter = calendar.part == YearPart::Season(Season::Winter);
    if winter && origin.day.month() >= 9 || !winter && back >= 8 { year.saturating_add(1) } else { year }
}

fn century(number: i16) -> Found {
    let first = (number.saturating_abs() - 1).saturating_mul(100);
    let days = if number > 0 { days::years(first.max(1), 100) } else { days::years(-first - 100, 100) };
    let era = if number < 0 { "BC" } else { "" };
    Found::known(days, TimeBasis::Explicit, format!("{era}{:02}", number.saturating_abs() - 1), Unit::Century)
}

fn reference_text(reference: Reference) -> &'static str {
    match reference {
        Reference::Past => "PAST_REF",
        Reference::Present => "PRESENT_REF",
        Reference::Future => "FUTURE_REF",
    }
}

fn set(amount: Amount, unit: Unit, of: Option<Calendar>) -> String {
    match (of, amount, unit) {
        (Some(calendar), ..) => timex::calendar(None, calendar),
        (None, Amount::ONE, Unit::Day | Unit::Night | Unit::Week) => timex::unknown(unit).to_owned(),
        _ => timex::duration(amount, unit),
    }
}
