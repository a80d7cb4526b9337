//! Publication dates as containers write them. Invariant: a date that cannot be read is no date; none is guessed.

use dateline_model::When;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime::BrokenDownTime;

/// Reads `2024-11-23`, `2024-11-23T12:15:23+03:00`, `20241123`, `Sat, 23 Nov 2024 12:15:23 +0300`, `23 November 2024`,
/// `Nov 23, 2024, 12:15`, and seconds or milliseconds since 1970.
///
/// The day and the hour are those of the zone in which they are written: it is the house's own. Days in figures alone
/// that do not begin with the year are not read: houses write day and month in either order.
pub(crate) fn parse(text: &str) -> Option<When> {
    let text = text.trim();
    if let Ok(zoned) = jiff::fmt::rfc2822::parse(text) {
        return Some(at(zoned.datetime()));
    }
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse::<Date>().ok().map(When::from);
    }
    if let Some(date) = text.get(..10).and_then(|day| day.parse::<Date>().ok()) {
        let clock = text.get(11..19).filter(|_| matches!(text.as_bytes()[10], b'T' | b't' | b' '));
        return Some(When { date, time: clock.and_then(|clock| clock.parse().ok()) });
    }
    since_1970(text).or_else(|| named(text))
}

/// Whole seconds or milliseconds since 1970, with as many figures as they have between 1973 and 2286.
fn since_1970(text: &str) -> Option<When> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let figures = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if !figures(whole) || !figures(part) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    match whole.len() {
        9 | 10 => from_seconds(number),
        12 | 13 if part.is_empty() => from_seconds(number / 1_000),
        _ => None,
    }
}

/// A day whose month is a word, and the time of day behind it when there is one.
fn named(text: &str) -> Option<When> {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '-')).filter(|word| !word.is_empty()).collect();
    let is_weekday = |word: &str| ["%A", "%a"].iter().any(|form| BrokenDownTime::parse(form, word).is_ok());
    let words = words.get(usize::from(words.first().is_some_and(|word| is_weekday(word)))..)?;
    let (day, rest) = words.split_at_checked(3)?;
    let day = day.join(" ");
    let forms = ["%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y"];
    let date = forms.iter().find_map(|form| BrokenDownTime::parse(form, &day).ok()?.to_date().ok())?;
    let clock = rest.join(" ");
    let time = ["%H:%M:%S", "%H:%M"].iter().find_map(|form| {
        let (time, read) = BrokenDownTime::parse_prefix(form, &clock).ok()?;
        // Hours by twelve, and marks that are no zone, are not read.
        let zone = clock[read..].trim();
        let is_zone = zone.is_empty() || zone.starts_with('+') || zone.bytes().all(|b| b.is_ascii_digit());
        time.to_time().ok().filter(|_| is_zone)
    });
    // A year of two figures may be of any century.
    (date.year() >= 1_000).then_some(When { date, time })
}

/// A moment with the seconds' parts left out.
pub(crate) fn at(moment: DateTime) -> When {
    let time = moment.time();
    let whole = Time::new(time.hour(), time.minute(), time.second(), 0).ok();
    When { date: moment.date(), time: whole }
}

/// Seconds since 1970, in UTC.
pub(crate) fn from_seconds(seconds: i64) -> Option<When> {
    let stamp = jiff::Timestamp::from_second(seconds).ok()?;
    Some(at(stamp.to_zoned(jiff::tz::TimeZone::UTC).datetime()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn dates_of_containers_are_read_and_others_left() {
        for (written, expected) in [
            ("2024-11-23", Some("2024-11-23")),
            ("2024-11-23T12:15:23+03:00", Some("2024-11-23T12:15:23")),
            ("2024-11-23 12:15:23.123Z", Some("2024-11-23T12:15:23")),
            ("20241123", Some("2024-11-23")),
            ("Sat, 23 Nov 2024 12:15:23 +0300", Some("2024-11-23T12:15:23")),
            ("23 Nov 2024", Some("2024-11-23")),
            ("Saturday, 23 november 2024", Some("2024-11-23")),
            ("3-May-2024", Some("2024-05-03")),
            ("Nov 23, 2024, 09:15", Some("2024-11-23T09:15:00")),
            ("November 23, 2024 12:15:23 +0300", Some("2024-11-23T12:15:23")),
            ("23 Nov 2024 09:15 PM", Some("2024-11-23")),
            ("1732406400", Some("2024-11-24T00:00:00")),
            ("1732406400.25", Some("2024-11-24T00:00:00")),
            ("1732406400123", Some("2024-11-24T00:00:00")),
            ("31 Feb 2024", None),
            ("23 Nov 24", None),
            ("11/12/2024", None),
            ("17324064001", None),
            ("2024-13-23", None),
            ("yesterday", None),
            ("", None),
            ("ééééééé", None),
        ] {
            assert_eq!(super::parse(written).map(|when| when.to_string()).as_deref(), expected, "{written}");
        }
        assert_eq!(super::from_seconds(0).unwrap().to_string(), "1970-01-01T00:00:00");
    }
}
