//! Values as TIMEX3 writes them: `2024-11-23`, `2024-W12`, `P3D`, `2017-SU`, `PRESENT_REF`.
//!
//! Invariant: what is not known is written with `X`, never guessed.

use jiff::civil::Date;

use super::super::value::{Amount, Calendar, Clock, DayPart, Season, Unit, YearPart};
use super::days::{counted_year, season_of};

/// `2014`, `BC0490`, `XXXX`
pub(super) fn year(year: Option<i16>) -> String {
    match year {
        Some(year) if year < 0 => format!("BC{:04}", -i32::from(year)),
        Some(year) => format!("{year:04}"),
        None => "XXXX".to_owned(),
    }
}

/// `2024-11-23`, `XXXX-10`, `2017-SU`, `1989-Q3`
pub(super) fn calendar(said: Option<i16>, calendar: Calendar) -> String {
    let year = year(said);
    match (calendar.part, calendar.day) {
        (YearPart::Month(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
        (YearPart::Month(month), None) => format!("{year}-{month:02}"),
        (YearPart::Season(season), _) => format!("{year}-{}", self::season(season)),
        (YearPart::Quarter(n), _) => format!("{year}-Q{n}"),
        (YearPart::Half(n), _) => format!("{year}-H{n}"),
        (YearPart::Whole, _) => match calendar.weekday {
            Some(weekday) => format!("{year}-WXX-{weekday}"),
            None => year,
        },
    }
}

fn season(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Autumn => "FA",
        Season::Winter => "WI",
    }
}

/// A day, as far as the unit is fine.
pub(super) fn unit(day: Date, unit: Unit) -> String {
    let counted = counted_year(day);
    let year = year(Some(counted));
    let iso = day.iso_week_date();
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => self::day(day),
        Unit::Night => format!("{}TNI", self::day(day)),
        Unit::Week | Unit::Fortnight => format!("{:04}-W{:02}", iso.year(), iso.week()),
        Unit::Weekend => format!("{:04}-W{:02}-WE", iso.year(), iso.week()),
        Unit::Month => format!("{year}-{:02}", day.month()),
        Unit::Quarter => format!("{year}-Q{}", (day.month() as u8).div_ceil(3)),
        Unit::Season => {
            let (season, counted) = season_of(day);
            format!("{}-{}", self::year(Some(counted)), self::season(season))
        }
        Unit::Year => year,
        Unit::Decade => year[..year.len() - 1].to_owned(),
        Unit::Century => year[..year.len() - 2].to_owned(),
    }
}

/// A day.
pub(super) fn day(day: Date) -> String {
    format!("{}-{:02}-{:02}", year(Some(counted_year(day))), day.month(), day.day())
}

/// What is unknown of a unit.
pub(super) fn unknown(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => "XXXX-XX-XXTXX",
        Unit::Night => "XXXX-XX-XXTNI",
        Unit::Day => "XXXX-XX-XX",
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Season | Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
    }
}

/// `P3D`, `PT2H`, `PXM`, `P2.5Y`
pub(super) fn duration(amount: Amount, unit: Unit) -> String {
    let (time, letters) = match unit {
        Unit::Second => ("T", "S"),
        Unit::Minute => ("T", "M"),
        Unit::Hour => ("T", "H"),
        Unit::Day => ("", "D"),
        Unit::Night => ("", "NI"),
        Unit::Weekend => ("", "WE"),
        Unit::Week | Unit::Fortnight => ("", "W"),
        Unit::Month => ("", "M"),
        Unit::Quarter => ("", "Q"),
        Unit::Season => ("", "S"),
        Unit::Year => ("", "Y"),
        Unit::Decade => ("", "DE"),
        Unit::Century => ("", "CE"),
    };
    let number = match amount {
        Amount::Vague => "X".to_owned(),
        Amount::Tenths(n) if unit == Unit::Fortnight => (n / 5).to_string(),
        Amount::Tenths(n) if n.is_multiple_of(10) => (n / 10).to_string(),
        Amount::Tenths(n) if n < 10 => format!(".{n}"),
        Amount::Tenths(n) => format!("{}.{}", n / 10, n % 10),
    };
    format!("P{time}{number}{letters}")
}

/// `T19:15`, `TMO`, nothing.
pub(super) fn time(part: Option<DayPart>, clock: Option<Clock>) -> String {
    if let Some(clock) = clock {
        let minute = clock.minute.unwrap_or(0);
        let second = clock.second.map_or(String::new(), |s| format!(":{s:02}"));
        return format!("T{:02}:{minute:02}{second}", clock.hour);
    }
    let Some(part) = part else { return String::new() };
    let code = match part {
        DayPart::Morning => "TMO",
        DayPart::Midday => "TMI",
        DayPart::Noon => "T12:00",
        DayPart::Afternoon => "TAF",
        DayPart::Evening => "TEV",
        DayPart::Night => "TNI",
        DayPart::Midnight => "T24:00",
        DayPart::Daytime => "TDT",
    };
    code.to_owned()
}
