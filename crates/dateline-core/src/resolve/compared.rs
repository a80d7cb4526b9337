//! What a deed is only held against: "the deadliest attack this year", "812 arrests, compared with 655 in 2023".
//!
//! Invariant: looks at one sentence; what it finds takes a time off a mention and never gives one.

use std::ops::Range;

use crate::analysis::model::{Analysis, GroupId, Meaning, SentenceParts, VerbId};
use crate::analysis::numbers::QuantityKind;
use crate::compile::WordClass;
use crate::extract::Mention;
use crate::text::Tag;

use super::Story;
use super::date::is_stop;
use super::deeds::under;

/// "the latest in a string of attacks", "since the fall of the city": deeds of another time than what is told beside them.
pub(super) fn is_held_against(story: &Story<'_>, noun: GroupId) -> bool {
    let analysis = story.analysis;
    let since = analysis.group(noun).governor.is_some_and(|w| story.ctx.program.grammar.is(w, WordClass::Since));
    let plural = analysis.tokens[analysis.group(noun).head as usize].tag == Tag::Nns;
    let most = |g: GroupId| has_superlative(analysis, analysis.group(g).tokens.clone());
    since || plural && under(analysis, noun).any(most)
}

/// "812 arrests, compared with 655 in 2023", "down from 90 the year before": the time of what is held against the mention.
pub(super) fn is_compared(story: &Story<'_>, parts: &SentenceParts, mention: &Mention, time: &Range<u32>) -> bool {
    let hits = &story.analysis.hits[parts.hits.start as usize..parts.hits.end as usize];
    let words = hits.iter().filter(|h| h.meaning == Meaning::Class(WordClass::Comparing) && h.tokens.end <= time.start);
    words.map(|h| h.tokens.end).any(|end| {
        let between = end..time.start;
        !between.contains(&mention.trigger.start) && !between.clone().any(|at| is_stop(story, at))
    })
}

/// "was one of the boldest since January 2022": what is only compared with the others of a stretch of time.
pub(super) fn ranks(story: &Story<'_>, mention: &Mention, time: u32) -> bool {
    let analysis = story.analysis;
    let parts = &analysis.sentences[mention.sentence as usize];
    let tokens = &analysis.times[time as usize].tokens;
    let before = parts.verbs.clone().map(|v| analysis.verb(VerbId(v))).rfind(|v| v.head < tokens.start);
    // "the attack, the deadliest since 2019"
    let most = has_superlative(analysis, mention.trigger.end..tokens.start);
    mention.noun.is_some() && (before.is_some_and(|v| v.copula && v.head > mention.trigger.start) || most)
}

/// "deadliest", "most" among the tokens.
pub(super) fn has_superlative(analysis: &Analysis, mut tokens: Range<u32>) -> bool {
    tokens.any(|at| matches!(analysis.tokens[at as usize].tag, Tag::Jjs | Tag::Rbs))
}

/// "the deadliest attack", "the first attack": the group only holds it against others.
pub(super) fn is_ranked(analysis: &Analysis, parts: &SentenceParts, group: GroupId) -> bool {
    let tokens = &analysis.group(group).tokens;
    let most = has_superlative(analysis, tokens.clone());
    let quantities = &analysis.quantities[parts.quantities.start as usize..parts.quantities.end as usize];
    most || quantities.iter().any(|q| q.kind == QuantityKind::Ordinal && tokens.contains(&q.tokens.start))
}
