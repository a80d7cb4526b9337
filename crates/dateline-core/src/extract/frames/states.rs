//! Adjective triggers: "nine dead", "left five people wounded", "was found dead".

use dateline_model::Status;

use crate::analysis::Context;
use crate::analysis::model::{Analysis, Determiner, GroupId, GroupKind, Meaning, Prep, VerbId};
use crate::compile::{Place, WordClass};
use crate::extract::{Attempt, Form, Mention, Stop, Watch, Why};
use crate::text::{Tag, TokenKind};

use super::counts::count;
use super::roles::{Arguments, add_group, fill};
use super::tried::state_forms;
use super::verbs::{in_quotation, is_negative, verb_status};

/// All adjective triggers of a sentence.
pub(super) fn mentions(
    ctx: Context<'_>,
    analysis: &Analysis,
    sentence: usize,
    out: &mut Vec<Mention>,
    watch: &mut impl Watch,
) {
    let parts = &analysis.sentences[sentence];
    let hits = &analysis.hits[parts.hits.start as usize..parts.hits.end as usize];
    for hit in hits {
        let Meaning::State(number) = hit.meaning else { continue };
        watch.begin();
        let frame = &ctx.program.frames[number as usize];
        // A verb of the same form ("were wounded") is the verb's business.
        let in_verb = parts.verbs.clone().any(|v| analysis.verb(VerbId(v)).tokens.contains(&hit.tokens.start));
        if in_verb {
            watch.tried(|| Attempt::early(number, hit.tokens.clone(), Stop::InVerb));
            continue;
        }
        let Some((bearer, form)) = bearer(ctx, analysis, sentence, hit.tokens.start) else {
            watch.tried(|| Attempt::early(number, hit.tokens.clone(), Stop::NoBearer));
            continue;
        };
        let quoted = form == Form::Passive && in_quotation(ctx, analysis, sentence, hit.tokens.start);
        let form = if quoted { Form::Quotative } else { form };
        let mut arguments = Arguments::new();
        add_group(ctx, analysis, Place::Object, bearer, &mut arguments);
        let roles = fill(ctx, analysis, frame, &arguments);
        let off = (frame.without & form.bit() != 0).then_some(Stop::Off(form));
        watch.tried(|| {
            let stop = roles.as_ref().err().map(|role| Stop::Role(*role)).or(off.clone());
            Attempt {
                frame: number,
                trigger: hit.tokens.clone(),
                form: Some(form),
                forms: state_forms(form, parts.headline),
                arguments: arguments.clone(),
                stop,
            }
        });
        let Ok(roles) = roles else { continue };
        if off.is_some() {
            continue;
        }
        let verb = analysis.group(bearer).verb;
        let count = count(ctx, analysis, frame, &roles, Some(bearer));
        let negative = is_negative(analysis, bearer);
        let (status, why) = if negative {
            (Status::Denied, Why::Negation)
        } else {
            verb.and_then(|v| verb_status(ctx, analysis, v, 0))
                .unwrap_or((frame.status.unwrap_or_default(), Why::Default))
        };
        let subject = verb.and_then(|v| analysis.verb(v).subject).filter(|s| *s != bearer);
        out.push(Mention {
            frame: number,
            form,
            trigger: hit.tokens.clone(),
            sentence: sentence as u32,
            clause: analysis.group(bearer).clause,
            verb: None,
            noun: Some(bearer),
            support: verb,
            roles,
            count,
            status,
            why,
            aggregate: false,
            total: false,
            cause: None,
            share: None,
            subject,
            announcer: None,
        });
    }
}

/// The group that the state is said of.
fn bearer(ctx: Context<'_>, analysis: &Analysis, sentence: usize, at: u32) -> Option<(GroupId, Form)> {
    let parts = &analysis.sentences[sentence];
    for id in parts.groups.clone().map(GroupId) {
        let group = analysis.group(id);
        if group.kind == GroupKind::Adjective && group.head == at {
            let result = group.verb.is_some_and(|v| analysis.verb(v).is(WordClass::Result));
            let form = match (result, parts.headline) {
                (true, _) => Form::Result,
                (_, true) => Form::HeadlineVerbless,
                _ => Form::NominalBare,
            };
            // "the dead were not identified": of those who were told of.
            let known =
                form == Form::NominalBare && group.determiner == Determiner::Definite && group.quantity.is_none();
            // "two of the wounded": of those, too.
            let words = || (group.tokens.start..at).map(|i| analysis.tokens[i as usize]);
            let known =
                known || words().any(|t| ctx.is(t, WordClass::Of)) && words().any(|t| ctx.is(t, WordClass::Definite));
            return (!known).then_some((id, form));
        }
        // "two dead militants", "a slain officer"; "the wounded men" were told of before.
        // "one of the injured fighters" is one of them, too.
        let known = |i: u32| ctx.is(analysis.tokens[i as usize], WordClass::Definite);
        let new = group.quantity.is_some() || group.determiner == Determiner::Indefinite;
        let new = new && !(group.tokens.start..at).any(known);
        if group.tokens.contains(&at) && new && group.head > at {
            return Some((id, Form::NominalCompound));
        }
    }
    // "left five people dead": the group right before.
    let adverb = |i: u32| matches!(analysis.tokens[i as usize].tag, Tag::Rb | Tag::Rbr);
    let from = (parts.sentence.tokens.start..at).rev().find(|i| !adverb(*i)).map_or(at, |i| i + 1);
    let before = parts.groups.clone().map(GroupId).find(|g| analysis.group(*g).tokens.end == from);
    if let Some(id) = before {
        // "four members of the tribal force dead": said of the members.
        let host = |g: &GroupId| {
            let of = |p: &Prep| p.group == *g && ctx.program.grammar.is(p.word, WordClass::Of);
            parts.groups.clone().map(GroupId).find(|h| analysis.group(*h).preps.iter().any(of))
        };
        let id = std::iter::successors(Some(id), host).take(4).last().unwrap_or(id);
        let form = if parts.headline { Form::HeadlineVerbless } else { Form::Result };
        return Some((id, form));
    }
    // "leaving five civilians, two of them children, dead": past what stands between commas.
    let parted = from.checked_sub(1).is_some_and(|i| analysis.tokens[i as usize].kind == TokenKind::Punct);
    let last =
        parts.verbs.clone().map(VerbId).rev().find(|v| analysis.verb(*v).tokens.end <= at).map(|v| analysis.verb(v));
    if let Some(verb) = last.filter(|v| parted && v.is(WordClass::Result))
        && let Some(object) = verb.object
    {
        return Some((object, Form::Result));
    }
    // "the man was (found) dead": the subject of the verb right before.
    let adverbs = |from: u32| (from..at).all(|i| matches!(analysis.tokens[i as usize].tag, Tag::Rb | Tag::Rbr));
    let verb = parts.verbs.clone().map(VerbId).find(|v| {
        let end = analysis.verb(*v).tokens.end;
        end <= at && at - end <= 2 && adverbs(end)
    })?;
    let verb = analysis.verb(verb);
    let remains = ctx.program.grammar.is(verb.lemma, WordClass::Copular);
    (verb.copula || verb.passive || remains).then_some((verb.subject?, Form::Passive))
}
