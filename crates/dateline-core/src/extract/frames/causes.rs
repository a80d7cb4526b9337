//! Causes: "an attack … that killed five", "a raid, leading to", "the blast left nine dead", "killed in an airstrike".
//!
//! The event in which a deed ends takes agent, place and time from it where it has none of its own.

use crate::analysis::Context;
use crate::analysis::model::{Analysis, GroupId, Relation, VerbId};
use crate::compile::WordClass;
use crate::extract::Mention;

use super::verbs::shares_auxiliary;

/// Links the mentions of one sentence, which start at `first`.
pub(in crate::extract) fn link(ctx: Context<'_>, analysis: &Analysis, first: usize, out: &mut [Mention]) {
    for i in first..out.len() {
        let mention = &out[i];
        let subject = mention.subject.map(|g| analysis.group(g).first.unwrap_or(g));
        let by_noun = subject.and_then(|g| position(&out[first..], |m| m.noun.is_some_and(|n| heads(analysis, g, n))));
        let by_verb = || {
            let verb = mention.verb.or(mention.support)?;
            let parent = match analysis.verb(verb).relation {
                // "was not arrested but killed": what was not done has no results.
                Relation::Conjunct(p)
                    if analysis.verb(p).negated && !shares_auxiliary(ctx, analysis, p, analysis.verb(verb)) =>
                {
                    return None;
                }
                Relation::Adverbial(p) | Relation::Conjunct(p) => p,
                // "sentenced for killing": what came before.
                Relation::Gerund(p, word) if !ctx.program.grammar.is(word, WordClass::Motive) => p,
                _ => return None,
            };
            // What is said or denied does not follow from the saying.
            if analysis.verb(parent).is(WordClass::Report) {
                return None;
            }
            // The supporting verb of a light construction stands for its noun.
            position(&out[first..], |m| m.verb == Some(parent) || (m.support == Some(parent) && m.verb.is_none()))
        };
        // "an ambush in which two were killed"
        let in_which = || {
            let Relation::RelativeOther(deed) = analysis.verb(mention.verb?).relation else { return None };
            position(&out[first..], |m| m.noun == Some(deed) && m.verb.is_none())
        };
        // "killed in an airstrike", "nine dead in a bombing"
        let within = || {
            let preps = match (mention.verb, mention.noun) {
                (Some(v), _) if ends(ctx, analysis, v) => &analysis.verb(v).preps[..],
                (None, Some(g)) => &analysis.group(g).preps[..],
                _ => &[],
            };
            let deeds = preps.iter().filter(|p| ctx.program.grammar.is(p.word, WordClass::Within));
            let mut deeds = deeds.filter(|p| analysis.group(p.group).tokens.start >= mention.trigger.end);
            deeds.find_map(|p| {
                position(&out[first..], |m| {
                    m.noun == Some(p.group) && m.trigger.contains(&analysis.group(p.group).head)
                })
            })
        };
        let cause = by_noun.or_else(by_verb).or_else(in_which).or_else(within).map(|j| first + j).filter(|j| *j != i);
        // No circles: a cause never leads back.
        if let Some(j) = cause.filter(|j| out[*j].cause != Some(i as u32)) {
            out[i].cause = Some(j as u32);
        }
    }
}

/// A verb for what a deed ends in: "killed", "destroyed", "died".
fn ends(ctx: Context<'_>, analysis: &Analysis, id: VerbId) -> bool {
    let verb = analysis.verb(id);
    let word = analysis.tokens[verb.head as usize].word;
    verb.is(WordClass::Happen) || ctx.program.grammar.is(word, WordClass::IntransitivePast)
}

fn position(list: &[Mention], test: impl Fn(&Mention) -> bool) -> Option<usize> {
    list.iter().position(test)
}

/// The trigger's group is the subject or stands in its coordination.
fn heads(analysis: &Analysis, subject: GroupId, noun: GroupId) -> bool {
    analysis.members(subject).any(|g| g == noun)
}
