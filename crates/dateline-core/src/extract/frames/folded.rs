//! Two triggers of one sentence that tell of one deed: the fuller telling stands.

use crate::analysis::Context;
use crate::analysis::model::{Analysis, Relation, VerbId};
use crate::extract::{Attempt, Form, Mention, Stop, Watch};

use super::nouns::aim;

/// Takes out, from `first` on, what another mention of the sentence tells more fully.
pub(super) fn fold(
    ctx: Context<'_>,
    analysis: &Analysis,
    first: usize,
    out: &mut Vec<Mention>,
    watch: &mut impl Watch,
) {
    let mut tellers: Vec<Option<u32>> = vec![None; out.len()];
    for (i, mention) in out.iter().enumerate().skip(first) {
        let Some(verb) = mention.verb else { continue };
        let teller =
            |other: &&Mention| is_aimed(ctx, analysis, other, verb) || is_purpose(ctx, analysis, other, mention);
        tellers[i] = out[first..].iter().find(teller).map(|other| other.frame);
    }
    let mut tellers = tellers.into_iter();
    out.retain(|mention| {
        let teller = tellers.next().flatten();
        if let Some(teller) = teller {
            watch.tried(|| Attempt::early(mention.frame, mention.trigger.clone(), Stop::Behind(teller)));
        }
        teller.is_none()
    });
}

/// "The raid targeted a den": the noun tells the deed, and the verb only whom it met.
fn is_aimed(ctx: Context<'_>, analysis: &Analysis, noun: &Mention, verb: VerbId) -> bool {
    let told = noun.form == Form::Existential && noun.noun.is_some() && noun.support == Some(verb);
    told && aim(ctx, &ctx.program.frames[noun.frame as usize], analysis.verb(verb)).is_some()
}

/// "Two brigades were deployed to reinforce the border": what a deed is done for is no second deed of its kind.
fn is_purpose(ctx: Context<'_>, analysis: &Analysis, deed: &Mention, purpose: &Mention) -> bool {
    let kind = |m: &Mention| &ctx.program.frames[m.frame as usize].event;
    let host = match purpose.verb.map(|v| analysis.verb(v).relation) {
        Some(Relation::Infinitive(host)) => host,
        _ => return false,
    };
    deed.verb == Some(host) && kind(deed) == kind(purpose)
}
