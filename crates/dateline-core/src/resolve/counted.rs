//! Days counted from one deed to another: "The raid came a day after gunmen killed two", "were found dead two days after
//! they were seized".
//!
//! Invariant: one of the two has a day from elsewhere; the other's is counted from it and marked `inferred`.

use dateline_model::{TimeBasis, TimeValue, When};
use jiff::ToSpan;

use crate::analysis::model::{Relation, VerbId};
use crate::analysis::times::{Amount, Base, Core, TimeValue as Said, Unit};
use crate::extract::Mention;

use super::Story;
use super::events::Draft;
use super::ties::finite;

/// Two deeds with the days between them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted {
    /// The deed from which is counted.
    from: usize,
    /// The deed that is told.
    told: usize,
    /// Days from the first to the second; negative where the told one came before.
    days: i64,
}

/// Tenths of a number in an [`Amount`].
const TENTHS: u32 = 10;

/// Where a time that counts from a deed ends, the mention is that deed: its verb opens the clause behind, or its noun
/// stands there.
pub(super) fn is_base(story: &Story<'_>, mention: &Mention, end: u32) -> bool {
    let analysis = story.analysis;
    if mention.trigger.start < end {
        return false;
    }
    let verb = mention.verb.or(mention.support).map(|v| finite(analysis, v));
    let opens = |v: VerbId| {
        let between = analysis.sentences[mention.sentence as usize].verbs.clone().map(VerbId);
        let next = between.map(|x| analysis.verb(x)).find(|x| x.head >= end);
        matches!(analysis.verb(v).relation, Relation::Subordinate(..))
            && next.is_some_and(|x| x.head == analysis.verb(v).head)
    };
    let noun = |g: crate::analysis::model::GroupId| {
        let first = analysis.group(g).first.unwrap_or(g);
        analysis.group(first).tokens.start == end
    };
    verb.is_some_and(opens) || mention.verb.is_none() && mention.noun.is_some_and(noun)
}

/// The pairs of an article; their times that only count from each other are taken off them.
pub(super) fn pairs(story: &Story<'_>, mentions: &[Mention], out: &mut [Draft]) -> Vec<Counted> {
    let mut found = Vec::new();
    for (from, mention) in mentions.iter().enumerate() {
        let times = story.analysis.sentences[mention.sentence as usize].times.clone();
        for time in times.map(|t| &story.analysis.times[t as usize]) {
            let Some(days) = days_between(&time.value).filter(|_| is_base(story, mention, time.tokens.end)) else {
                continue;
            };
            // The deed before the time, or behind the clause that it opens.
            let near = |m: &Mention| m.sentence == mention.sentence && !is_base(story, m, time.tokens.end);
            let before =
                || (0..from).rev().find(|i| near(&mentions[*i]) && mentions[*i].trigger.end <= time.tokens.start);
            let behind = || (from + 1..mentions.len()).find(|i| near(&mentions[*i]));
            let Some(told) = before().or_else(behind) else { continue };
            // "raided a farm on Tuesday, a day after gunmen killed": the day of the one is not the other's.
            let at = |i: usize| out[i].event.time.as_ref().map(|t| t.at.as_ref().map(|at| at.span));
            let shared = at(from).is_some() && at(from) == at(told);
            for i in [from, told] {
                let words = out[i].event.time.as_ref();
                if words.is_some_and(|t| t.basis == TimeBasis::Unresolved) || i == from && shared {
                    out[i].event.time = None;
                    out[i].own_time = false;
                }
            }
            found.push(Counted { from, told, days });
        }
    }
    found
}

/// "a day after" is 1, "two weeks before" is -14; hours and months say no day.
fn days_between(said: &Said) -> Option<i64> {
    let Said::One(moment) = said else { return None };
    let Core::Offset(Amount::Tenths(tenths), unit, later, Base::Event) = moment.core else { return None };
    let unit = match unit {
        Unit::Day | Unit::Night => 1,
        Unit::Week => 7,
        _ => return None,
    };
    let days = i64::from(tenths / TENTHS) * unit;
    (tenths % TENTHS == 0).then_some(if later { days } else { -days })
}

impl Counted {
    /// Dates the first of the two in the text, where the day of the second was found only when that was read.
    pub(super) fn date_last(&self, out: &mut [Draft]) {
        let first = self.from.min(self.told);
        if out[first].event.time.is_none() {
            self.date(first, out);
        }
    }

    /// Dates the deed number `i`, if it is the one of the pair whose day is not known.
    pub(super) fn date(&self, i: usize, out: &mut [Draft]) {
        let (other, days) = match i {
            i if i == self.from => (self.told, -self.days),
            i if i == self.told => (self.from, self.days),
            _ => return,
        };
        if out[i].own_time {
            return;
        }
        let Some(value) = out[other].event.time.as_ref().and_then(|known| shifted(known, days)) else { return };
        out[i].event.time = Some(value);
        out[i].own_time = true;
        out[i].prior = false;
    }
}

fn shifted(known: &TimeValue, days: i64) -> Option<TimeValue> {
    let step = |when: When| Some(When { date: when.date.checked_add(days.days()).ok()?, time: None });
    let (start, end) = (step(known.start?)?, step(known.end?)?);
    Some(TimeValue { start: Some(start), end: Some(end), inferred: true, ..known.clone() })
}
