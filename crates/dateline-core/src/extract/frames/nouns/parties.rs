//! Who did or suffered a noun's deed where other words than its own say so: "blamed for the attack", "the target of the attack".

use crate::analysis::Context;
use crate::analysis::model::{Analysis, Determiner, GroupId, Prep, Relation, VerbForm, VerbGroup};
use crate::compile::{FrameProgram, Place, VerbMeaning, WordClass};

use super::governing;

/// "blamed the group for the bombing", "the group was blamed for it", "blamed the bombing on the group": who is praised or blamed
/// for the deed.
pub(super) fn answerable(ctx: Context<'_>, analysis: &Analysis, id: GroupId) -> Option<GroupId> {
    let grammar = &ctx.program.grammar;
    let first = analysis.group(id).first.unwrap_or(id);
    let actor = |g: &GroupId| {
        let types = analysis.group(*g).types;
        types.meets(ctx.program.kinds.actor) || types.meets(ctx.program.kinds.person)
    };
    // "men convicted of murder": what anybody is charged with, and no deed that is told.
    let noun = analysis.group(first);
    let bare = noun.determiner == Determiner::None && noun.quantity.is_none() && noun.preps.is_empty();
    let whom = |verb: &VerbGroup| {
        let told = !verb.passive || !bare && !matches!(verb.relation, Relation::Reduced(_));
        let whom = if verb.passive { verb.subject } else { verb.object };
        whom.filter(|g| told && actor(g) && grammar.is(verb.lemma, WordClass::Judgement))
    };
    if let Some(word) = noun.governor {
        let links = grammar.is(word, WordClass::Of) || grammar.is(word, WordClass::NameLink);
        let near = analysis.verbs.partition_point(|v| v.head < noun.tokens.start);
        let verb = near.checked_sub(1).map(|v| &analysis.verbs[v])?;
        return whom(verb).filter(|_| links && verb.preps.iter().any(|p| p.group == first));
    }
    let verb = analysis.verb(noun.verb.or_else(|| governing(analysis, first))?);
    // "accused the group of the bombing": where the preposition belongs to the verb.
    let second = if verb.passive { verb.object } else { verb.second };
    if let Some(whom) = whom(verb).filter(|_| second == Some(first) && !bare) {
        return Some(whom);
    }
    let deed = if verb.passive { verb.subject } else { verb.object };
    let ascribed = deed == Some(first) && grammar.is(verb.lemma, WordClass::Ascribing);
    // "blamed the attack on the convoy on the group": the last.
    let named = |p: &&Prep| grammar.is(p.word, WordClass::Ascribed) && actor(&p.group);
    verb.preps.iter().rfind(named).map(|p| p.group).filter(|_| ascribed)
}

/// "The school was the target of a bomb attack": whoever is said to have been the target suffered the deed.
pub(super) fn targeted(
    ctx: Context<'_>,
    analysis: &Analysis,
    frame: &FrameProgram,
    id: GroupId,
) -> Option<(Place, GroupId)> {
    let grammar = &ctx.program.grammar;
    let first = analysis.group(id).first.unwrap_or(id);
    analysis.group(first).governor.filter(|word| grammar.is(*word, WordClass::Of))?;
    let target = analysis.nouns_above(first).next()?;
    if !ctx.is(analysis.tokens[analysis.group(target).head as usize], WordClass::Target) {
        return None;
    }
    let verb = analysis.verb(analysis.group(target).verb.or_else(|| governing(analysis, target))?);
    let is = verb.copula || grammar.is(verb.lemma, WordClass::Copular);
    let whom = verb.subject.filter(|g| *g != target && is && !verb.negated)?;
    let suffers = |place: &&Place| match place {
        Place::Object => true,
        Place::Preposition(word) => grammar.is(*word, WordClass::Against),
        _ => false,
    };
    let place = frame.roles.iter().flat_map(|role| &role.at).find(suffers)?;
    Some((*place, whom))
}

/// "Militants killed two shepherds in a raid on the village": whoever does the one in the course of the other does both.
pub(super) fn in_course(ctx: Context<'_>, analysis: &Analysis, frame: &FrameProgram, id: GroupId) -> Option<GroupId> {
    let grammar = &ctx.program.grammar;
    let group = analysis.group(id);
    // "shot three people in a sit-in": what is done to nobody is others' doing.
    let done_to = frame.roles.iter().any(|r| *r.name == *"patient" && r.at.contains(&Place::Object));
    let word = group.governor.filter(|_| done_to && group.determiner == Determiner::Indefinite)?;
    if !grammar.holds(word) {
        return None;
    }
    let near = analysis.verbs.partition_point(|v| v.head < group.tokens.start);
    let verb = &analysis.verbs[near.checked_sub(1)?];
    let object = verb.object.filter(|_| !verb.passive && verb.form == VerbForm::Finite)?;
    let hangs = |preps: &[Prep]| preps.iter().any(|p| p.group == id);
    let under = hangs(&verb.preps) || analysis.members(object).any(|g| hangs(&analysis.group(g).preps));
    // "lost three fighters in a raid": who suffers is no doer.
    let acts = |frame: &FrameProgram| {
        let mut own = frame.roles.iter().filter(|r| r.at.contains(&Place::Subject));
        own.clone().any(|r| *r.name == *"agent") && !own.any(|r| *r.name == *"patient")
    };
    let frames = || {
        verb.meanings.iter().filter_map(|m| match m {
            VerbMeaning::Frame(number) => Some(&ctx.program.frames[*number as usize]),
            _ => None,
        })
    };
    let subject = verb.subject.filter(|_| under && frames().next().is_some() && frames().all(acts))?;
    let kinds = &ctx.program.kinds;
    analysis.group(subject).types.meets(kinds.actor.union(kinds.militant)).then_some(subject)
}
