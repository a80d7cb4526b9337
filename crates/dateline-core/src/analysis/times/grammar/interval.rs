//! Two times joined: intervals, and lists whose parts lend each other a month or year.
//!
//! Invariant: each end keeps its own tokens, so that both can be read alone.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;

use super::super::term::{Kind, Term};
use super::super::value::{Calendar, Core, Moment, Part, TimeValue, Year, YearPart};
use super::super::words::Era;
use super::cursor::{Cursor, Parse, figures, is, miss, word};
use super::date::{day, day_first, said_year, year_behind_day};
use super::moment;
use crate::text::TokenKind;

/// Two times, as an interval or as a list.
pub(in super::super) enum Pair {
    /// `between 2014 and 2017`
    Interval(TimeValue),
    /// `May 4 and 5`
    List(Part, Part),
}

fn part(from: Cursor<'_>, to: Cursor<'_>, moment: Moment) -> Part {
    Part { tokens: from.at as u32..to.at as u32, moment }
}

/// `from … to …`, `between … and …`, `… - …`, `since …`, `until …`, `… and …`
pub(in super::super) fn pair(c: Cursor<'_>) -> Parse<'_, Pair> {
    alt((bounded, open, joined)).parse(c)
}

/// `from March to May`, `between 2014 and 2017`, `from the 13th to the 19th of October`
fn bounded(c: Cursor<'_>) -> Parse<'_, Pair> {
    let (lead, ()) = is(Term::From)(c)?;
    let to = |c| alt((is(Term::BetweenAnd), is(Term::To), is(Term::Dash))).parse(c);
    let (end, (first, second)) = two(lead, to)?;
    Ok((end, Pair::Interval(TimeValue::Between(first, second))))
}

/// `since 2003`, `since the beginning of this year until now`, `until May`
fn open(c: Cursor<'_>) -> Parse<'_, Pair> {
    if let Ok((lead, ())) = is(Term::Since)(c)
        && let Ok((end, first)) = moment(lead)
        && is_bound(&first)
        // "the toll from Sunday's blast"
        && !(is(Term::From)(c).is_ok() && is(Term::Possessive)(end).is_ok())
    {
        let first = part(lead, end, first);
        let until = is(Term::Until)(end).and_then(|(to, ())| moment(to).map(|(after, m)| (after, part(to, after, m))));
        if let Ok((after, second)) = until {
            return Ok((after, Pair::Interval(TimeValue::Between(first, second))));
        }
        return Ok((end, Pair::Interval(TimeValue::Since(first))));
    }
    let (lead, ()) = is(Term::Until)(c)?;
    let (end, last) = moment(lead)?;
    if is_bound(&last) { Ok((end, Pair::Interval(TimeValue::Until(part(lead, end, last))))) } else { miss() }
}

/// A length of time is no end of an interval.
fn is_bound(moment: &Moment) -> bool {
    !matches!(moment.core, Core::Duration(..) | Core::Set(..))
}

/// `1861-1863`, `14 August-24 August`, `March 5-9, 1918`, `19:00 - 03:00`, `May 4 and 5`, `summer and autumn of 481 BC`
fn joined(c: Cursor<'_>) -> Parse<'_, Pair> {
    let dash = |c| alt((is(Term::Dash), is(Term::To))).parse(c);
    if let Ok((end, (first, second))) = two(c, dash)
        && same_kind(&first.moment, &second.moment)
    {
        return Ok((end, Pair::Interval(TimeValue::Between(first, second))));
    }
    let (end, (first, second)) = two(c, is(Term::And))?;
    if borrowed(&first, &second) && same_kind(&first.moment, &second.moment) {
        Ok((end, Pair::List(first, second)))
    } else {
        miss()
    }
}

/// The two lend each other something: one of them is a bare day or has no year of its own.
fn borrowed(first: &Part, second: &Part) -> bool {
    let bare = |p: &Part| p.tokens.len() <= 2 && matches!(p.moment.core, Core::Calendar(c) if c.day.is_some());
    let year = |p: &Part| matches!(p.moment.core, Core::Calendar(c) if c.year != Year::Open);
    bare(first) || bare(second) || year(first) || year(second)
}

fn same_kind(first: &Moment, second: &Moment) -> bool {
    match (first.core, second.core) {
        (Core::Calendar(a), Core::Calendar(b)) => {
            std::mem::discriminant(&a.part) == std::mem::discriminant(&b.part)
                && a.day.is_some() == b.day.is_some()
                && a.weekday.is_some() == b.weekday.is_some()
        }
        (Core::TimeOfDay, Core::TimeOfDay) => first.clock.is_some() && second.clock.is_some(),
        (Core::Calendar(_), Core::Reference(_)) | (Core::Decade(_), Core::Decade(_)) => true,
        _ => false,
    }
}

/// Two times with `to` between them. Either may be bare: a day without its month, a year without its era or century.
fn two<'a>(c: Cursor<'a>, to: impl Fn(Cursor<'a>) -> Parse<'a, ()>) -> Parse<'a, (Part, Part)> {
    if let Ok((end, first)) = moment(c)
        && let Ok((lead, ())) = to(end)
    {
        let second = bare_second(lead, &first).or_else(|_| moment(lead));
        if let Ok((after, second)) = second
            && is_bound(&second)
        {
            let (first, second) = lend(first, second);
            return Ok((after, (part(c, end, first), part(lead, after, second))));
        }
    }
    let (end, first) = bare_first(c)?;
    let (lead, ()) = to(end)?;
    // "6-7 January 1916"
    if let Ok((after, second)) = day_first(lead)
        && let Core::Calendar(date) = second.core
        && first <= 31
        && first > 0
    {
        let first = Calendar { day: Some(first as u8), ..date };
        return Ok((after, (part(c, end, first.into()), part(lead, after, second))));
    }
    // "499-493 BC"
    let (after, year) = said_year(lead)?;
    let era = after.before().is_some_and(|last| last.has(Term::Era(Era::Bc)));
    match year {
        Year::Full(value) if era => {
            let first = Calendar { year: Year::Full(-(first as i16)), ..Calendar::OPEN };
            let second = Calendar { year: Year::Full(value), ..Calendar::OPEN };
            Ok((after, (part(c, end, first.into()), part(lead, after, second.into()))))
        }
        _ => miss(),
    }
}

/// A day or year in figures that only its partner explains.
fn bare_first(c: Cursor<'_>) -> Parse<'_, u32> {
    let (lead, _) = opt(is(Term::The)).parse(c)?;
    figures(lead).map(|(next, (_, value))| (next, value)).or_else(|_| day(lead).map(|(next, n)| (next, n.into())))
}

/// `May 4 and [5]`, `March 5-[9, 1918]`, `1914-[18]`
fn bare_second<'a>(c: Cursor<'a>, first: &Moment) -> Parse<'a, Moment> {
    let Core::Calendar(date) = first.core else { return miss() };
    if date.day.is_some() {
        let (next, day) = day(c.past(Term::The))?;
        // "May 4 and 5 soldiers" counts, "May 4 and 5 June" is a date of its own.
        let word = next.kind() == Some(TokenKind::Word)
            && (next.has(Term::NotAfterYear) || next.is_capitalised() || next.raw().ends_with('s'));
        let month = word!(Month)(next.past(Term::Of)).is_ok();
        let clock = word!(Meridiem)(next).is_ok();
        if word || month || clock {
            return miss();
        }
        let (end, year) = opt(year_behind_day).parse(next)?;
        let year = year.unwrap_or(Year::Open);
        return Ok((end, Calendar { day: Some(day), year, weekday: None, ..date }.into()));
    }
    let Year::Full(year) = date.year else { return miss() };
    let (next, (len, value)) = figures(c)?;
    let after = i16::try_from(value).unwrap_or(i16::MAX);
    // "(c. 314 – 368)"
    if len == 3 && (100..1000).contains(&year) && date.part == YearPart::Whole && after > year {
        return Ok((next, Calendar { year: Year::Full(after), ..Calendar::OPEN }.into()));
    }
    let joined = c.before().is_some_and(|b| b.kind() == Some(TokenKind::Joiner));
    if len == 2
        && date.part == YearPart::Whole
        && after > year.rem_euclid(100)
        && (joined || next.kind() != Some(TokenKind::Word))
    {
        let year = Year::Full(year - year.rem_euclid(100) + after);
        return Ok((next, Calendar { year, ..Calendar::OPEN }.into()));
    }
    miss()
}

/// A year said once belongs to both; so does an era.
fn lend(mut first: Moment, mut second: Moment) -> (Moment, Moment) {
    if let (Core::Calendar(a), Core::Calendar(b)) = (&mut first.core, &mut second.core) {
        // "the 13th to the 19th of October"
        if a.day.is_some() && a.part == YearPart::Whole && b.day.is_some() {
            a.part = b.part;
        }
        if a.year == Year::Open && b.year != Year::Open && a.step.is_none() && !(a.weekday.is_some() && a.day.is_none())
        {
            a.year = b.year;
        } else if b.year == Year::Open && a.year != Year::Open && b.part != YearPart::Whole {
            b.year = a.year;
        }
    }
    (first, second)
}
