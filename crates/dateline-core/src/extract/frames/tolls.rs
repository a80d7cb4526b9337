//! Tolls: "the number of fighters killed has exceeded 155", "the number of arrested suspects has reached 50".
//!
//! A figure noun as subject, a verb that says the figure, and a deed inside the subject: the figure is the deed's count,
//! and the deed a toll.

use crate::analysis::Context;
use crate::analysis::model::{Analysis, GroupId, GroupKind, VerbForm, VerbId};
use crate::compile::{Place, VerbMeaning, WordClass};
use crate::extract::{CountOf, CountValue, Form, Mention, Why};
use crate::text::Tag;

use super::roles::{Arguments, add_group, fill};

/// Adds what the figures of a sentence say to its mentions, which start at `first`.
pub(super) fn mentions(ctx: Context<'_>, analysis: &Analysis, sentence: usize, first: usize, out: &mut Vec<Mention>) {
    let parts = &analysis.sentences[sentence];
    for id in parts.verbs.clone().map(VerbId) {
        let verb = analysis.verb(id);
        let gives = || verb.is(WordClass::Gauge) || ctx.program.grammar.is(verb.lemma, WordClass::Heighten);
        if verb.negated || !verb.is(WordClass::Toll) && !gives() {
            continue;
        }
        let told = if verb.is(WordClass::Toll) { says(analysis, id) } else { puts(ctx, analysis, id) };
        let Some((subject, group)) = told else { continue };
        let Some(figure) = figure(ctx, analysis, id, group) else { continue };
        let head = analysis.tokens[analysis.group(subject).head as usize];
        if !ctx.is(head, WordClass::Figure) {
            // "Police casualties reached 12": the deed is the subject.
            let deed = out[first..].iter_mut().find(|m| m.noun == Some(subject) && m.verb.is_none());
            if let Some(deed) = deed.filter(|m| m.count.is_none() && !verb.copula) {
                deed.count = Some(figure);
            }
            continue;
        }
        let counted = analysis
            .group(subject)
            .preps
            .iter()
            .find(|p| ctx.program.grammar.is(p.word, WordClass::Of))
            .map(|p| p.group);
        let Some(counted) = counted else { continue };
        // A deed told of what is counted: "fighters killed since May".
        let until = verb.tokens.start.max(analysis.group(group).tokens.start);
        let told = out[first..].iter().position(|m| {
            m.trigger.start > analysis.group(subject).head
                && m.trigger.end <= until
                && analysis.group(counted).tokens.start <= m.trigger.start
        });
        match told {
            Some(i) => state(&mut out[first + i], counted, &figure),
            None => premodified(ctx, analysis, sentence, counted, &figure, out),
        }
    }
}

/// "The number of dead has reached 12": the group of the figure, and that of the number.
fn says(analysis: &Analysis, id: VerbId) -> Option<(GroupId, GroupId)> {
    let verb = analysis.verb(id);
    verb.subject.zip(verb.object.or_else(|| verb.preps.first().map(|p| p.group)))
}

/// "puts the number of attacks since May at 73": the same, of somebody's figure.
fn puts(ctx: Context<'_>, analysis: &Analysis, id: VerbId) -> Option<(GroupId, GroupId)> {
    let verb = analysis.verb(id);
    let told = matches!(verb.form, VerbForm::Finite | VerbForm::Gerund | VerbForm::Bare);
    let object = verb.object.filter(|_| !verb.passive && told)?;
    let head = analysis.tokens[analysis.group(object).head as usize];
    let number = |g: &GroupId| analysis.group(*g).kind == GroupKind::Number;
    let at = verb.preps.iter().map(|p| p.group).rfind(number)?;
    ctx.is(head, WordClass::Figure).then_some((object, at))
}

/// The number that the verb says: what exceeds 155 is at least 156.
fn figure(ctx: Context<'_>, analysis: &Analysis, verb: VerbId, group: GroupId) -> Option<CountValue> {
    let above = ctx.program.grammar.is(analysis.verb(verb).lemma, WordClass::Exceed);
    let quantity = &analysis.quantities[analysis.group(group).quantity? as usize];
    Some(CountValue {
        min: quantity.min.saturating_add(u64::from(above && quantity.max == Some(quantity.min))),
        max: quantity.max.filter(|_| !above),
        approximate: quantity.approximate,
        of: CountOf::Event,
        tokens: Some(quantity.tokens.clone()),
    })
}

fn state(mention: &mut Mention, counted: GroupId, figure: &CountValue) {
    // "the number of attacks on the force": of the deeds themselves.
    let deeds = mention.noun == Some(counted) && mention.verb.is_none();
    let of = mention.count.as_ref().map_or(figure.of, |c| c.of);
    let of = match (of, mention.roles.first()) {
        (CountOf::Event, Some((role, _))) if !deeds => CountOf::Role(*role),
        _ => of,
    };
    mention.count = Some(CountValue { of, ..figure.clone() });
    mention.aggregate = true;
}

/// "the number of arrested elements": the deed stands before what is counted.
fn premodified(
    ctx: Context<'_>,
    analysis: &Analysis,
    sentence: usize,
    counted: GroupId,
    figure: &CountValue,
    out: &mut Vec<Mention>,
) {
    let group = analysis.group(counted);
    for at in group.tokens.start..group.head {
        let token = analysis.tokens[at as usize];
        if !matches!(token.tag, Tag::Vbn | Tag::Jj | Tag::Vbd) {
            continue;
        }
        let lemma = ctx.program.lemmas.known(token.word, Tag::Vbn);
        for entry in ctx.program.verbs.of(lemma).iter().filter(|e| e.rest.is_empty()) {
            let VerbMeaning::Frame(number) = entry.meaning else { continue };
            let frame = &ctx.program.frames[number as usize];
            let mut arguments = Arguments::new();
            add_group(ctx, analysis, Place::Object, counted, &mut arguments);
            let Ok(roles) = fill(ctx, analysis, frame, &arguments) else { continue };
            let of = frame.roles.iter().position(|r| r.count).map_or(CountOf::Event, |n| CountOf::Role(n as u8));
            out.push(Mention {
                frame: number,
                form: Form::RelativeReduced,
                trigger: at..at + 1,
                sentence: sentence as u32,
                clause: group.clause,
                verb: None,
                noun: Some(counted),
                support: None,
                roles,
                count: Some(CountValue { of, ..figure.clone() }),
                status: frame.status.unwrap_or_default(),
                why: Why::Default,
                aggregate: true,
                total: false,
                cause: None,
                share: None,
                subject: None,
                announcer: None,
            });
        }
    }
}
