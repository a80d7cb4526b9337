//! Cues change the status of the mentions in their scope.

use dateline_model::Status;

use crate::analysis::Context;
use crate::analysis::model::{Analysis, Determiner, GroupId, Meaning, NounGroup, Relation, VerbForm, VerbId};
use crate::compile::{CueProgram, VerbMeaning, WordClass};
use crate::pack::{CueScope, Until};
use crate::text::{Tag, Token, WordId};

use super::frames::{is_negative, shares_auxiliary, told_of_whole};
use super::{Mention, Why};

/// Applies all cues of one sentence to its mentions.
pub(super) fn apply_cues(ctx: Context<'_>, analysis: &Analysis, sentence: usize, mentions: &mut [Mention]) {
    let parts = &analysis.sentences[sentence];
    let hits = &analysis.hits[parts.hits.start as usize..parts.hits.end as usize];
    for hit in hits {
        let Meaning::Cue(number) = hit.meaning else { continue };
        let pseudo = hits.iter().any(|h| {
            h.meaning == Meaning::NoCue(number) && h.tokens.start <= hit.tokens.start && h.tokens.end >= hit.tokens.end
        });
        let longer = hits.iter().any(|h| {
            matches!(h.meaning, Meaning::Cue(_))
                && h.tokens.len() > hit.tokens.len()
                && h.tokens.start <= hit.tokens.start
                && h.tokens.end >= hit.tokens.end
        });
        // "May 17" is no modal.
        let dated = analysis.times[parts.times.start as usize..parts.times.end as usize]
            .iter()
            .any(|t| hit.tokens.len() == 1 && t.tokens.contains(&hit.tokens.start));
        let cue = &ctx.program.cues[number as usize];
        if pseudo || longer || dated && cue.status.is_some() {
            continue;
        }
        let rest = hit.tokens.end as usize..parts.sentence.tokens.end as usize;
        if !is_whole(cue, &analysis.tokens[hit.tokens.start as usize..hit.tokens.end as usize], &analysis.tokens[rest])
        {
            continue;
        }
        for mention in mentions.iter_mut() {
            let inside = in_scope(analysis, cue, hit.tokens.start, hit.tokens.end, mention);
            if inside
                && !is_given(ctx, analysis, cue, mention)
                && !is_aside(analysis, &hit.tokens, mention)
                && !(cue.status.is_some() && is_beside(ctx, analysis, &hit.tokens, mention))
                && !is_doubled(ctx, analysis, cue, &hit.tokens, mention)
                && !is_of_whole(analysis, cue, &hit.tokens, mention)
                && !is_counted_in(cue, &hit.tokens, mention)
            {
                set(ctx, cue, number, mention);
            }
        }
    }
    for hit in hits {
        let Meaning::CueNoun(number) = hit.meaning else { continue };
        let Some(noun) = parts.groups.clone().map(GroupId).find(|g| hit.tokens.contains(&analysis.group(*g).head))
        else {
            continue;
        };
        let cue = &ctx.program.cues[number as usize];
        for mention in mentions.iter_mut() {
            if mention.noun != Some(noun) && complements(ctx, analysis, noun, mention) {
                set(ctx, cue, number, mention);
            }
        }
    }
    for id in parts.verbs.clone().map(VerbId) {
        let verb = analysis.verb(id);
        for meaning in &verb.meanings {
            let VerbMeaning::Cue(number) = *meaning else { continue };
            // A cue that is itself negated says the opposite: "did not rule out", "failed to prevent".
            if verb.negated {
                continue;
            }
            let cue = &ctx.program.cues[number as usize];
            for mention in mentions.iter_mut() {
                let denied = cue.status == Some(Status::Denied) && follows(analysis, id, mention);
                if mention.verb != Some(id) && (denied || governs(ctx, analysis, id, mention)) {
                    set(ctx, cue, number, mention);
                }
            }
        }
    }
}

/// The cue belongs to what is said about the subject on the way to the mention's verb: "a man accused of murder was
/// arrested", "the group, which may be small, attacked".
fn is_aside(analysis: &Analysis, cue: &std::ops::Range<u32>, mention: &Mention) -> bool {
    let Some(id) = mention.verb.or(mention.support) else { return false };
    // "A bomb aimed at the base fell short, hitting a school"
    let above = |v: &VerbId| match analysis.verb(*v).relation {
        Relation::Adverbial(up) | Relation::Conjunct(up) if analysis.verb(*v).form == VerbForm::Gerund => Some(up),
        _ => None,
    };
    let id = std::iter::successors(Some(id), above).take(4).last().unwrap_or(id);
    let verb = analysis.verb(id);
    let Some(subject) = verb.subject.map(|g| analysis.group(g)) else { return false };
    let passed = verb.form == VerbForm::Finite && cue.end <= verb.tokens.start && subject.tokens.end <= cue.start;
    let verbs = analysis.sentences[mention.sentence as usize].verbs.clone().map(VerbId);
    passed
        && verbs.filter(|v| *v != id).map(|v| analysis.verb(v)).any(|other| {
            let nested = other.form != VerbForm::Finite || matches!(other.relation, Relation::RelativeSubject(_));
            nested && subject.tokens.end <= other.tokens.start && other.tokens.start < cue.end
        })
}

/// "No one was hurt in the blast": a negation leaves the deed in which it stands.
fn is_given(ctx: Context<'_>, analysis: &Analysis, cue: &CueProgram, mention: &Mention) -> bool {
    let Some(group) = mention.noun.filter(|_| mention.verb.is_none()).map(|g| analysis.group(g)) else { return false };
    let inside = |w| ctx.program.grammar.is(w, WordClass::Locative) && !ctx.program.grammar.is(w, WordClass::Of);
    cue.status == Some(Status::Denied)
        && group.determiner == Determiner::Definite
        && mention.support.is_none_or(|v| analysis.verb(v).tokens.start >= group.tokens.end)
        && group.governor.is_some_and(inside)
}

/// "had not fired and had arrested 17", "demanded a ransom and later killed him": what the cue says is said of the verb before,
/// with which this one shares no auxiliary.
fn is_beside(ctx: Context<'_>, analysis: &Analysis, at: &std::ops::Range<u32>, mention: &Mention) -> bool {
    let Some(verb) = mention.verb.map(|v| analysis.verb(v)) else { return false };
    let Relation::Conjunct(first) = verb.relation else { return false };
    let before = analysis.verb(first);
    // The cue is the verb itself, and no auxiliary of it: a past form behind it stands for itself.
    if at.contains(&before.head) {
        return verb.form == VerbForm::Finite && analysis.tokens[verb.head as usize].tag == Tag::Vbd;
    }
    before.tokens.contains(&at.start) && !shares_auxiliary(ctx, analysis, first, verb)
}

/// "None of the men killed was armed": the negation in the group that the mention's clause only describes.
fn is_of_whole(analysis: &Analysis, cue: &CueProgram, at: &std::ops::Range<u32>, mention: &Mention) -> bool {
    let Some(id) = mention.verb.filter(|_| cue.status == Some(Status::Denied)) else { return false };
    let whole = analysis.verb(id).relation.described();
    let negative = |g: GroupId| is_negative(analysis, g) && analysis.group(g).tokens.contains(&at.start);
    whole.is_some_and(|g| negative(g) && told_of_whole(analysis, id, g))
}

/// "none of them survived": the rule says that its own negation tells of the deed.
fn is_counted_in(cue: &CueProgram, at: &std::ops::Range<u32>, mention: &Mention) -> bool {
    let own = mention.why == Why::Rule && mention.status == Status::Reported;
    own && cue.status == Some(Status::Denied) && at.end <= mention.trigger.start
}

/// A negation of a verb that denies: "did not fail to arrest".
fn is_doubled(
    ctx: Context<'_>,
    analysis: &Analysis,
    cue: &CueProgram,
    at: &std::ops::Range<u32>,
    mention: &Mention,
) -> bool {
    let Some(id) = mention.verb.or(mention.support).filter(|_| cue.status == Some(Status::Denied)) else {
        return false;
    };
    let (Relation::Infinitive(parent) | Relation::Adverbial(parent) | Relation::Content(parent)) =
        analysis.verb(id).relation
    else {
        return false;
    };
    let governor = analysis.verb(parent);
    let denies = |m: &VerbMeaning| matches!(m, VerbMeaning::Cue(c) if ctx.program.cues[*c as usize].status == Some(Status::Denied));
    governor.negated && governor.tokens.contains(&at.start) && governor.meanings.iter().any(denies)
}

/// What stands here is not the first part of a cue whose second is missing.
fn is_whole(cue: &CueProgram, here: &[Token], rest: &[Token]) -> bool {
    let same = |tokens: &[Token], words: &[WordId]| {
        tokens.len() == words.len() && tokens.iter().zip(words).all(|(token, word)| token.word == *word)
    };
    let mut seconds = cue.split.iter().filter(|split| same(here, &split.first)).map(|split| &split.second).peekable();
    seconds.peek().is_none()
        || seconds.any(|second| !second.is_empty() && rest.windows(second.len()).any(|tokens| same(tokens, second)))
}

/// A stronger status is not weakened: what is denied stays denied, what is planned is not made background.
fn set(ctx: Context<'_>, cue: &CueProgram, number: u32, mention: &mut Mention) {
    let event = &ctx.program.frames[mention.frame as usize].event;
    if !cue.applies_to(event) {
        return;
    }
    if let Some(status) = cue.status
        && strength(status) > strength(mention.status)
    {
        mention.status = status;
        mention.why = Why::Cue(number);
    }
    if let Some(aggregate) = cue.aggregate {
        mention.aggregate |= aggregate;
    }
}

fn strength(status: Status) -> u8 {
    match status {
        Status::Reported => 0,
        Status::Background => 1,
        Status::Claimed => 2,
        Status::Hypothetical => 3,
        Status::Planned => 4,
        Status::Denied => 5,
    }
}

/// A denial covers the deeds that it names anywhere behind it: "denying what was circulated regarding the escape".
fn follows(analysis: &Analysis, cue: VerbId, mention: &Mention) -> bool {
    let verb = analysis.verb(cue);
    mention.trigger.start > verb.head && mention.noun.is_some() && mention.clause >= verb.clause
}

/// The mention stands in the token scope of a phrase cue.
fn in_scope(analysis: &Analysis, cue: &CueProgram, start: u32, end: u32, mention: &Mention) -> bool {
    let at = mention.trigger.start;
    let (from, to) = if at >= end {
        if cue.scope == CueScope::Backward {
            return false;
        }
        (end, at)
    } else if mention.trigger.end <= start {
        if cue.scope == CueScope::Forward {
            return false;
        }
        (mention.trigger.end, start)
    } else {
        return false;
    };
    let between = &analysis.tokens[from as usize..to as usize];
    let stands = |phrase: &[crate::text::WordId]| {
        !phrase.is_empty()
            && between.windows(phrase.len()).any(|w| w.iter().zip(phrase).all(|(t, word)| t.word == *word))
    };
    if cue.stop.iter().any(|phrase| stands(phrase)) {
        return false;
    }
    for until in &cue.until {
        let ended = match until {
            Until::Sentence => false,
            Until::Comma => (from..to).any(|i| analysis.tokens[i as usize].span.len() == 1 && is_comma(analysis, i)),
            Until::Clause => crosses_clause(analysis, start..end, mention),
        };
        if ended {
            return false;
        }
    }
    true
}

fn is_comma(analysis: &Analysis, at: u32) -> bool {
    analysis.tokens[at as usize].kind == crate::text::TokenKind::Punct
}

/// Cue and mention stand in different clauses. A word between clauses ("if", "whether") belongs to the one behind it.
fn crosses_clause(analysis: &Analysis, cue: std::ops::Range<u32>, mention: &Mention) -> bool {
    let sentence = &analysis.sentences[mention.sentence as usize];
    let verbs = || sentence.verbs.clone().map(VerbId).map(|v| analysis.verb(v));
    let groups = || sentence.groups.clone().map(|g| &analysis.groups[g as usize]);
    let meets = |tokens: &std::ops::Range<u32>| tokens.start < cue.end && cue.start < tokens.end;
    let inside = verbs().find(|v| meets(&v.tokens)).map(|v| v.clause);
    // A possessor ("his") is no part of the clause by itself.
    let outer = |g: &&NounGroup| !groups().any(|o| o.tokens.start == g.tokens.start && o.tokens.end > g.tokens.end);
    let inside = inside.or_else(|| groups().filter(outer).find(|g| meets(&g.tokens)).map(|g| g.clause));
    let behind = || {
        let group = groups().filter(outer).find(|g| g.tokens.start >= cue.end).map(|g| (g.tokens.start, g.clause));
        let verb = verbs().find(|v| v.tokens.start >= cue.end).map(|v| (v.tokens.start, v.clause));
        group.into_iter().chain(verb).min().map(|(_, clause)| clause)
    };
    let before = || verbs().rfind(|v| v.tokens.start <= cue.start).map(|v| v.clause);
    let clause = inside.or_else(|| if mention.trigger.start >= cue.end { behind() } else { before() });
    clause.or_else(before).unwrap_or(0) != mention.clause
}

/// The mention is the complement of the cue noun: "a plan to kill", "an attempt at arresting", "the threat of an attack".
fn complements(ctx: Context<'_>, analysis: &Analysis, noun: GroupId, mention: &Mention) -> bool {
    let mut at = mention.verb.or(mention.support);
    for _ in 0..6 {
        let Some(id) = at else { break };
        at = match analysis.verb(id).relation {
            Relation::NounInfinitive(g) | Relation::NounGerund(g, _) => return g == noun,
            // "a plot aimed at targeting": the verb between the noun and the deed.
            Relation::Infinitive(v) | Relation::Gerund(v, _) | Relation::Conjunct(v) => {
                let verb = analysis.verb(v);
                if verb.object == Some(noun)
                    && verb.head < mention.trigger.start
                    && (ctx.program.grammar.is(verb.lemma, WordClass::Light)
                        || analysis.group(noun).tokens.end == analysis.verb(id).tokens.start)
                {
                    return true;
                }
                Some(v)
            }
            _ => None,
        };
    }
    let Some(own) = mention.noun else { return false };
    let first = analysis.group(own).first.unwrap_or(own);
    analysis.group(noun).preps.iter().any(|p| {
        p.group == first
            && (ctx.program.grammar.is(p.word, WordClass::Of)
                || analysis.tokens[analysis.group(noun).head as usize + 1].word == p.word)
    }) || analysis.group(own).tokens.contains(&analysis.group(noun).head)
        && analysis.group(own).head > analysis.group(noun).head
}

/// The mention is in the complement of the cue verb.
fn governs(ctx: Context<'_>, analysis: &Analysis, cue: VerbId, mention: &Mention) -> bool {
    let mut at = mention.verb.or(mention.support);
    for _ in 0..8 {
        let Some(id) = at else { break };
        if id == cue {
            return true;
        }
        at = match analysis.verb(id).relation {
            // A verb beside the cue is not its complement: "prevented an attack and arrested four".
            Relation::Conjunct(v) => Some(v).filter(|v| *v != cue),
            Relation::Infinitive(v) | Relation::Content(v) | Relation::Gerund(v, _) => Some(v),
            // "denied killing", "accused of killing": right behind the cue the participle is its complement.
            Relation::Adverbial(v) if v == cue => {
                let governor = analysis.verb(v);
                let end = governor.particle.as_ref().map_or(governor.tokens.end, |p| p.end.max(governor.tokens.end));
                return analysis.verb(id).tokens.start == end;
            }
            // "called for sending a force, noting that three had been killed": the report goes on beside the cue.
            Relation::Adverbial(_) if analysis.verb(id).is(WordClass::Report) => None,
            Relation::Adverbial(v) => Some(v),
            // "dismissed what pages said about gunmen abducting three": what is told of somebody under such a preposition.
            Relation::RelativeSubject(g) if analysis.verb(id).form == VerbForm::Gerund => {
                let grammar = &ctx.program.grammar;
                let aside = [WordClass::Locative, WordClass::Absolute, WordClass::By];
                let about = |w: WordId| aside.iter().all(|class| !grammar.is(w, *class));
                analysis.verb_above(g).filter(|_| analysis.group(g).governor.is_some_and(about))
            }
            _ => None,
        };
    }
    // A noun that is the verb's object, or hangs on its object or prepositions.
    let Some(noun) = mention.noun else { return false };
    let verb = analysis.verb(cue);
    let first = analysis.group(noun).first.unwrap_or(noun);
    let object = [verb.object, verb.second, verb.subject.filter(|_| verb.passive)];
    object.contains(&Some(first))
        || verb.preps.iter().any(|p| p.group == first)
        || object.iter().flatten().any(|o| analysis.group(*o).preps.iter().any(|p| p.group == first))
}
