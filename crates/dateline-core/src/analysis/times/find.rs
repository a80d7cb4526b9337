//! The time expressions of a sentence.
//!
//! Invariant: expressions come in order, do not overlap, and lie within the sentence.

use std::ops::Range;

use super::grammar::{Cursor, Pair, Sentence, moment, pair};
use super::term::{Kind, Term};
use super::value::{Core, Moment, Part, Tense, TimeExpression, TimeKind, TimeValue, Unit};
use super::words::{TenseWord, TimeWords};
use crate::analysis::numbers::NumberWords;
use crate::analysis::phrase::kinds;
use crate::text::{Tag, Token};

/// How far from an expression a verb still tells its direction, in tokens.
const TENSE_REACH: usize = 12;

/// Appends the time expressions of one sentence to `out`.
pub fn find_times(
    words: &TimeWords,
    numbers: &NumberWords,
    text: &str,
    tokens: &[Token],
    sentence: Range<u32>,
    out: &mut Vec<TimeExpression>,
) {
    let end = (sentence.end as usize).min(tokens.len());
    let start = (sentence.start as usize).min(end);
    // Many sentences hold no time at all.
    if !words.may_stand(&tokens[start..end]) {
        return;
    }
    let Some(first) = (start..end).find(|at| words.may_begin(&tokens[..end], *at)) else { return };
    let sentence = Sentence::new(words, numbers, text, &tokens[..end], start);
    let mut at = first;
    while at < end {
        if !words.may_begin(sentence.tokens, at) || !sentence.may_hold(at) {
            at += 1;
            continue;
        }
        let cursor = Cursor { sentence: &sentence, at };
        let single = moment(cursor).ok();
        // Two times make one expression where one has been read, or where a word or figure announces the first of two.
        let announced = single.is_some() || cursor.announces_pair();
        let double = announced
            .then(|| pair(cursor).ok())
            .flatten()
            .filter(|(next, _)| single.as_ref().is_none_or(|(end, _)| next.at > end.at));
        let next = match (double, single) {
            (Some((next, Pair::Interval(value))), _) => {
                out.push(expression(&sentence, at..next.at, value));
                next.at
            }
            (Some((next, Pair::List(first, second))), _) => {
                for Part { tokens, moment } in [first, second] {
                    let range = tokens.start as usize..tokens.end as usize;
                    out.push(expression(&sentence, range, TimeValue::One(moment)));
                }
                next.at
            }
            (None, Some((next, moment))) => {
                out.push(expression(&sentence, at..next.at, TimeValue::One(moment)));
                next.at
            }
            (None, None) => at + 1,
        };
        at = next.max(at + 1);
    }
}

fn expression(sentence: &Sentence<'_>, range: Range<usize>, value: TimeValue) -> TimeExpression {
    let kind = match &value {
        TimeValue::One(moment) => kind(moment),
        _ => TimeKind::Interval,
    };
    let tense = tense(sentence, &range);
    TimeExpression { tokens: range.start as u32..range.end as u32, kind, value, tense }
}

fn kind(moment: &Moment) -> TimeKind {
    match moment.core {
        Core::Duration(..) => TimeKind::Duration,
        Core::Set(..) => TimeKind::Set,
        _ if moment.part.is_some() || moment.clock.is_some() => TimeKind::Time,
        Core::Unit(Unit::Hour | Unit::Minute | Unit::Second | Unit::Night, ..) => TimeKind::Time,
        _ => TimeKind::Date,
    }
}

/// The nearest verb or sign of tense on either side; behind a conjunction stands another clause's.
fn tense(sentence: &Sentence<'_>, range: &Range<usize>) -> Tense {
    let tense_at = |at: usize| {
        let listed = sentence
            .words
            .find(sentence.tokens, at, kinds![Tense], |t| if let Term::Tense(t) = t { Some(t) } else { None });
        match (listed, sentence.tokens[at].tag) {
            (Some((_, TenseWord::Future)), _) => Some(Tense::Future),
            (Some((_, TenseWord::Past)), _) | (None, Tag::Vbd | Tag::AuxVbd) => Some(Tense::Past),
            _ => None,
        }
    };
    let behind = &sentence.tokens[range.end..];
    let own = range.end + behind.iter().take_while(|t| t.tag != Tag::Cc).count();
    (1..=TENSE_REACH)
        .flat_map(|step| {
            let left = range.start.checked_sub(step).filter(|at| *at >= sentence.start);
            let right = Some(range.end + step - 1).filter(|at| *at < own);
            [left, right]
        })
        .flatten()
        .find_map(tense_at)
        // "had executed 223 villagers, 56 of them children, in two hamlets on a single day in February"
        .or_else(|| (sentence.start..range.start).rev().skip(TENSE_REACH).find_map(tense_at))
        .unwrap_or_default()
}
