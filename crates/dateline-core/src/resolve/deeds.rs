//! Deeds told by nouns: which of them are only the reason of another, or remembered by it.
//!
//! Invariant: looks at how the groups of a sentence hang on each other, and at no times or places.

use crate::analysis::model::{Analysis, GroupId, Relation};
use crate::compile::WordClass;
use crate::extract::{Form, Mention};

use super::Story;

/// Nouns one under the other that are read upwards.
const NESTED: usize = 4;

/// The head is a deed's noun, and nobody who does one.
pub(super) fn is_deed(story: &Story<'_>, group: GroupId) -> bool {
    let group = story.analysis.group(group);
    !group.types.meets(story.ctx.program.kinds.person)
        && story.ctx.program.is_trigger_lemma(story.analysis.tokens[group.head as usize].lemma)
}

/// The nouns that a group hangs on, lowest first: "the execution of inmates at the prison".
pub(super) fn under(analysis: &Analysis, group: GroupId) -> impl Iterator<Item = GroupId> {
    analysis.nouns_above(group).take(NESTED)
}

/// The group itself, and what it hangs on.
pub(super) fn from(analysis: &Analysis, group: GroupId) -> impl Iterator<Item = GroupId> {
    std::iter::once(group).chain(under(analysis, group))
}

/// "The strike came two days after an attack in Rashad": of a noun that a verb of happening tells, what stands under another
/// deed is not its own.
pub(super) fn of_another(story: &Story<'_>, mention: &Mention, group: GroupId) -> bool {
    let analysis = story.analysis;
    let (Some(noun), Some(verb), None) = (mention.noun, mention.support, mention.verb) else { return false };
    let happens = mention.form == Form::Existential && analysis.verb(verb).subject == Some(noun);
    let own = |g: GroupId| g == noun || mention.roles.iter().any(|(_, f)| f.group() == Some(g));
    let mut chain = from(analysis, group).take_while(|g| !own(*g));
    // "in response to an attack"
    let answers = || analysis.group(group).preps.iter().any(|p| is_reason(story, p.group) && is_deed(story, p.group));
    happens && (chain.any(|g| analysis.group(g).tokens.start >= mention.trigger.end && is_deed(story, g)) || answers())
}

/// "in retaliation for a drone attack", "fled from the fighting": a deed that is only the reason or the end of another.
pub(super) fn is_reason(story: &Story<'_>, noun: GroupId) -> bool {
    let grammar = &story.ctx.program.grammar;
    let governor = story.analysis.group(noun).governor;
    governor.is_some_and(|w| {
        grammar.is(w, WordClass::Way) && !grammar.is(w, WordClass::Of) || grammar.is(w, WordClass::Motive)
    })
}

/// "held over the killing": an earlier deed for which another is done.
pub(super) fn is_motive(story: &Story<'_>, noun: GroupId) -> bool {
    let governor = story.analysis.group(noun).governor;
    is_deed(story, noun) && governor.is_some_and(|w| story.ctx.program.grammar.is(w, WordClass::Motive))
}

/// Told of an earlier deed that is only the reason of another: "protested over the killing of two men in Nasiriyah",
/// "sentenced for their part in the bombing".
pub(super) fn of_reason(story: &Story<'_>, group: GroupId) -> bool {
    is_for_deed(story, from(story.analysis, group))
}

/// A deed among the groups, and with it or above it a word that makes it a reason.
pub(super) fn is_for_deed(story: &Story<'_>, mut groups: impl Iterator<Item = GroupId>) -> bool {
    let mut deed = false;
    groups.any(|g| {
        deed |= is_deed(story, g);
        let governor = story.analysis.group(g).governor;
        deed && governor.is_some_and(|w| story.ctx.program.grammar.is(w, WordClass::Motive))
    })
}

/// "the anniversary of the attack", "of the attack in which hundreds died": a deed that is remembered.
pub(super) fn is_remembered(story: &Story<'_>, mention: &Mention) -> bool {
    let analysis = story.analysis;
    let deed = mention.noun.or_else(|| match analysis.verb(mention.verb?).relation {
        Relation::RelativeOther(g) | Relation::RelativeSubject(g) | Relation::Reduced(g) => Some(g),
        _ => None,
    });
    let remembers = |g: GroupId| {
        let head = analysis.tokens[analysis.group(g).head as usize];
        story.ctx.program.grammar.is(head.lemma, WordClass::Remembrance)
    };
    deed.is_some_and(|g| under(analysis, g).any(remembers))
}
