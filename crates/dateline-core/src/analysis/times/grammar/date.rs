//! Positions in the calendar: days, months, seasons, quarters, years, decades, centuries.
//!
//! Invariant: months are 1 to 12 and days 1 to 31 in everything these parsers give.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::opt;
use nom::sequence::preceded;

use super::super::term::{Kind, Term};
use super::super::value::{Base, Calendar, Core, Modifier, Moment, Step, Unit, Year, YearPart};
use super::super::words::Era;
use super::cursor::{Cursor, Parse, cardinal, figures, is, longest, mark, miss, ordinal, word};
use super::sentence::{Remembered, remembered};
use crate::analysis::phrase::kinds;
use crate::text::{Case, Tag, TokenKind};

/// Any position in the calendar.
pub(super) fn calendar(c: Cursor<'_>) -> Parse<'_, Moment> {
    remembered(Remembered::Calendar, any_calendar, c)
}

fn any_calendar(c: Cursor<'_>) -> Parse<'_, Moment> {
    let (end, moment) = longest(
        c,
        &[
            numeric,
            weekday_date,
            month_first,
            day_first,
            day_alone,
            season,
            quarter,
            bare_year,
            decade,
            century,
            named_day,
        ],
    )?;
    let Core::Calendar(calendar) = moment.core else { return Ok((end, moment)) };
    if calendar.year == Year::Open && (calendar.part != YearPart::Whole || calendar.day.is_some()) {
        let joint = end.past_mark(",").past(Term::Of);
        if let Ok((next, year)) = relative_year(joint) {
            return Ok((next, Calendar { year, ..calendar }.into()));
        }
    }
    Ok((end, moment))
}

/// `that year`, `the same year`, `last year`
pub(super) fn relative_year(c: Cursor<'_>) -> Parse<'_, Year> {
    let (c, step) = word!(Step)(c)?;
    let (c, ()) = is(Term::Unit(Unit::Year))(c)?;
    let (offset, base) = step_offset(step);
    Ok((c, Year::Relative(offset, base)))
}

/// How many units a step goes, and from where.
pub(super) fn step_offset(step: Step) -> (i16, Base) {
    match step {
        Step::Last | Step::Past => (-1, Base::Now),
        Step::This => (0, Base::Now),
        Step::Next => (1, Base::Now),
        Step::TheNext => (1, Base::Text),
        Step::Previous => (-1, Base::Text),
        Step::That => (0, Base::Text),
    }
}

/// A day of the month: `23`, `23rd`, `the third` without the article.
pub(super) fn day(c: Cursor<'_>) -> Parse<'_, u8> {
    if let Ok((next, (len, value))) = figures(c) {
        return if len <= 2 && (1..=31).contains(&value) { Ok((next, value as u8)) } else { miss() };
    }
    let (next, value) = ordinal(c)?;
    if (1..=31).contains(&value) { Ok((next, value as u8)) } else { miss() }
}

/// A month's name that is one here: "may" and "march" must look like it.
fn month(c: Cursor<'_>) -> Parse<'_, u8> {
    let name = word!(Month);
    let (next, month) = name(c)?;
    if c.has(Term::Doubtful) {
        // "ON 1 MAY THE REBELS LEFT": in capitals the tagger takes the month for the verb, but a day leads it.
        let led = |b: Cursor<'_>| b.before().is_some_and(|p| p.has(Term::Preposition));
        let dated = c.before().is_some_and(|b| b.kind() == Some(TokenKind::Number) && led(b));
        let tagged = c
            .token()
            .is_some_and(|t| matches!(t.tag, Tag::Nnp | Tag::X) || dated && t.case == Case::Upper && t.tag == Tag::Md);
        if !c.is_capitalised() || !tagged {
            return miss();
        }
        // In running text a capital tells; at the head of a sentence, or all in capitals, a neighbour must.
        let head = c.before().is_none() || c.token().is_some_and(|t| t.case == Case::Upper);
        let joined = c.before().is_some_and(|b| b.has(Term::Preposition) || b.kind() == Some(TokenKind::Number));
        let beside = joined
            || c.before().is_some_and(|b| b.has(Term::And) || b.has(Term::Dash) || b.has(Term::To) || name(b).is_ok())
            || next.kind() == Some(TokenKind::Number)
            || name(next.past(Term::Dash)).is_ok()
            || c.before().is_some_and(is_step)
            || said_year(next.past(Term::Of)).is_ok();
        let sure = joined || next.kind() == Some(TokenKind::Number) || name(next.past(Term::Dash)).is_ok();
        if !beside || (head && !sure) {
            return miss();
        }
    }
    Ok((next, month))
}

/// A year that nothing else can be, behind a month, season or "of": `2014`, `384`, `490 BC`, `'99`.
pub(super) fn said_year(c: Cursor<'_>) -> Parse<'_, Year> {
    if let Ok((next, year)) = era_year(c) {
        return Ok((next, year));
    }
    if let Ok((next, year)) = short_year(c) {
        return Ok((next, year));
    }
    if let Ok((next, year)) = spoken_year(c) {
        return Ok((next, year));
    }
    let (next, (len, value)) = figures(c)?;
    let fits = match len {
        4 => (1000..2100).contains(&value) && !next.has(Term::NotAfterYear),
        3 => next.kind() != Some(TokenKind::Word),
        _ => false,
    };
    if fits { Ok((next, Year::Full(value as i16))) } else { miss() }
}

/// `490 BC`, `AD 43`, `347 AD`
fn era_year(c: Cursor<'_>) -> Parse<'_, Year> {
    let (lead, _) = opt(is(Term::Era(Era::Ad))).parse(c)?;
    let (next, (_, value)) = figures(lead)?;
    let found = word!(Era)(next);
    match found {
        Ok((end, era)) if value > 0 => {
            Ok((end, Year::Full(if era == Era::Bc { -(value as i16) } else { value as i16 })))
        }
        _ if lead.at > c.at && value > 0 => Ok((next, Year::Full(value as i16))),
        _ => miss(),
    }
}

/// `'99`
pub(super) fn short_year(c: Cursor<'_>) -> Parse<'_, Year> {
    if c.token().is_none() || !c.sentence.words.is_short_year(c.sentence.tokens, c.at) {
        return miss();
    }
    let (next, (_, value)) = figures(c.skip(1))?;
    Ok((next, Year::Short(value as u8)))
}

/// `nineteen ninety-four`, `two thousand`, `two thousand and three`
fn spoken_year(c: Cursor<'_>) -> Parse<'_, Year> {
    if c.kind() != Some(TokenKind::Word) {
        return miss();
    }
    let (next, first) = cardinal(c)?;
    match first.value() {
        17..=20 => {
            let (next, second) = cardinal(next)?;
            let value = first.value() * 100 + second.value();
            if (10..=99).contains(&second.value()) { Ok((next, Year::Full(value as i16))) } else { miss() }
        }
        2000..=2050 => Ok((next, Year::Full(first.value() as i16))),
        _ => miss(),
    }
}

/// `2024-11-23`, `23/11/2024` (the day first unless that cannot be), `23.11.2024`
fn numeric(c: Cursor<'_>) -> Parse<'_, Moment> {
    let raw = c.raw();
    if c.kind() != Some(TokenKind::Number) || raw.len() < 6 {
        return miss();
    }
    let Some(separator) = ['-', '/', '.'].into_iter().find(|s| raw.matches(*s).count() == 2) else { return miss() };
    let mut fields = raw.split(separator).map(|f| f.parse::<u16>().ok().map(|n| (f.len(), n)));
    let (Some(Some(a)), Some(Some(b)), Some(Some(d))) = (fields.next(), fields.next(), fields.next()) else {
        return miss();
    };
    let (year, month, day) = match (a, b, d) {
        ((4, year), (_, month), (_, day)) => (Year::Full(year as i16), month, day),
        ((_, day), (_, month), (4, year)) if month <= 12 => (Year::Full(year as i16), month, day),
        ((_, month), (_, day), (4, year)) => (Year::Full(year as i16), month, day),
        ((_, day), (_, month), (2, year)) if month <= 12 && separator == '/' => (Year::Short(year as u8), month, day),
        ((_, month), (_, day), (2, year)) if separator == '/' => (Year::Short(year as u8), month, day),
        _ => return miss(),
    };
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return miss();
    }
    let part = YearPart::Month(month as u8);
    Ok((c.skip(1), Calendar { year, part, day: Some(day as u8), ..Calendar::OPEN }.into()))
}

/// `Nov. 23, 2024`, `March 2014`, `February of 1940`, `October`
pub(super) fn month_first(c: Cursor<'_>) -> Parse<'_, Moment> {
    let (lead, _) = opt(is(Term::MonthOf)).parse(c)?;
    let (c, month) = month(lead)?;
    let part = YearPart::Month(month);
    let article = c.past(Term::The);
    if let Ok((next, day)) = day(article)
        && !is_longer_number(article, next)
    {
        let (end, year) = opt(year_behind_day).parse(next)?;
        let year = year.unwrap_or(Year::Open);
        return Ok((end, Calendar { year, part, day: Some(day), ..Calendar::OPEN }.into()));
    }
    let joint = if c.raw() == "," { c.skip(1) } else { c.past(Term::Of) };
    let (c, year) = opt(said_year).parse(joint).map(|(next, y)| (if y.is_some() { next } else { c }, y))?;
    Ok((c, Calendar { year: year.unwrap_or(Year::Open), part, ..Calendar::OPEN }.into()))
}

/// "last", "this", "next" stand here.
fn is_step(c: Cursor<'_>) -> bool {
    c.has_any(kinds![Step])
}

/// Figures that go on behind what was taken for a day: "May 5:30", "May 15 percent".
fn is_longer_number(day: Cursor<'_>, next: Cursor<'_>) -> bool {
    let plain = day.kind() == Some(TokenKind::Number);
    plain && next.has_any(kinds![Meridiem]) && !next.raw().is_empty()
}

/// `, 2024`, ` 2024`, ` of 1792` behind a day.
pub(super) fn year_behind_day(c: Cursor<'_>) -> Parse<'_, Year> {
    let joint = if c.raw() == "," { c.skip(1) } else { c.past(Term::Of) };
    said_year(joint)
}

/// `3 March`, `the 23rd of November 2024`, `25 June 1950`
pub(super) fn day_first(c: Cursor<'_>) -> Parse<'_, Moment> {
    let (c, _) = opt(is(Term::The)).parse(c)?;
    let (c, day) = day(c)?;
    let joint = c.past_joiner().past(Term::Of);
    let (c, month) = preceded(opt(is(Term::MonthOf)), month).parse(joint)?;
    let joint = if c.raw() == "," { c.skip(1) } else { c.past_joiner().past(Term::Of) };
    let (c, year) = opt(said_year).parse(joint).map(|(next, y)| (if y.is_some() { next } else { c }, y))?;
    let year = year.unwrap_or(Year::Open);
    Ok((c, Calendar { year, part: YearPart::Month(month), day: Some(day), ..Calendar::OPEN }.into()))
}

/// `on the 23rd`: a day of the month that is being told of.
fn day_alone(c: Cursor<'_>) -> Parse<'_, Moment> {
    let joined = c.before().is_some_and(|b| b.has(Term::Preposition));
    let (lead, ()) = is(Term::The)(c)?;
    let (next, day) = day(lead)?;
    let ordinal = lead.kind() == Some(TokenKind::Number) && figures(lead).is_err();
    let verb = next.has_any(kinds![Tense]);
    let closed = next.kind() != Some(TokenKind::Word) || next.has(Term::And) || next.has(Term::To) || verb;
    if !joined || !ordinal || !closed || next.kind() == Some(TokenKind::Joiner) {
        return miss();
    }
    Ok((next, Calendar { day: Some(day), ..Calendar::OPEN }.into()))
}

/// `Saturday`, `Saturday (Nov. 23)`, `Tuesday, September 1, 2015`, `Sunday 5 May`
fn weekday_date(c: Cursor<'_>) -> Parse<'_, Moment> {
    let (next, weekday) = word!(Weekday)(c)?;
    let dated = if next.raw() == "(" {
        alt((month_first, day_first, numeric)).parse(next.skip(1)).and_then(|(c, d)| mark(")")(c).map(|(c, ())| (c, d)))
    } else {
        let joint = next.past_mark(",");
        alt((month_first, day_first, numeric)).parse(joint.past(Term::On))
    };
    if let Ok((end, Moment { core: Core::Calendar(date), .. })) = dated
        && date.day.is_some()
    {
        return Ok((end, Calendar { weekday: Some(weekday), ..date }.into()));
    }
    if c.has(Term::Doubtful) {
        let joined = c.before().is_some_and(|b| b.has(Term::Preposition));
        if !c.is_capitalised() || !joined {
            return miss();
        }
    }
    Ok((next, Calendar { weekday: Some(weekday), ..Calendar::OPEN }.into()))
}

/// `the summer of 2017`, `spring 1918`, `winter`
fn season(c: Cursor<'_>) -> Parse<'_, Moment> {
    let (lead, article) = opt(is(Term::The)).parse(c)?;
    let (next, season) = word!(Season)(lead)?;
    // The article of "the Spring Offensive" is the offensive's.
    if article.is_some() && lead.is_capitalised() && next.is_capitalised() {
        return miss();
    }
    // "Operation Peace Spring", "the Arab Spring": the last word of a name.
    let named = lead.is_capitalised() && lead.before().is_some_and(|b| b.is_capitalised() && b.before().is_some());
    let joint = if next.raw() == "," { next.skip(1) } else { next.past(Term::Of) };
    let year = said_year(joint);
    if named && year.is_err() {
        return miss();
    }
    if lead.has(Term::Doubtful) {
        let sure =
            lead.before().is_some_and(|b| b.has(Term::On) || article.is_some() || is_step(b)) && !next.has(Term::Of);
        if year.is_err() && !sure {
            return miss();
        }
    }
    let part = YearPart::Season(season);
    let (end, year) = year.unwrap_or((next, Year::Open));
    Ok((end, Calendar { year, part, ..Calendar::OPEN }.into()))
}

/// `the third quarter`, `the first half of 2014`, `third-quarter`, `the 1988 second quarter`
fn quarter(c: Cursor<'_>) -> Parse<'_, Moment> {
    // Its unit stands behind an article, a year and an ordinal at most.
    if !(0..12).any(|ahead| c.skip(ahead).has_any(kinds![Unit])) {
        return miss();
    }
    let (c, _) = opt(is(Term::The)).parse(c)?;
    let (c, before) = opt(said_year).parse(c)?;
    let (c, number) = ordinal(c)?;
    let (next, ()) = is(Term::Unit(Unit::Quarter))(c.past_joiner())?;
    if !(1..=4).contains(&number) {
        return miss();
    }
    let part = YearPart::Quarter(number as u8);
    let behind = said_year(next.past(Term::Of)).ok().filter(|_| before.is_none());
    let (end, year) = behind.unwrap_or((next, before.unwrap_or(Year::Open)));
    Ok((end, Calendar { year, part, ..Calendar::OPEN }.into()))
}

/// A year alone: `2014`, `the year 2000`, `490 BC`, `'99`; figures must not count or name anything.
pub(super) fn bare_year(c: Cursor<'_>) -> Parse<'_, Moment> {
    let found = |(next, year)| Ok((next, Calendar { year, ..Calendar::OPEN }.into()));
    let (lead, named) = opt(is(Term::MonthOf)).parse(c)?;
    if named.is_some() {
        return said_year(lead).and_then(found);
    }
    if let Ok(era) = era_year(c) {
        return found(era);
    }
    if let Ok(short) = short_year(c) {
        return found(short);
    }
    let (next, (len, value)) = figures(c)?;
    let modern = len == 4 && (1000..2100).contains(&value) && is_year(c, next, value);
    // "In 348, …", "In 348 Caesar", "(c. 314 – 368)", but not "Around 900 US troops".
    let opens = |b: Cursor<'_>| b.has(Term::On) && b.is_capitalised() && b.before().is_none();
    let ends = matches!(next.raw(), "," | "–" | "-" | ")" | "." | "");
    let early = len == 3
        && value > 99
        && c.before().is_some_and(|b| is_circa(b) && ends || opens(b) && (ends || next.is_capitalised()));
    if modern || early { found((next, Year::Full(value as i16))) } else { miss() }
}

/// "c.", "around" stand here.
fn is_circa(c: Cursor<'_>) -> bool {
    c.has(Term::Modifier(Modifier::Approx))
}

/// The neighbours of four figures let them be a year.
fn is_year(c: Cursor<'_>, next: Cursor<'_>, value: u32) -> bool {
    let before = c.before();
    if next.has(Term::NotAfterYear) || before.is_some_and(|b| b.has(Term::NotBeforeYear)) {
        return false;
    }
    // "(1120) dealers", "/1200/ pills": a number that is set off counts what stands behind its mark.
    let set_off = |open: &str, close: &str| before.is_some_and(|b| b.raw() == open) && next.raw() == close;
    if set_off("/", "/") || value < 1900 && set_off("(", ")") && counted(next.skip(1)) {
        return false;
    }
    // "2000-pound", "COVID-2019"
    if next.kind() == Some(TokenKind::Joiner) && next.skip(1).kind() == Some(TokenKind::Word) {
        return next.raw() == "/" || calendar_word(next.skip(1));
    }
    if let Some(joiner) = before.filter(|b| b.kind() == Some(TokenKind::Joiner)) {
        return joiner.before().is_some_and(|b| b.kind() == Some(TokenKind::Number) || calendar_word(b));
    }
    let plural = next.token().is_some_and(|t| {
        t.kind == TokenKind::Word && t.case == Case::Lower && next.raw().len() > 3 && next.raw().ends_with('s')
    });
    let preposition = before.is_some_and(|b| b.has(Term::Preposition) || b.has(Term::The));
    if plural { preposition && (1900..2050).contains(&value) } else { value >= 1900 || preposition || !counted(next) }
}

/// A word of the calendar stands here.
fn calendar_word(c: Cursor<'_>) -> bool {
    c.has_any(kinds![Month, Season, Modifier, End, Weekday])
}

/// A lower-case word follows, which a number could count.
fn counted(c: Cursor<'_>) -> bool {
    c.token().is_some_and(|t| t.kind == TokenKind::Word && t.case == Case::Lower)
        && !c.has(Term::Preposition)
        && !c.has(Term::And)
        && !c.has(Term::To)
}

/// `the 1930s`, `1980's`, `the nineties`, `the 470s BC`
fn decade(c: Cursor<'_>) -> Parse<'_, Moment> {
    let (c, article) = opt(is(Term::The)).parse(c)?;
    if let Ok((next, two)) = word!(Decade)(c)
        && article.is_some()
    {
        return Ok((next, Core::Decade(Year::Short(two)).into()));
    }
    if c.kind() != Some(TokenKind::Number) {
        return miss();
    }
    let raw = c.raw();
    let plural = raw.strip_suffix(['s', 'S']);
    let possessive =
        c.skip(1).token().is_some_and(|t| !t.spaced && t.span.len() > 1) && c.skip(1).has(Term::Possessive);
    let (next, digits) = match plural {
        Some(digits) => (c.skip(1), digits),
        None if possessive => (c.skip(2), raw),
        None => return miss(),
    };
    let Ok(value) = digits.parse::<i16>() else { return miss() };
    if value % 10 != 0 || !matches!(digits.len(), 2..=4) || (possessive && digits.len() != 4) {
        return miss();
    }
    let era = word!(Era)(next);
    match (digits.len(), era) {
        (_, Ok((end, Era::Bc))) => Ok((end, Core::Decade(Year::Full(-value)).into())),
        (2, _) if value >= 10 && !is_age(c) => Ok((next, Core::Decade(Year::Short(value as u8)).into())),
        (4, _) if (1000..2100).contains(&value) => Ok((next, Core::Decade(Year::Full(value)).into())),
        _ => miss(),
    }
}

/// "in his 30s", "in her late 20s": somebody's years.
fn is_age(c: Cursor<'_>) -> bool {
    let before = c.before();
    let owner = before.filter(|b| b.has_any(kinds![Modifier])).map_or(before, Cursor::before);
    owner.and_then(Cursor::token).is_some_and(|t| t.tag == Tag::PrpPoss)
}

/// `the 20th century`, `17th-century`, `the 4th century BC`
fn century(c: Cursor<'_>) -> Parse<'_, Moment> {
    let (c, _) = opt(is(Term::The)).parse(c)?;
    let (c, number) = ordinal(c)?;
    let (next, ()) = is(Term::Unit(Unit::Century))(c.past_joiner())?;
    if !(1..=30).contains(&number) {
        return miss();
    }
    let era = word!(Era)(next);
    let (next, sign) = era.map_or((next, 1), |(end, era)| (end, if era == Era::Bc { -1 } else { 1 }));
    Ok((next, Core::Century(number as i16 * sign).into()))
}

/// `9/11`
fn named_day(c: Cursor<'_>) -> Parse<'_, Moment> {
    let (next, index) = word!(NamedDay)(c)?;
    let Some(date) = c.sentence.words.named_day(index) else { return miss() };
    let part = YearPart::Month(date.month() as u8);
    let year = Year::Full(date.year());
    Ok((next, Calendar { year, part, day: Some(date.day() as u8), ..Calendar::OPEN }.into()))
}
