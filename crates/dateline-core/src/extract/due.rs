//! What ought to be done is no event: "must be punished", "needs to deploy".

use crate::analysis::Context;
use crate::analysis::model::{Analysis, GroupId, Relation, Tense, VerbForm, VerbGroup, VerbId};
use crate::compile::WordClass;

use super::Mention;

/// The mention's verb, or one on which it hangs, speaks of a duty. "Must have been killed" is an inference, and "needed to
/// be evacuated" tells of what was done.
pub(super) fn is_due(ctx: Context<'_>, analysis: &Analysis, mention: &Mention) -> bool {
    let duty = |verb: &VerbGroup| {
        verb.modal.is_some_and(|word| ctx.program.grammar.is(word, WordClass::Obligation)) && !verb.perfect
            || ctx.program.grammar.is(verb.lemma, WordClass::Obligation) && verb.tense == Tense::Present
    };
    let above = |id: &VerbId| {
        let verb = analysis.verb(*id);
        match verb.relation {
            Relation::Infinitive(up) | Relation::Gerund(up, _) => Some(up),
            Relation::Conjunct(up) | Relation::Adverbial(up) if verb.form != VerbForm::Finite => Some(up),
            _ => None,
        }
    };
    let done = |g: GroupId| {
        let verb = analysis.group(g).verb?;
        (analysis.verb(verb).subject == Some(g)).then_some(verb)
    };
    let own = mention.verb.or(mention.support).or_else(|| mention.noun.and_then(done));
    // Only what hangs on the duty is due; the verb itself may be the duty's own ("must arrest").
    std::iter::successors(own, above).take(6).any(|id| duty(analysis.verb(id)))
}
