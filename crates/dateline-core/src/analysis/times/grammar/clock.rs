//! Times of day: clocks, parts of the day, and either of them joined with a day.
//!
//! Invariant: hours are 0 to 24, minutes and seconds 0 to 59.

use nom::Parser;
use nom::combinator::opt;

use super::super::term::{Kind, Term};
use super::super::value::{Base, Clock, Core, DayPart, Modifier, Moment, Unit};
use super::super::words::Meridiem;
use super::cursor::{Cursor, Parse, is, miss, word};
use super::date::step_offset;
use super::relative::{day_level, modifier};
use crate::analysis::phrase::kinds;
use crate::text::TokenKind;

/// A time of day without its day.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct TimeOfDay {
    modifier: Option<Modifier>,
    part: Option<DayPart>,
    clock: Option<Clock>,
}

/// `9:52 am`, `19:00 hr`, `5 p.m. EST`, `9.30 am`, `4 o'clock`, `15:11 GMT`
pub(super) fn clock(c: Cursor<'_>) -> Parse<'_, Clock> {
    if c.kind() != Some(TokenKind::Number) {
        return miss();
    }
    let raw = c.raw();
    let separator = if raw.contains(':') { ':' } else { '.' };
    let mut fields = raw.split(separator).map(|f| f.parse::<u8>().ok().filter(|_| f.len() <= 2));
    let (Some(Some(mut hour)), minute, second) = (fields.next(), fields.next(), fields.next()) else { return miss() };
    if fields.next().is_some() || minute == Some(None) || second == Some(None) {
        return miss();
    }
    let (minute, second) = (minute.flatten(), second.flatten());
    if hour > 24 || minute.is_some_and(|m| m > 59) || second.is_some_and(|s| s > 59) {
        return miss();
    }
    let (next, half) = opt(word!(Meridiem)).parse(c.skip(1))?;
    match half {
        Some(Meridiem::Pm) if hour < 12 => hour += 12,
        Some(Meridiem::Am) if hour == 12 => hour = 0,
        // "5 hours" is a duration, "5 o'clock" is not; "05:30hrs" is a clock.
        Some(Meridiem::Hours) if minute.is_none() && !next_is_oclock(c.skip(1)) => return miss(),
        None if minute.is_none() || separator == '.' => return miss(),
        _ => {}
    }
    let (next, _) = opt(is(Term::Zone)).parse(next)?;
    Ok((next, Clock { hour, minute, second }))
}

fn next_is_oclock(c: Cursor<'_>) -> bool {
    !c.has_any(kinds![Unit]) && c.raw().len() > 3
}

fn part(c: Cursor<'_>) -> Parse<'_, DayPart> {
    word!(Part)(c)
}

fn lone_part(c: Cursor<'_>) -> Parse<'_, DayPart> {
    let (next, part) = word!(LonePart)(c)?;
    // "at night" is a time, "night raids" is not.
    let joined = c.before().is_some_and(|b| b.has(Term::On) || b.has(Term::Preposition));
    let closed = next.kind() != Some(TokenKind::Word) || next.has(Term::On) || next.has(Term::Preposition);
    let name = c.is_capitalised() && c.before().is_some();
    if (joined && !name) || (part != DayPart::Night && closed && !name) || c.raw().len() > 8 {
        Ok((next, part))
    } else {
        miss()
    }
}

/// `around 9:52 am`, `early morning`, `the morning`
fn time_of_day(c: Cursor<'_>) -> Parse<'_, TimeOfDay> {
    let (lead, modifier) = opt(modifier).parse(c)?;
    if let Ok((next, clock)) = clock(lead) {
        return Ok((next, TimeOfDay { modifier, clock: Some(clock), part: None }));
    }
    let lead = lead.past(Term::The);
    let (lead, inner) = if modifier.is_none() { opt(super::relative::modifier).parse(lead)? } else { (lead, None) };
    let (next, part) = part(lead)?;
    Ok((next, TimeOfDay { modifier: modifier.or(inner), part: Some(part), clock: None }))
}

impl TimeOfDay {
    fn on(self, day: Moment) -> Moment {
        Moment {
            core: day.core,
            modifier: self.modifier.or(day.modifier),
            part: self.part.or(day.part),
            clock: self.clock.or(day.clock),
        }
    }
}

/// A day with a time of day behind it: `Thursday evening`, `Friday at dawn`, `Nov. 23, at around 9 pm`.
pub(super) fn day_then_time(c: Cursor<'_>) -> Parse<'_, Moment> {
    let (end, day) = day_level(c)?;
    if !is_day(&day) {
        return miss();
    }
    let joint = end.past_mark(",").past(Term::On);
    let (next, time) = time_of_day(joint)?;
    // "on Saturday in the early hours": another phrase; "yesterday, the evening …" too.
    if time.clock.is_none() && joint.at > end.at && end.raw() == "," {
        return miss();
    }
    Ok((next, time.on(day)))
}

/// A time of day with its day behind it: `9:52 am on Saturday`, `the morning of December 28`, `midnight Friday`.
pub(super) fn time_then_day(c: Cursor<'_>) -> Parse<'_, Moment> {
    let (next, time) = time_of_day(c)?;
    let joint = next.past_mark(",").past(Term::On);
    let (end, day) = day_level(joint)?;
    if !is_day(&day) || (next.raw() == "," && time.clock.is_none()) {
        return miss();
    }
    Ok((end, time.on(day)))
}

fn is_day(moment: &Moment) -> bool {
    match moment.core {
        Core::Calendar(calendar) => calendar.is_day(),
        Core::Unit(unit, ..) => unit == Unit::Day,
        _ => false,
    }
}

/// A time of day alone: `9:52 am`, `at dawn`, `overnight`, `this morning`, `last night`, `the evening`.
pub(super) fn time_alone(c: Cursor<'_>) -> Parse<'_, Moment> {
    let (lead, modifier) = opt(modifier).parse(c)?;
    let of = |core: Core, part, clock| Moment { core, modifier, part, clock };
    if let Ok((next, clock)) = clock(lead) {
        return Ok((next, of(Core::TimeOfDay, None, Some(clock))));
    }
    if let Ok((next, step)) = word!(Step)(lead)
        && let Ok((end, part)) = part(next)
    {
        let (offset, base) = step_offset(step);
        return Ok((end, of(Core::Unit(Unit::Day, offset, base), Some(part), None)));
    }
    let joined = c.before().is_some_and(|b| b.has(Term::Preposition) || b.has(Term::On));
    if let Ok((next, ())) = is(Term::The)(lead)
        && (joined || modifier.is_some())
    {
        let (next, inner) = opt(super::relative::modifier).parse(next)?;
        if let Ok((end, part)) = part(next)
            && !end.has(Term::Of)
        {
            let shifted = word!(DayShift)(end);
            let (end, core) = shifted.map_or((end, Core::TimeOfDay), |(after, shift)| {
                (after, Core::Unit(Unit::Day, super::relative::sign(shift), Base::Text))
            });
            return Ok((end, Moment { core, modifier: modifier.or(inner), part: Some(part), clock: None }));
        }
    }
    let (next, part) = lone_part(lead)?;
    Ok((next, of(Core::TimeOfDay, Some(part), None)))
}

/// `tonight` and `last night` are parts of a day; used by the words for days.
pub(super) const fn night_of(offset: i16) -> Moment {
    Moment { core: Core::Unit(Unit::Day, offset, Base::Now), modifier: None, part: Some(DayPart::Night), clock: None }
}
