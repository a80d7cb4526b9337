//! Publication dates as containers write them. Invariant: a date that cannot be read is no date; none is guessed.

use dateline_model::When;
use jiff::civil::{Date, DateTime};

/// Reads `2024-11-23`, `2024-11-23T12:15:23+03:00`, `20241123`, `Sat, 23 Nov 2024 12:15:23 +0300`.
///
/// The day and the hour are those of the zone in which they are written: it is the house's own.
pub(crate) fn parse(text: &str) -> Option<When> {
    let text = text.trim();
    if let Ok(zoned) = jiff::fmt::rfc2822::parse(text) {
        return Some(at(zoned.datetime()));
    }
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse::<Date>().ok().map(When::from);
    }
    let day = text.get(..10)?.parse::<Date>().ok()?;
    let clock = text.get(11..19).filter(|_| matches!(text.as_bytes()[10], b'T' | b't' | b' '));
    let time = clock.and_then(|clock| clock.parse().ok());
    Some(When { date: day, time })
}

/// A moment with the seconds' parts left out.
pub(crate) fn at(moment: DateTime) -> When {
    let time = moment.time();
    let whole = jiff::civil::Time::new(time.hour(), time.minute(), time.second(), 0).ok();
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
