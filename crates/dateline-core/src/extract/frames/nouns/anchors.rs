//! Whether a noun tells of a deed, names again one that was told, or only a kind of deed.

use crate::analysis::Context;
use crate::analysis::model::{
    Analysis, Determiner, GroupId, GroupKind, Meaning, Relation, Tense, VerbForm, VerbGroup, VerbId,
};
use crate::compile::{FrameProgram, WordClass};
use crate::extract::{Form, RoleFiller};
use crate::text::Tag;

use super::Support;

/// Verbs above a light one that are looked at.
const HOSTS: usize = 6;

/// The noun tells of a deed and not of a kind of deed: it has a role, number, place or time of its own.
pub(super) fn is_anchored(
    ctx: Context<'_>,
    analysis: &Analysis,
    frame: &FrameProgram,
    id: GroupId,
    support: Option<&Support>,
    roles: &[(u8, RoleFiller)],
    counted: bool,
) -> bool {
    let group = analysis.group(id);
    let place = |g: GroupId| analysis.group(g).types.meets(ctx.program.kinds.place);
    // "in the towns of Raqqa and Tabqa"
    let locates = |g: GroupId| {
        let other = analysis.group(g);
        place(g) || other.kind == GroupKind::Time || other.preps.iter().any(|p| place(p.group))
    };
    // "in the Kalar raid"
    let named = || {
        let before = analysis.hits.partition_point(|h| h.tokens.start < group.tokens.start);
        analysis.hits[before..].iter().take_while(|h| h.tokens.start < group.head).any(|h| {
            matches!(h.meaning, Meaning::Entry(entry) if ctx.program.types_of(entry).meets(ctx.program.kinds.place)
                && ctx.program.entry(entry).is_name && h.tokens.end <= group.head)
        })
    };
    let made =
        support.is_some_and(|s| matches!(s.form, Form::Light | Form::Existential | Form::Announced | Form::Result));
    let specific = group.determiner == Determiner::Indefinite || counted;
    let by_role = roles.iter().any(|(_, f)| matches!(f, RoleFiller::Group(_)));
    // "there was heavy shelling"
    let there = support.is_some_and(|s| {
        let verb = analysis.verb(s.verb);
        let subject = verb.subject.map(|g| analysis.tokens[analysis.group(g).head as usize].tag);
        s.there && verb.tense == Tense::Past && subject == Some(Tag::Ex)
    });
    // "after setting up ambushes": what was done is no kind of deed, though its number is not told.
    let undergoes = |v: VerbId| analysis.verb(v).is(WordClass::Undergo);
    let own = |s: &&Support| {
        s.form == Form::Light && frame.light.contains(&analysis.verb(s.verb).lemma) && !undergoes(s.verb)
    };
    let done = support.filter(own).is_some_and(|s| is_done(analysis, s.verb));
    // "five days of fighting"
    let lasts = || {
        let before = id.0.checked_sub(1).map(|g| analysis.group(GroupId(g)));
        let of = |at: u32| ctx.program.grammar.is(analysis.tokens[at as usize].word, WordClass::Of);
        before.is_some_and(|g| {
            let counted = analysis.tokens[g.tokens.start as usize].tag == Tag::Cd;
            counted && g.kind == GroupKind::Time && g.tokens.end + 1 == group.tokens.start && of(g.tokens.end)
        })
    };
    by_role
        || !roles.is_empty() && is_suffered(analysis, id)
        || lasts()
        || there
        || done
        || (made && (specific || !roles.is_empty()))
        || specific
        || group.preps.iter().any(|p| locates(p.group))
        || is_figured(ctx, analysis, id)
        || named()
        || support.is_some_and(|s| ends_in(ctx, analysis, s))
        || has_happened(analysis, id)
}

/// "the bombing", "that attack": a deed that was told before, and not whoever suffered it ("the casualties") or one of many
/// ("the third attack").
pub(super) fn names_again(ctx: Context<'_>, analysis: &Analysis, id: GroupId) -> bool {
    let group = analysis.group(id);
    let is = |at: u32, class| ctx.is(analysis.tokens[at as usize], class);
    let first = analysis.quantities.partition_point(|q| q.tokens.start < group.tokens.start);
    let counted = analysis.quantities.get(first).is_some_and(|q| q.tokens.start < group.head);
    let elsewhere = |at: u32| is(at, WordClass::Other) || is(at, WordClass::Upcoming);
    group.determiner == Determiner::Definite
        && is(group.tokens.start, WordClass::Pointing)
        && !counted
        && !group.types.meets(ctx.program.kinds.person)
        && !group.tokens.clone().any(elsewhere)
}

/// "were killed in coalition airstrikes": it stands under a verb that tells what was suffered in it.
fn is_suffered(analysis: &Analysis, id: GroupId) -> bool {
    let end = analysis.verbs.partition_point(|v| v.head < analysis.group(id).tokens.start);
    analysis.verbs[..end].iter().rev().take(2).any(|v| {
        let told = v.form == VerbForm::Finite && v.tense == Tense::Past && !v.negated;
        told && v.is(WordClass::Happen) && v.preps.iter().any(|p| p.group == id)
    })
}

/// "the protests that erupted in May": a relative clause tells that it happened.
fn has_happened(analysis: &Analysis, id: GroupId) -> bool {
    let group = analysis.group(id);
    let near = analysis.verbs.partition_point(|v| v.head < group.tokens.end);
    let last = analysis.verbs.len().min(near + 2);
    (near..last).map(|v| VerbId(v as u32)).filter(|v| analysis.tells_of(*v, id)).map(|v| analysis.verb(v)).any(|v| {
        let past = v.tense == Tense::Past || v.perfect;
        v.form == VerbForm::Finite && past && !v.negated && !v.passive && !v.copula && v.is(WordClass::Happen)
    })
}

/// The verb, or the one that it hangs on, tells of the past.
fn is_done(analysis: &Analysis, verb: VerbId) -> bool {
    let above = |id: &VerbId| match analysis.verb(*id) {
        VerbGroup { form: VerbForm::Finite, .. } => None,
        verb => match verb.relation {
            Relation::Gerund(host, _) | Relation::Adverbial(host) | Relation::Conjunct(host) => Some(host),
            _ => None,
        },
    };
    let upper = std::iter::successors(Some(verb), above).take(HOSTS).last().map(|id| analysis.verb(id));
    upper.is_some_and(|v| v.form == VerbForm::Finite && v.tense == Tense::Past && !v.negated)
}

/// "caused casualties", "resulted in casualties": what a cause ends in is a deed of its own; so is what happened or did
/// something ("clashes erupted", "blasts killed nine"), unless it only says since when ("since the unrest began").
fn ends_in(ctx: Context<'_>, analysis: &Analysis, support: &Support) -> bool {
    let verb = analysis.verb(support.verb);
    let before = verb.subject.and_then(|g| analysis.group(g).tokens.start.checked_sub(1));
    if before.is_some_and(|at| ctx.is(analysis.tokens[at as usize], WordClass::Since)) {
        return false;
    }
    let result = verb.is(WordClass::Result);
    let happened = || verb.is(WordClass::Happen);
    let told = verb.form == VerbForm::Finite && (verb.tense == Tense::Past || verb.progressive);
    !verb.passive && (support.object && result || !support.object && told && (result || happened()) && !verb.copula)
}

/// A figure is told of the deed: "the number of attacks fell to ten", "police casualties reached 12".
pub(super) fn is_figured(ctx: Context<'_>, analysis: &Analysis, id: GroupId) -> bool {
    let told = |g: GroupId| {
        analysis.group(g).verb.map(|v| analysis.verb(v)).is_some_and(|v| {
            let figure = v.object.or(v.preps.first().map(|p| p.group)).and_then(|o| analysis.group(o).quantity);
            v.subject == Some(g) && figure.is_some() && v.is(WordClass::Toll)
        })
    };
    let hosts = |h: &GroupId| analysis.group(*h).preps.iter().any(|p| p.group == id);
    let host = (0..id.0).rev().map(GroupId).take(3).find(hosts);
    let figure = |h: GroupId| ctx.is(analysis.tokens[analysis.group(h).head as usize], WordClass::Figure);
    told(id) && !analysis.verb(analysis.group(id).verb.unwrap_or(VerbId(0))).copula
        || host.is_some_and(|h| figure(h) && told(h))
}
