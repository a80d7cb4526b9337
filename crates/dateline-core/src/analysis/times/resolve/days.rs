//! Arithmetic on days: what a month, season or week covers, and steps from one to the next.
//!
//! Invariant: out of the calendar's range is `None`, never a wrong day.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::super::value::{Amount, Season, Unit, YearPart};

/// Days from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) start: Date,
    pub(super) end: Date,
}

impl Days {
    pub(super) fn one(day: Date) -> Self {
        Self { start: day, end: day }
    }

    /// Both, put in order.
    pub(super) fn between(a: Date, b: Date) -> Self {
        Self { start: a.min(b), end: a.max(b) }
    }

    pub(super) fn len(self) -> i32 {
        self.start.until(self.end).map_or(0, |s| s.get_days()) + 1
    }

    /// The number of months that it covers whole.
    fn months(self) -> Option<i32> {
        let next = self.end.tomorrow().ok().filter(|next| next.day() == 1 && self.start.day() == 1)?;
        let years = i32::from(next.year()) - i32::from(self.start.year());
        Some(years * 12 + i32::from(next.month()) - i32::from(self.start.month()))
    }

    /// From its `from`th to its `to`th of `parts` equal parts: in months where those divide it ("the first half of 2024"),
    /// else in days.
    pub(super) fn share(self, from: i32, to: i32, parts: i32) -> Self {
        let len = self.len();
        let months = self.months().filter(|months| months % parts == 0);
        let step = |n: i32| months.map_or_else(|| (len * n / parts).days(), |months| (months * n / parts).months());
        let at = |n: i32| self.start.checked_add(step(n)).unwrap_or(self.end);
        let start = at(from);
        let end = at(to).checked_sub(1.day()).unwrap_or(self.end);
        if len < parts { self } else { Self { start, end: end.max(start).min(self.end) } }
    }
}

/// The civil year of a year as counted, where -1 is 1 BC.
fn civil_year(year: i16) -> i16 {
    if year < 0 { year + 1 } else { year }
}

/// The year as counted of a civil day.
pub(super) fn counted_year(day: Date) -> i16 {
    if day.year() <= 0 { day.year() - 1 } else { day.year() }
}

fn ymd(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(civil_year(year), month, day).ok()
}

/// The days of a part of a year.
pub(super) fn part_days(year: i16, part: YearPart, day: Option<u8>) -> Option<Days> {
    let months = |from: i8, to: i8| Some(Days { start: ymd(year, from, 1)?, end: ymd(year, to, 1)?.last_of_month() });
    match part {
        YearPart::Whole => months(1, 12),
        YearPart::Month(month) => match day {
            Some(day) => ymd(year, month as i8, day as i8).map(Days::one),
            None => months(month as i8, month as i8),
        },
        YearPart::Season(Season::Spring) => months(3, 5),
        YearPart::Season(Season::Summer) => months(6, 8),
        YearPart::Season(Season::Autumn) => months(9, 11),
        // The winter of a year is the one that ends in it.
        YearPart::Season(Season::Winter) => {
            let start = ymd(year, 1, 1)?.checked_sub(1.month()).ok()?;
            Some(Days { start, end: ymd(year, 2, 1)?.last_of_month() })
        }
        YearPart::Quarter(n) => months(n as i8 * 3 - 2, n as i8 * 3),
        YearPart::Half(n) => months(n as i8 * 6 - 5, n as i8 * 6),
    }
}

/// The first month of a part of the year.
pub(super) fn first_month(part: YearPart) -> i8 {
    match part {
        YearPart::Whole => 1,
        YearPart::Month(n) => n as i8,
        YearPart::Season(Season::Spring) => 3,
        YearPart::Season(Season::Summer) => 6,
        YearPart::Season(Season::Autumn) => 9,
        YearPart::Season(Season::Winter) => 12,
        YearPart::Quarter(n) => n as i8 * 3 - 2,
        YearPart::Half(n) => n as i8 * 6 - 5,
    }
}

/// The ISO week of a day, Monday to Sunday.
pub(super) fn week(day: Date) -> Option<Days> {
    let monday = day.checked_sub(i32::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
    Some(Days { start: monday, end: monday.checked_add(6.days()).ok()? })
}

/// The season of a day.
pub(super) fn season_of(day: Date) -> (Season, i16) {
    let year = counted_year(day);
    match day.month() {
        3..=5 => (Season::Spring, year),
        6..=8 => (Season::Summer, year),
        9..=11 => (Season::Autumn, year),
        12 => (Season::Winter, year.saturating_add(1)),
        _ => (Season::Winter, year),
    }
}

/// The unit around a day.
pub(super) fn unit_days(day: Date, unit: Unit) -> Option<Days> {
    let year = counted_year(day);
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Night => Some(Days::one(day)),
        Unit::Week => week(day),
        Unit::Fortnight => Some(Days { start: week(day)?.start, end: week(day)?.end.checked_add(7.days()).ok()? }),
        Unit::Weekend => {
            let week = week(day)?;
            Some(Days { start: week.start.checked_add(5.days()).ok()?, end: week.end })
        }
        Unit::Month => part_days(year, YearPart::Month(day.month() as u8), None),
        Unit::Quarter => part_days(year, YearPart::Quarter((day.month() as u8).div_ceil(3)), None),
        Unit::Season => {
            let (season, year) = season_of(day);
            part_days(year, YearPart::Season(season), None)
        }
        Unit::Year => part_days(year, YearPart::Whole, None),
        Unit::Decade => years(year - year.rem_euclid(10), 10),
        Unit::Century => years(year - year.rem_euclid(100), 100),
    }
}

/// So many years from the first.
pub(super) fn years(first: i16, count: i16) -> Option<Days> {
    let last = first.checked_add(count - 1)?;
    Some(Days { start: ymd(first.max(-9000), 1, 1)?, end: ymd(last, 12, 31)? })
}

/// So many tenths of a unit; `None` for what is no whole number of days.
fn length(tenths: u32, unit: Unit) -> Option<Span> {
    let (whole, half) = (i64::from(tenths / 10), !tenths.is_multiple_of(10));
    if whole > 20_000 {
        return None;
    }
    let span = Span::new();
    match (unit, half) {
        (Unit::Second | Unit::Minute, _) => Some(span),
        (Unit::Hour, _) => span.try_days(whole / 24).ok(),
        (Unit::Day | Unit::Night, _) => span.try_days(whole).ok(),
        (Unit::Week | Unit::Weekend, half) => span.try_days(whole * 7 + if half { 3 } else { 0 }).ok(),
        (Unit::Fortnight, _) => span.try_days(whole * 14).ok(),
        (Unit::Month, half) => span.try_months(whole).ok()?.try_days(if half { 15 } else { 0 }).ok(),
        (Unit::Quarter | Unit::Season, _) => span.try_months(whole * 3).ok(),
        (Unit::Year, half) => span.try_years(whole).ok()?.try_months(if half { 6 } else { 0 }).ok(),
        (Unit::Decade, half) => span.try_years(whole * 10 + if half { 5 } else { 0 }).ok(),
        (Unit::Century, half) => span.try_years(whole * 100 + if half { 50 } else { 0 }).ok(),
    }
}

/// The day so far before or behind another.
pub(super) fn shifted(day: Date, amount: Amount, unit: Unit, later: bool) -> Option<Date> {
    let Amount::Tenths(tenths) = amount else { return None };
    let span = length(tenths, unit)?;
    if later { day.checked_add(span).ok() } else { day.checked_sub(span).ok() }
}

/// A weekday on or before (`later` false), or on or behind a day.
pub(super) fn nearest_weekday(day: Date, weekday: u8, later: bool) -> Option<Date> {
    let wanted = Weekday::from_monday_one_offset(weekday as i8).ok()?;
    let today = i32::from(day.weekday().to_monday_zero_offset());
    let gap = i32::from(wanted.to_monday_zero_offset()) - today;
    if later {
        day.checked_add(gap.rem_euclid(7).days()).ok()
    } else {
        day.checked_sub((-gap).rem_euclid(7).days()).ok()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn shares_and_weekdays() {
        let october = part_days(2024, YearPart::Month(10), None).expect("a month");
        assert_eq!(october.share(0, 1, 3).end, date(2024, 10, 10));
        assert_eq!(october.share(2, 3, 3).end, date(2024, 10, 31));
        let saturday = date(2024, 11, 23);
        assert_eq!(nearest_weekday(saturday, 6, false), Some(saturday));
        assert_eq!(nearest_weekday(saturday, 4, false), Some(date(2024, 11, 21)));
        assert_eq!(nearest_weekday(saturday, 1, true), Some(date(2024, 11, 25)));
        assert_eq!(part_days(2023, YearPart::Month(2), Some(30)), None);
    }
}
