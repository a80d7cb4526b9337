//! When an event was, as far as its own sentence says.
//!
//! Invariant: the expression stands in the sentence of the mention; what the story lends is [`super::context`]'s.

use crate::analysis::model::{Analysis, GroupId, VerbForm, VerbId};
use crate::extract::Mention;
use crate::text::Tag;

use super::times::Times;
use super::{Story, captured};

/// The time expression of a mention: on its own verb or noun, in its clause, or at its sentence.
pub(super) fn time_of(story: &Story<'_>, times: &Times, mention: &Mention) -> Option<u32> {
    if let Some(captured) = captured::time(story, times, mention) {
        return Some(captured);
    }
    let analysis = story.analysis;
    let parts = &analysis.sentences[mention.sentence as usize];
    let at = mention.trigger.start;
    let verb = mention.verb.or(mention.support);
    let clause = mention.clause;
    // "its defeat in 2017": the time of another deed's noun dates that deed alone.
    let of_other_noun = |start: u32| {
        parts.groups.clone().map(GroupId).any(|g| {
            let host = analysis.group(g);
            Some(g) != mention.noun
                && story.ctx.program.is_trigger_lemma(analysis.tokens[host.head as usize].lemma)
                && mention.support.is_none_or(|v| host.verb != Some(v))
                && host.preps.iter().any(|p| analysis.group(p.group).tokens.start == start && p.group.0 == g.0 + 1)
                && (mention.verb.is_none() || host.governor.is_some())
        })
    };
    let candidates = parts
        .times
        .clone()
        .filter(|t| times.dates(story, *t) && !of_other_noun(analysis.times[*t as usize].tokens.start));
    // "whom police had caught": an earlier deed does not share the clause's day.
    let earlier = verb.is_some_and(|v| {
        let verb = analysis.verb(v);
        verb.perfect && analysis.tokens[verb.tokens.start as usize].tag == Tag::AuxVbd
    });
    candidates
        .filter(|t| {
            let start = analysis.times[*t as usize].tokens.start;
            !earlier
                || parts.groups.clone().any(|g| {
                    analysis.groups[g as usize].tokens.start == start && analysis.groups[g as usize].clause == clause
                })
        })
        .map(|t| {
            let tokens = &analysis.times[t as usize].tokens;
            let group =
                parts.groups.clone().map(|g| &analysis.groups[g as usize]).find(|g| g.tokens.start == tokens.start);
            let same_clause = group.is_some_and(|g| g.clause == clause);
            // A time between two verbs belongs to the nearer one that it follows.
            let distance = if tokens.start >= at { (tokens.start - at) * 2 } else { (at - tokens.end.min(at)) * 2 + 1 };
            let crosses = verb_between(analysis, parts.verbs.clone(), verb, at, tokens.start);
            ((!same_clause, crosses, distance), t)
        })
        .min()
        .map(|(_, t)| t)
}

/// Another finite verb stands between the trigger and the time.
fn verb_between(analysis: &Analysis, verbs: std::ops::Range<u32>, own: Option<VerbId>, a: u32, b: u32) -> bool {
    let (low, high) = (a.min(b), a.max(b));
    verbs.map(VerbId).any(|v| {
        let verb = analysis.verb(v);
        Some(v) != own && verb.head > low && verb.head < high && verb.form == VerbForm::Finite
    })
}
