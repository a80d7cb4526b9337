//! What a report covers: the events that hang on its verb, and which of the others in its sentence are not its own.
//!
//! Invariant: what hangs on a report is its speaker's, whatever else the sentence tells.

use crate::analysis::model::{Analysis, GroupId, Relation, VerbId};
use crate::compile::WordClass;
use crate::extract::Mention;
use crate::text::Tag;

use super::super::Story;
use super::has_content;

/// The reporting verb stands in a clause behind the mention that turns to another matter, or goes on with one of its own:
/// "…, and the army denied that", "…; the army denied that".
pub(super) fn is_apart(story: &Story<'_>, mention: &Mention, report: VerbId) -> bool {
    let analysis = story.analysis;
    let verb = analysis.verb(report);
    let opens = |g: GroupId| {
        let Some(before) = analysis.group(g).tokens.start.checked_sub(1) else { return false };
        let token = analysis.tokens[before as usize];
        story.ctx.is(token, WordClass::Apart) || token.tag == Tag::Cc || story.mark(before) == ";"
    };
    mention.trigger.end <= verb.tokens.start && verb.subject.is_some_and(opens)
}

/// "Although the army announced his death, …": a report in a subordinate clause speaks of what hangs on it alone, but for
/// "as the army announced". "…, as the army said it had killed five": that is all the army has said.
pub(super) fn is_aside(story: &Story<'_>, report: VerbId) -> bool {
    let Relation::Subordinate(_, word) = story.analysis.verb(report).relation else { return false };
    // "raided a depot before dawn, officials said": the word stands before something else, and the report closes the sentence.
    let subject = story.analysis.verb(report).subject.map(|g| story.analysis.group(g).tokens.start);
    if subject.and_then(|start| start.checked_sub(1)).is_some_and(|before| story.mark(before) == ",") {
        return false;
    }
    let sentence = || story.analysis.sentence_of(story.analysis.verb(report).head);
    story.ctx.program.grammar.is(word, WordClass::Apart) || has_content(story.analysis, sentence(), report)
}

/// "ordered an inquiry after police had shot four men": the occasion of what is said and not what is said, unless the
/// report stands between.
pub(super) fn is_occasion(story: &Story<'_>, mention: &Mention, report: VerbId) -> bool {
    let analysis = story.analysis;
    let after = analysis.verb(report).head < mention.trigger.start;
    let thing = analysis.verb(report).object.is_some();
    let above = |v: &VerbId| match analysis.verb(*v).relation {
        Relation::Adverbial(up) | Relation::Conjunct(up) | Relation::Infinitive(up) | Relation::Gerund(up, _) => {
            Some(up)
        }
        _ => None,
    };
    let verb = mention.verb.or(mention.support);
    let upper = std::iter::successors(verb, above).take(8).last().map(|v| analysis.verb(v).relation);
    after
        && thing
        && matches!(upper, Some(Relation::Subordinate(Some(host), word))
            if host == report && story.ctx.program.grammar.is(word, WordClass::Apart))
}

/// How far above the mention the reporting verb stands, where the mention is in its content.
pub(super) fn distance(story: &Story<'_>, mention: &Mention, report: VerbId) -> Option<usize> {
    let analysis = story.analysis;
    let above = |id: &VerbId| {
        let relation = analysis.verb(*id).relation;
        let said = analysis.report_on_described(*id);
        said.or_else(|| relation.above()).or_else(|| over(analysis, relation.described()?).filter(|v| v != id))
    };
    let lowest = mention
        .verb
        .or(mention.support)
        .or_else(|| over(analysis, mention.noun.filter(|n| !is_apart_from(story, *n))?));
    std::iter::successors(lowest, above).take(10).position(|v| v == report)
}

/// "declared victory after months of battles": what stands behind such a word is no part of what is said.
fn is_apart_from(story: &Story<'_>, noun: GroupId) -> bool {
    let analysis = story.analysis;
    let mut chain = std::iter::once(noun).chain(analysis.nouns_above(noun).take(NESTED));
    chain.any(|g| analysis.group(g).governor.is_some_and(|w| story.ctx.program.grammar.is(w, WordClass::Apart)))
}

/// The verb that a group is an argument of, or hangs on with the nouns above it.
fn over(analysis: &Analysis, group: GroupId) -> Option<VerbId> {
    let chain = std::iter::once(group).chain(analysis.nouns_above(group).take(NESTED));
    chain
        .flat_map(|g| [Some(g), analysis.group(g).first])
        .flatten()
        .find_map(|g| analysis.group(g).verb.or_else(|| analysis.verb_above(g)))
}

/// Nouns that a group may hang on before the verb: "40 attacks in villages of the north".
const NESTED: usize = 4;
