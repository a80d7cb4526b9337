//! What hangs on what, over more than one step: the verb that a noun serves, and verbs that tell one course of things.
//!
//! Invariant: every walk ends; chains are cut after a few steps.

use crate::analysis::model::{Analysis, GroupId, Relation, SentenceParts, Tense, VerbForm, VerbGroup, VerbId};
use crate::compile::WordClass;
use crate::extract::Mention;

use super::Story;

/// Steps after which a chain is cut.
const STEPS: usize = 8;

/// The verb that a noun group is an argument or adjunct of, through the nouns it hangs on; not one that only describes it
/// ("an attack claimed by").
pub(super) fn governing(analysis: &Analysis, group: GroupId) -> Option<VerbId> {
    let describes = |v: &VerbId| analysis.verb(*v).relation == Relation::Reduced(group);
    governing_beside(analysis, group, analysis.group(group).verb.filter(describes))
}

/// The same, past the verb of a clause that only tells of the group ("relatives of Ali, who was killed, protested").
pub(super) fn governing_beside(analysis: &Analysis, group: GroupId, not: Option<VerbId>) -> Option<VerbId> {
    let own = |g: GroupId| analysis.group(g).verb.filter(|v| Some(*v) != not);
    if let Some(verb) = own(group) {
        return Some(verb);
    }
    let mut nouns = std::iter::once(group).chain(analysis.nouns_above(group)).take(STEPS);
    nouns.find_map(|at| analysis.verb_above(at).or_else(|| own(at)))
}

/// The verb that a mention is told by: its own or the one that supports it, else the one that governs its noun.
pub(super) fn telling(analysis: &Analysis, mention: &Mention) -> Option<VerbId> {
    mention.verb.or(mention.support).or_else(|| governing(analysis, mention.noun?))
}

/// The lower verb goes on with what the upper tells.
pub(super) fn up(analysis: &Analysis, lower: VerbId, upper: VerbId) -> bool {
    chain(analysis, lower).skip(1).any(|v| v == upper)
}

/// The two verbs tell one course of things: one hangs on the other, or both on main verbs that are told alike.
pub(super) fn one_course(analysis: &Analysis, a: VerbId, b: VerbId) -> bool {
    let root = |v: VerbId| chain(analysis, v).last().unwrap_or(v);
    let (x, y) = (root(a), root(b));
    let main = |v: VerbId| analysis.verb(v).relation == Relation::Main;
    x == y || main(x) && main(y) && alike(analysis.verb(x), analysis.verb(y))
}

/// The two are told in one tense.
pub(super) fn alike(a: &VerbGroup, b: &VerbGroup) -> bool {
    (a.tense, a.perfect, a.progressive) == (b.tense, b.perfect, b.progressive)
}

/// A coordinated verb in the tense of the first, whose auxiliary it may share: "have killed 63 and wounded 100".
pub(super) fn goes_on(verb: &VerbGroup, first: &VerbGroup) -> bool {
    alike(verb, first) || first.perfect && verb.tokens.len() == 1 && verb.tense == Tense::Past
}

/// The finite verb that a verb hangs on by its form, or itself.
pub(super) fn finite(analysis: &Analysis, verb: VerbId) -> VerbId {
    let up = |v: &VerbId| match analysis.verb(*v).relation {
        Relation::Adverbial(up) | Relation::Gerund(up, _) | Relation::Infinitive(up) => Some(up),
        _ => None,
    };
    let done = |v: &VerbId| analysis.verb(*v).form == VerbForm::Finite;
    std::iter::successors(Some(verb), up).take(STEPS).find(done).unwrap_or(verb)
}

/// The group by whose relative or participle clause the lower verb comes under the upper, if it does by one; or by an
/// infinitive that tells of a number of people ("one of five detainees to escape").
pub(super) fn relative(analysis: &Analysis, lower: VerbId, upper: VerbId) -> Option<GroupId> {
    chain(analysis, lower).take_while(|v| *v != upper).find_map(|v| match analysis.verb(v).relation {
        Relation::NounInfinitive(g) => Some(g).filter(|g| analysis.group(*g).quantity.is_some()),
        relation => relation.described(),
    })
}

/// "The group, which has men in Raqqa, said that two were killed": the second verb tells in a clause of its own of whoever says
/// what the first does.
pub(super) fn of_speaker(analysis: &Analysis, own: VerbId, told: VerbId) -> bool {
    let mut speakers = chain(analysis, own).filter_map(|v| match analysis.verb(v).relation {
        Relation::Content(report) => analysis.verb(report).subject,
        _ => None,
    });
    let described = |g: GroupId| chain(analysis, told).any(|v| analysis.verb(v).relation.described() == Some(g));
    speakers.any(described)
}

/// The verb of a clause that grants something: "although the army retook the town".
pub(super) fn concedes(story: &Story<'_>, verb: VerbId) -> bool {
    matches!(story.analysis.verb(verb).relation, Relation::Subordinate(_, word)
        if story.ctx.program.grammar.is(word, WordClass::Concessive))
}

/// The group stands under a preposition of place with which its sentence sets out: "In Diyala", "In a separate incident".
pub(super) fn is_fronted(story: &Story<'_>, parts: &SentenceParts, group: GroupId) -> bool {
    let group = story.analysis.group(group);
    group.tokens.start <= parts.sentence.tokens.start + 2
        && group.governor.is_some_and(|w| story.ctx.program.grammar.is(w, WordClass::Locative))
}

/// The verb and those above it.
pub(super) fn chain(analysis: &Analysis, verb: VerbId) -> impl Iterator<Item = VerbId> + '_ {
    std::iter::successors(Some(verb), |v| above(analysis, *v)).take(STEPS)
}

/// The verb whose course of things a verb goes on with.
fn above(analysis: &Analysis, at: VerbId) -> Option<VerbId> {
    let verb = analysis.verb(at);
    let over = |g: GroupId| governing_beside(analysis, g, Some(at)).filter(|v| *v != at);
    match verb.relation {
        // "lost the town in 2019 but continues to attack".
        Relation::Conjunct(v) if verb.form == VerbForm::Finite && !goes_on(verb, analysis.verb(v)) => None,
        Relation::NounGerund(g, _) | Relation::NounInfinitive(g) => over(g),
        relation => relation.above().or_else(|| over(relation.described()?)),
    }
}

/// "two others having died": a clause of its own, without a finite verb, of what had been before.
pub(super) fn is_absolute_perfect(verb: &VerbGroup) -> bool {
    verb.perfect && verb.form == VerbForm::Gerund && matches!(verb.relation, Relation::RelativeSubject(_))
}

/// "Casualties rose in the first half of the year: 1,100 dead and 2,100 hurt": the colon behind which nothing but figures
/// stands, the mention's among them. They are of the time that is told before it.
pub(super) fn parts_behind(story: &Story<'_>, mention: &Mention) -> Option<u32> {
    let analysis = story.analysis;
    let parts = &analysis.sentences[mention.sentence as usize];
    let counted = mention.noun.filter(|_| mention.verb.or(mention.support).is_none())?;
    analysis.group(counted).quantity?;
    let colon = (parts.sentence.tokens.start..mention.trigger.start).rev().find(|at| story.mark(*at) == ":")?;
    let told = parts.verbs.clone().any(|v| analysis.verb(VerbId(v)).head > colon);
    let dated = parts.times.clone().any(|t| analysis.times[t as usize].tokens.start > colon);
    (!told && !dated).then_some(colon)
}
