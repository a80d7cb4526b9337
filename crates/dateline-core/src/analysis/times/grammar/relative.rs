//! Times that are relative to the moment of speech or to the time told of last, and modifiers of any time.
//!
//! Invariant: nothing here is resolved; a step keeps its base.

use nom::Parser;
use nom::combinator::opt;

use super::super::term::{Kind, Term};
use super::super::value::{Amount, Base, Calendar, Core, Frame, Modifier, Moment, Step, Unit, Year, YearPart};
use super::super::words::{Deictic, Shift};
use super::clock::night_of;
use super::cursor::{Cursor, Parse, is, longest, miss, ordinal, word};
use super::date::{calendar, relative_year, said_year, step_offset};
use super::length::amount_unit;
use super::sentence::{Remembered, remembered};
use crate::analysis::phrase::kinds;
use crate::text::TokenKind;

/// A time of a day or more.
pub(super) fn day_level(c: Cursor<'_>) -> Parse<'_, Moment> {
    remembered(Remembered::DayLevel, any_day_level, c)
}

fn any_day_level(c: Cursor<'_>) -> Parse<'_, Moment> {
    longest(c, &[calendar, deictic, stepped, stepped_calendar, shifted_day, nth, modified, unit_end, the_weekend])
}

/// The modifier's word.
pub(super) fn modifier(c: Cursor<'_>) -> Parse<'_, Modifier> {
    word!(Modifier)(c)
}

fn step(c: Cursor<'_>) -> Parse<'_, Step> {
    word!(Step)(c)
}

pub(super) fn unit(c: Cursor<'_>) -> Parse<'_, Unit> {
    word!(Unit)(c)
}

/// -1 for what lies before, 1 for what lies behind.
pub(super) fn sign(shift: Shift) -> i16 {
    match shift {
        Shift::Ago | Shift::Earlier => -1,
        Shift::Later | Shift::Hence => 1,
    }
}

/// `yesterday`, `tonight`, `the day before yesterday`
fn deictic(c: Cursor<'_>) -> Parse<'_, Moment> {
    let (next, word) = word!(Deictic)(c)?;
    let day = |offset| Core::Unit(Unit::Day, offset, Base::Now).into();
    let moment = match word {
        Deictic::Today => day(0),
        Deictic::Yesterday => day(-1),
        Deictic::Tomorrow => day(1),
        Deictic::BeforeYesterday => day(-2),
        Deictic::AfterTomorrow => day(2),
        Deictic::Tonight => night_of(0),
        Deictic::YearAgo => Core::Unit(Unit::Year, -1, Base::Now).into(),
    };
    Ok((next, moment))
}

/// `last week`, `that day`, `the previous year`, `this decade`
fn stepped(c: Cursor<'_>) -> Parse<'_, Moment> {
    let (next, step) = step(c)?;
    let lead = next.past(Term::More);
    let (end, unit) = unit(lead)?;
    if is_plural(lead) {
        return miss();
    }
    // "the next three" is an amount; "the past year" a length of time; "this day" of "these days" is none.
    if step == Step::Past && !matches!(unit, Unit::Quarter | Unit::Weekend) {
        return Ok((end, Core::Duration(Amount::ONE, unit, Frame::Past, None).into()));
    }
    let (offset, base) = step_offset(step);
    Ok((end, Core::Unit(unit, offset, base).into()))
}

/// A plural: an amount, where one unit is meant to stand.
pub(super) fn is_plural(c: Cursor<'_>) -> bool {
    c.has_any(kinds![BarePlural])
}

/// `last July`, `next Monday`, `this summer`, `the previous Friday`, `that Saturday`
fn stepped_calendar(c: Cursor<'_>) -> Parse<'_, Moment> {
    let (next, step) = step(c)?;
    let (lead, modifier) = opt(modifier).parse(next)?;
    let (end, moment) = calendar(lead)?;
    let Core::Calendar(calendar) = moment.core else { return miss() };
    if calendar.part == YearPart::Whole && !calendar.is_day() {
        return miss();
    }
    let step = if calendar.year == Year::Open { Some(step) } else { None };
    Ok((end, Moment { modifier, ..Calendar { step, ..calendar }.into() }))
}

/// `the day before`, `the year after`, `the day following`
fn shifted_day(c: Cursor<'_>) -> Parse<'_, Moment> {
    let (c, ()) = is(Term::The)(c)?;
    let (next, unit) = unit(c)?;
    let (end, shift) = word!(DayShift)(next)?;
    let base = shift_base(end, shift);
    Ok((end, Core::Unit(unit, sign(shift), base).into()))
}

/// "the day after the attack" counts from the event named behind it; "the day after." from the time told of last.
pub(super) fn shift_base(end: Cursor<'_>, shift: Shift) -> Base {
    let event = end.kind() == Some(TokenKind::Word)
        && end.before().is_some_and(|last| last.has(Term::Shift(shift)) && last.has(Term::Preposition))
        && !end.has(Term::On)
        && !end.has(Term::And);
    if event { Base::Event } else { Base::Text }
}

/// `the second week of May`, `the last week of August`, `the last Friday of October`, `the first day`
fn nth(c: Cursor<'_>) -> Parse<'_, Moment> {
    let (lead, _) = opt(is(Term::The)).parse(c)?;
    let (next, number) = match ordinal(lead) {
        Ok((next, number)) if number <= 31 => (next, number as i8),
        Ok(_) => return miss(),
        Err(_) => step(c).and_then(|(next, s)| if s == Step::Last { Ok((next, -1)) } else { miss() })?,
    };
    if let Ok((end, weekday)) = word!(Weekday)(next) {
        let (end, of) = is(Term::Of)(end).and_then(|(of, ())| calendar(of))?;
        let Core::Calendar(of) = of.core else { return miss() };
        return if of.is_day() { miss() } else { Ok((end, Core::NthWeekday(number, weekday, of).into())) };
    }
    let (end, unit) = unit(next)?;
    if matches!(unit, Unit::Century | Unit::Quarter | Unit::Second | Unit::Minute) || is_plural(next) {
        return miss();
    }
    let whole = is(Term::Of)(end).and_then(|(of, ())| calendar(of));
    if let Ok((after, Moment { core: Core::Calendar(of), .. })) = whole {
        return Ok((after, Core::Nth(number, unit, Some(of)).into()));
    }
    // "the last day" without its whole, and "first year students", say no time of their own.
    if number < 0 || lead.at == c.at { miss() } else { Ok((end, Core::Nth(number, unit, None).into())) }
}

/// `early October`, `late last year`, `the end of 2019`, `mid-2014`, `later that month`, `early on May 2`
fn modified(c: Cursor<'_>) -> Parse<'_, Moment> {
    let (next, modifier) = modifier(c)?;
    let lead = next.past_joiner();
    let joint = lead.past(Term::ModifierIn);
    let inner = longest(joint, &[calendar, deictic, stepped, stepped_calendar, nth, the_unit, unit_end]);
    let (end, moment) = inner.or_else(|_| if joint.at > lead.at { day_level(lead) } else { miss() })?;
    let modifier = Some(moment.modifier.filter(|_| modifier == Modifier::Approx).unwrap_or(modifier));
    Ok((end, Moment { modifier, ..moment }))
}

/// `the month`, `the year`: only behind a modifier.
fn the_unit(c: Cursor<'_>) -> Parse<'_, Moment> {
    let (c, ()) = is(Term::The)(c)?;
    let (next, unit) = unit(c)?;
    if matches!(unit, Unit::Second | Unit::Minute | Unit::Night | Unit::Season) {
        return miss();
    }
    Ok((next, Core::Unit(unit, 0, Base::Now).into()))
}

/// `the weekend`: the one before the news.
fn the_weekend(c: Cursor<'_>) -> Parse<'_, Moment> {
    let (c, ()) = is(Term::The)(c)?;
    let (next, ()) = is(Term::Unit(Unit::Weekend))(c)?;
    if is_plural(c) {
        return miss();
    }
    Ok((next, Core::Unit(Unit::Weekend, -1, Base::Now).into()))
}

/// `month's end`, `year-end`
fn unit_end(c: Cursor<'_>) -> Parse<'_, Moment> {
    let (c, _) = opt(is(Term::The)).parse(c)?;
    let (next, unit) = unit(c)?;
    let joint = next.past(Term::Possessive).past_joiner();
    if joint.at == next.at || !matches!(unit, Unit::Week | Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade) {
        return miss();
    }
    let (end, modifier) = word!(End)(joint)?;
    Ok((end, Moment { modifier: Some(modifier), ..Core::Unit(unit, 0, Base::Now).into() }))
}

/// `the past three days`, `the next two weeks`, `the first ten months of 1915`, `the last two weeks of February 1951`
pub(super) fn framed(c: Cursor<'_>) -> Parse<'_, Moment> {
    let (next, frame) = match step(c) {
        Ok((next, step)) => (
            next,
            match step {
                Step::Last | Step::Past => Frame::Past,
                Step::Next => Frame::Next,
                Step::TheNext => Frame::Following,
                Step::This | Step::That => Frame::Free,
                Step::Previous => return miss(),
            },
        ),
        Err(_) => {
            let (lead, ()) = is(Term::The)(c)?;
            let (next, number) = ordinal(lead)?;
            if number != 1 {
                return miss();
            }
            (next, Frame::First)
        }
    };
    let (end, (amount, unit)) = amount_unit(next).or_else(|_| {
        let (end, unit) = word!(BarePlural)(next)?;
        Ok((end, (Amount::Vague, unit)))
    })?;
    let whole = is(Term::Of)(end).and_then(|(of, ())| calendar(of).or_else(|_| whole_year(of)));
    if let Ok((after, Moment { core: Core::Calendar(of), .. })) = whole
        && matches!(frame, Frame::Past | Frame::First)
    {
        let frame = if frame == Frame::Past { Frame::Last } else { frame };
        return Ok((after, Core::Duration(amount, unit, frame, Some(of)).into()));
    }
    Ok((end, Core::Duration(amount, unit, frame, None).into()))
}

/// `the year`, `this year`, `last year` as a whole of which a part is told.
fn whole_year(c: Cursor<'_>) -> Parse<'_, Moment> {
    let named = is(Term::The)(c).and_then(|(lead, ())| is(Term::Unit(Unit::Year))(lead));
    let (end, year) = match named {
        Ok((end, ())) => (end, Year::Relative(0, Base::Now)),
        Err(_) => relative_year(c)?,
    };
    Ok((end, Calendar { year, ..Calendar::OPEN }.into()))
}

/// `so far this year`, `so far in 2024`, `this year so far`
pub(super) fn so_far(c: Cursor<'_>) -> Parse<'_, Moment> {
    let so_far = |moment| Moment { modifier: Some(Modifier::SoFar), ..moment };
    if let Ok((next, ())) = is(Term::SoFarIn)(c).or_else(|_| is(Term::SoFar)(c)) {
        let (end, moment) = day_level(next)?;
        return Ok((end, so_far(moment)));
    }
    let (next, moment) = longest(c, &[stepped, calendar])?;
    let (end, ()) = is(Term::SoFar)(next)?;
    Ok((end, so_far(moment)))
}

/// `Ramadan`, `the month of Ramadan 2024`, `Ashura`
pub(super) fn festival(c: Cursor<'_>) -> Parse<'_, Moment> {
    let (next, index) = word!(Festival)(c)?;
    let year = said_year(next.past_mark(","));
    let (end, year) = year.unwrap_or((next, Year::Open));
    Ok((end, Core::Festival(index, year).into()))
}

/// `that time`, `this period`, `at the time`
pub(super) fn vague(c: Cursor<'_>) -> Parse<'_, Moment> {
    let lead = match step(c) {
        Ok((next, Step::This | Step::That)) => next,
        Ok(_) => return miss(),
        Err(_) => {
            let joined = c.before().is_some_and(|b| b.has(Term::On));
            let (next, ()) = is(Term::The)(c)?;
            if !joined {
                return miss();
            }
            next
        }
    };
    if let Ok((next, ())) = is(Term::Period)(lead) {
        return Ok((next, Core::Period.into()));
    }
    let (next, ()) = is(Term::Vague)(lead)?;
    Ok((next, Core::Vague.into()))
}
