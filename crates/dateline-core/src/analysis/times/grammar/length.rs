//! Lengths of time, distances in time, and what comes again.
//!
//! Invariant: an amount is a number of tenths or vague, never zero by accident.

use nom::Parser;
use nom::combinator::opt;

use super::super::term::{Kind, Term};
use super::super::value::{Amount, Base, Calendar, Core, Frame, Modifier, Moment, Unit};
use super::super::words::{DurationHedge, SetWord, Shift};
use super::cursor::{Cursor, Parse, cardinal, is, miss, word};
use super::date::calendar;
use super::relative::{is_plural, shift_base, unit};
use crate::analysis::phrase::{KindSet, kinds};
use crate::text::{Tag, TokenKind};

/// `three`, `2 1/2`, `a few`, `half a`, `two or three`, `a`
pub(super) fn amount(c: Cursor<'_>) -> Parse<'_, Amount> {
    if let Ok((next, ())) = is(Term::Half)(c) {
        return Ok((next, Amount::Tenths(5)));
    }
    let s = c.sentence;
    let vague = s.numbers.vague(s.tokens, c.at);
    if let Some((len, min, max)) = vague {
        let amount = if max == Some(min) { Amount::Tenths((min as u32).saturating_mul(10)) } else { Amount::Vague };
        return Ok((c.skip(len), amount));
    }
    if let Ok((next, number)) = cardinal(c) {
        let tenths = |n: u64| u32::try_from(n / 100).unwrap_or(u32::MAX);
        if let Ok((end, ())) = is(Term::AndAHalf)(next) {
            return Ok((end, Amount::Tenths(tenths(number.thousandths).saturating_add(5))));
        }
        // "two or three weeks": the greater one.
        let joint = next.find(kinds![And, To, Dash], |t| matches!(t, Term::And | Term::To | Term::Dash).then_some(()));
        let named = c.before().is_some_and(|b| s.numbers.names_a_number(s.tokens, b.at));
        if let Some((joint, ())) = joint
            && !named
            && let Ok((end, more)) = cardinal(joint)
            && more.thousandths > number.thousandths
        {
            return Ok((end, Amount::Tenths(tenths(more.thousandths))));
        }
        return Ok((next, Amount::Tenths(tenths(number.thousandths))));
    }
    is(Term::A)(c).map(|(next, ())| (next, Amount::ONE))
}

/// `three weeks`, `two full days`, `18-month`, `a year and a half`
pub(super) fn amount_unit(c: Cursor<'_>) -> Parse<'_, (Amount, Unit)> {
    let (next, amount) = amount(c)?;
    let joint = next.past_joiner().past(Term::More);
    let (end, unit) = unit(joint)?;
    // "a second", "one second": an ordinal more often than a time; "a quarter" a fraction.
    // "the 2010 season": a year.
    let year = matches!(amount, Amount::Tenths(10_000..21_000)) && next.at == c.at + 1 && next.at == joint.at;
    if year && !is_plural(joint) {
        return miss();
    }
    let single = amount == Amount::ONE && c.kind() == Some(TokenKind::Word);
    let share = unit == Unit::Quarter && end.has(Term::Of);
    if share || single && matches!(unit, Unit::Second | Unit::Quarter | Unit::Season | Unit::Night | Unit::Weekend) {
        return miss();
    }
    if let (Amount::Tenths(n), Ok((after, ()))) = (amount, is(Term::AndAHalf)(end)) {
        return Ok((after, (Amount::Tenths(n.saturating_add(5)), unit)));
    }
    Ok((end, (amount, unit)))
}

/// `another week`, `a full day`
fn one_unit(c: Cursor<'_>) -> Parse<'_, (Amount, Unit)> {
    let (next, ()) = is(Term::Hedge(DurationHedge::One))(c)?;
    let (end, unit) = unit(next)?;
    Ok((end, (Amount::ONE, unit)))
}

/// The hedges before an amount: `just over`, `less than`, `the`.
fn hedges(c: Cursor<'_>) -> (Cursor<'_>, Option<Modifier>) {
    let (mut at, mut modifier) = (c, None);
    for _ in 0..3 {
        // The article of "the Seven Years War" is the war's.
        if at.has(Term::The) && at.skip(1).is_capitalised() {
            break;
        }
        let Ok((next, hedge)) = word!(Hedge)(at) else { break };
        // "a full day": the article is the amount unless a word of amount follows.
        let sense = match hedge {
            DurationHedge::More => Some(Modifier::More),
            DurationHedge::Less => Some(Modifier::Less),
            DurationHedge::About => Some(Modifier::Approx),
            DurationHedge::None | DurationHedge::One => None,
        };
        modifier = modifier.or(sense);
        at = next;
    }
    (at, modifier)
}

/// False where neither an amount, nor its hedge or unit stands.
fn may_be_length(c: Cursor<'_>) -> bool {
    const LEADS: KindSet = kinds![Hedge, Half, A, Unit, BarePlural, Per];
    c.has_any(LEADS) || c.token().is_some_and(|t| t.kind == TokenKind::Number || c.sentence.numbers.starts(t))
}

/// `over nine months`, `a week`, `weeks`, `month-long`, `35-year-old`, `18 years of age`, `per day`
pub(super) fn duration(c: Cursor<'_>) -> Parse<'_, Moment> {
    if !may_be_length(c) {
        return miss();
    }
    if let Ok((next, ())) = is(Term::Per)(c) {
        let (end, unit) = unit(next)?;
        return Ok((end, Core::Duration(Amount::ONE, unit, Frame::Free, None).into()));
    }
    let (lead, modifier) = hedges(c);
    let of = |amount, unit, frame| Moment { modifier, ..Core::Duration(amount, unit, frame, None).into() };
    if let Ok((end, (amount, unit))) = amount_unit(lead).or_else(|_| one_unit(c)) {
        // "a month-long siege": the article is the siege's.
        if lead.has(Term::A) && is(Term::Long)(end).is_ok() {
            return miss();
        }
        let old = is(Term::Old)(end.past_joiner());
        if let Ok((after, ())) = old {
            return Ok((after, of(amount, unit, Frame::Age)));
        }
        let end = is(Term::Long)(end).map_or(end, |(after, ())| after);
        return Ok((end, of(amount, unit, Frame::Free)));
    }
    if let Ok((end, unit)) = unit(lead)
        && let Ok((after, ())) = is(Term::Long)(end)
    {
        let plural = word!(BarePlural)(lead).is_ok();
        return Ok((after, of(if plural { Amount::Vague } else { Amount::ONE }, unit, Frame::Free)));
    }
    let (end, unit) = word!(BarePlural)(lead)?;
    let joined = c.before().is_some_and(|b| b.has(Term::Preposition) || b.has(Term::And));
    if !(joined || modifier.is_some()) || matches!(unit, Unit::Quarter | Unit::Weekend | Unit::Night) {
        return miss();
    }
    Ok((end, of(Amount::Vague, unit, Frame::Free)))
}

/// `two weeks ago`, `a day earlier`, `days later`, `less than a week later`, `three days after the attack`
pub(super) fn offset(c: Cursor<'_>) -> Parse<'_, Moment> {
    if !may_be_length(c) {
        return miss();
    }
    let (lead, modifier) = hedges(c);
    let (next, (amount, unit)) = amount_unit(lead).or_else(|_| {
        let (next, unit) = word!(BarePlural)(lead)?;
        Ok((next, (Amount::Vague, unit)))
    })?;
    let joint = next.past_joiner();
    let (end, shift) = word!(Shift)(joint)?;
    if end.before().is_some_and(|last| last.token().is_some_and(|t| t.tag == Tag::Rp)) {
        return miss();
    }
    // "for two years before the war" lasts.
    if c.before().is_some_and(|b| b.has(Term::Lasting)) && matches!(shift, Shift::Later | Shift::Earlier) {
        return miss();
    }
    let (later, base) = match shift {
        Shift::Ago => (false, Base::Now),
        Shift::Hence => (true, Base::Now),
        Shift::Later => (true, shift_base(end, shift)),
        Shift::Earlier => (false, shift_base(end, shift)),
    };
    Ok((end, Moment { modifier, ..Core::Offset(amount, unit, later, base).into() }))
}

/// `every day`, `weekly`, `every two weeks`, `each Friday`, `on Fridays`, `Tuesday nights`
pub(super) fn set(c: Cursor<'_>) -> Parse<'_, Moment> {
    let of = |amount, unit| Core::Set(amount, unit, None).into();
    if let Ok((next, weekday)) = word!(WeekdayPlural)(c) {
        let day = Calendar { weekday: Some(weekday), ..Calendar::OPEN };
        let (next, part) = opt(word!(Part)).parse(next)?;
        return Ok((next, Moment { part, ..Core::Set(Amount::ONE, Unit::Week, Some(day)).into() }));
    }
    let (next, word) = word!(Set)(c)?;
    let unit_of = match word {
        SetWord::Daily => Unit::Day,
        SetWord::Nightly => Unit::Night,
        SetWord::Hourly => Unit::Hour,
        SetWord::Weekly => Unit::Week,
        SetWord::Monthly => Unit::Month,
        SetWord::Quarterly => Unit::Quarter,
        SetWord::Yearly => return Ok((next, Core::Set(Amount::ONE, Unit::Year, Some(Calendar::OPEN)).into())),
        SetWord::Every | SetWord::EveryOther => {
            if let Ok((end, unit)) = unit(next) {
                let tenths = if word == SetWord::Every { 10 } else { 20 };
                return Ok((end, of(Amount::Tenths(tenths), unit)));
            }
            if let Ok((end, (amount, unit))) = amount_unit(next) {
                return Ok((end, of(amount, unit)));
            }
            let (end, moment) = calendar(next)?;
            let Core::Calendar(calendar) = moment.core else { return miss() };
            let unit = if calendar.weekday.is_some() { Unit::Week } else { Unit::Year };
            return Ok((end, Core::Set(Amount::ONE, unit, Some(calendar)).into()));
        }
    };
    Ok((next, of(Amount::ONE, unit_of)))
}
