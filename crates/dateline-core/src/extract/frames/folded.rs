//! Two triggers of one sentence that tell of one deed: the fuller telling stands.

use crate::analysis::Context;
use crate::analysis::model::{Analysis, Relation, VerbId};
use crate::extract::order::drop_behind;
use crate::extract::{Form, Mention, RoleFiller, Watch};

use super::nouns::aim;

/// Takes out, from `first` on, what another mention of the sentence tells more fully.
pub(super) fn fold(
    ctx: Context<'_>,
    analysis: &Analysis,
    first: usize,
    out: &mut Vec<Mention>,
    watch: &mut impl Watch,
) {
    let found = &out[first..];
    let teller = |mention: &Mention| {
        let verb = mention.verb?;
        let tells = |other: &&Mention| is_aimed(ctx, analysis, other, verb) || is_same(ctx, analysis, other, mention);
        found.iter().find(tells).map(|other| other.frame)
    };
    let tellers = found.iter().map(teller).collect();
    drop_behind(first, tellers, out, watch);
}

/// "The raid targeted a den", "a strike in the north targeting a leader": the noun tells the deed, and the verb only whom it
/// met.
fn is_aimed(ctx: Context<'_>, analysis: &Analysis, noun: &Mention, verb: VerbId) -> bool {
    let told = match (noun.form, noun.support) {
        (Form::Light, Some(support)) => analysis.verb(verb).relation == Relation::Adverbial(support),
        (_, support) => support == Some(verb),
    };
    noun.noun.is_some() && told && aim(ctx, &ctx.program.frames[noun.frame as usize], analysis.verb(verb)).is_some()
}

/// One deed of one type: "deployed to reinforce the border", "lifted and defused nine mines", "opened harassment fire".
fn is_same(ctx: Context<'_>, analysis: &Analysis, deed: &Mention, other: &Mention) -> bool {
    let kind = |m: &Mention| &ctx.program.frames[m.frame as usize].event;
    let Some(verb) = other.verb.filter(|_| kind(deed) == kind(other)) else { return false };
    match analysis.verb(verb).relation {
        Relation::Infinitive(host) if deed.verb == Some(host) => true,
        Relation::Conjunct(host) if deed.verb == Some(host) => shares(ctx, deed, other),
        // "A missile fired from Yemen landed near": what it was told to have been sent with.
        Relation::Reduced(weapon) => {
            let weapon = RoleFiller::Group(weapon);
            deed.verb != other.verb && deed.verb.is_some() && deed.roles.iter().any(|(_, filler)| *filler == weapon)
        }
        _ => deed.form == Form::Light && deed.support == Some(verb) && deed.frame == other.frame,
    }
}

/// The patient of both is one group.
fn shares(ctx: Context<'_>, a: &Mention, b: &Mention) -> bool {
    let patient = |m: &Mention| {
        let roles = &ctx.program.frames[m.frame as usize].roles;
        m.roles.iter().find(|(role, _)| *roles[usize::from(*role)].name == *"patient").and_then(|(_, f)| f.group())
    };
    patient(a).is_some() && patient(a) == patient(b)
}
