//! The inside of a noun group: modifiers and heads, and where they end.
//!
//! Invariant: a body ends on a noun, a unit or a figure, or it has no head.

use crate::compile::WordClass;
use crate::text::{Tag, TokenKind};

use super::super::context::{Context, View};
use super::super::model::{Determiner, Meaning};
use super::super::numbers::QuantityKind;
use super::super::times::TimeExpression;
use super::Parts;
use super::noun::Draft;

/// The time is the first word of a noun's group: "recent attacks", "the current leader", "Monday's attack".
pub(super) fn opens_group(view: View<'_>, parts: Parts<'_>, time: &TimeExpression) -> bool {
    let end = time.tokens.end;
    if end > view.end || end == time.tokens.start {
        return false;
    }
    match view.tag(end - 1) {
        tag if tag.is_adjective() => {
            end - time.tokens.start <= 2
                && (view.tag(end).is_noun() || view.tag(end).is_adjective())
                && noun_follows(view, parts, end)
        }
        _ => view.tag(end) == Tag::Poss && noun_follows(view, parts, end + 1),
    }
}

/// End of a time that modifies the noun behind it, inside a group that has begun: "the 2022 World Cup".
pub(super) fn time_inside(view: View<'_>, parts: Parts<'_>, at: u32, draft: &Draft) -> Option<u32> {
    let end = parts.time(at)?.tokens.end;
    let begun = draft.head.is_none() && draft.end > draft.start
        || opens_group(view, parts, parts.time(at)?) && draft.head.is_none();
    (begun && end < view.end && (view.tag(end) == Tag::Poss || noun_follows(view, parts, end))).then_some(end)
}

pub(super) fn starts_group(view: View<'_>, parts: Parts<'_>, at: u32) -> bool {
    let tag = view.tag(at);
    parts.unit(at).is_some()
        || tag.is_noun()
        || tag.is_adjective()
        || matches!(tag, Tag::Dt | Tag::PrpPoss | Tag::Cd | Tag::Vbn | Tag::Prp | Tag::Poss)
        || view.raw_is_quote(at)
}

impl View<'_> {
    pub(super) fn raw_is_quote(&self, at: u32) -> bool {
        self.get(at).is_some_and(|t| t.kind == TokenKind::Punct && t.span.len() <= 3 && t.tag == Tag::Punct)
    }
}

/// Modifiers and heads from `i` on; returns where it stopped.
pub(super) fn body(ctx: Context<'_>, view: View<'_>, parts: Parts<'_>, mut i: u32, draft: &mut Draft) -> u32 {
    while i < view.end {
        if draft.head.is_some() && is_told(ctx, view, parts, draft, i) {
            break;
        }
        if let Some(unit) = parts.unit(i) {
            draft.unit = Some((unit.kind, unit.tokens.clone()));
            i = unit.tokens.end;
            draft.head = Some(i - 1);
            draft.end = i;
            continue;
        }
        // "a 17-year-old was killed": with no noun behind it, somebody.
        if let Some(end) = somebody_aged(view, parts, i).filter(|_| draft.head.is_none()) {
            draft.age(end);
            i = end;
            break;
        }
        if parts.time(i).is_some_and(|t| t.tokens.start > draft.start || view.tag(i) != Tag::Dt) {
            let Some(end) = time_inside(view, parts, i, draft) else { break };
            if view.tag(end) == Tag::Poss {
                draft.head = Some(end - 1);
            }
            i = end;
            draft.end = i;
            continue;
        }
        if draft.head.is_none()
            && let Some(end) = view.class(i, WordClass::SoCalled)
        {
            i = end;
            draft.end = i;
            continue;
        }
        let Some(token) = view.get(i) else { break };
        // "took 12 soldiers prisoner": no soldiers' prisoner.
        let taken = || ctx.is(token, WordClass::Captivity) && !view.tag(i + 1).is_noun();
        if draft.head.is_some_and(|head| head + 1 == i && view.tag(head) == Tag::Nns) && taken() {
            break;
        }
        // "by explosive charges northeast of Baquba", "near X, east of Y": a direction says where, and is no head.
        let direction =
            ctx.is(token, WordClass::Direction) && view.get(i + 1).is_some_and(|t| ctx.is(t, WordClass::Of));
        if direction && (draft.head.is_some() || i == draft.start) {
            break;
        }
        // "the new one": behind an adjective it is the noun.
        if draft.head.is_none()
            && draft.last_adjective.is_some_and(|adjective| adjective + 1 == i)
            && ctx.is(token, WordClass::NounStandIn)
        {
            draft.head = Some(i);
            i += 1;
            draft.end = i;
            break;
        }
        // "Omar Saleh Image: Reuters": who took the picture is told behind the name.
        if draft.head.is_some() && ctx.is(token, WordClass::Credit) && view.raw(i + 1, ctx.text) == ":" {
            break;
        }
        if let Some((id, quantity)) = parts.quantity(i) {
            // "46 percent", "$250,000": the figure of a measure stands before its unit, or has it inside.
            // "a dozen 500-pound bombs": with its unit behind a hyphen it describes what is counted.
            let end = quantity.tokens.end;
            let tight = view.tag(end) == Tag::Hyph && view.get(end).is_some_and(|t| !t.spaced);
            let describes = tight && noun_follows(view, parts, end + 1);
            if matches!(quantity.kind, QuantityKind::Measure | QuantityKind::Percent)
                && draft.head.is_none()
                && (draft.quantity.is_none() || describes)
            {
                i = end;
                draft.end = i;
                if describes {
                    continue;
                }
                if !view.tag(i).is_noun() || parts.time(i).is_some() {
                    draft.head = Some(i - 1);
                    break;
                }
                continue;
            }
            // "the first half": behind an ordinal the fraction is the noun.
            if quantity.kind == QuantityKind::Fraction && draft.ordinal == Some(i) && token.tag == Tag::Nn {
                draft.head = Some(i);
                i += 1;
                draft.end = i;
                break;
            }
            let joins = matches!(quantity.kind, QuantityKind::Ordinal | QuantityKind::Code)
                || quantity.kind == QuantityKind::Count && draft.quantity.is_none() && draft.head.is_none();
            if !joins {
                break;
            }
            if quantity.kind == QuantityKind::Count {
                draft.quantity = Some(id);
            }
            i = quantity.tokens.end;
            if quantity.kind == QuantityKind::Code && draft.head.is_none() && !starts_group(view, parts, i) {
                draft.head = Some(i - 1);
            }
            draft.end = i;
            continue;
        }
        let next = view.tag(i + 1);
        match token.tag {
            tag if tag.is_noun() => {
                draft.head = Some(i);
                draft.unit = None;
                i += 1;
            }
            tag if tag.is_adjective() => {
                // Behind a noun an adjective belongs to the group only when a noun follows.
                if draft.head.is_some() && !noun_follows(view, parts, i + 1) {
                    break;
                }
                draft.last_adjective = Some(i);
                i += 1;
            }
            Tag::Vbn | Tag::Vbg if premodifies(ctx, view, parts, i, draft) => i += 1,
            // "killed in Kirkuk - army", "soldiers dead -sources": a dash.
            Tag::Hyph if token.spaced => break,
            Tag::Hyph if draft.end > draft.start || draft.head.is_some() || draft.last_adjective.is_some() => {
                i += if is_compound(view, parts, i) { 2 } else { 1 };
            }
            _ if token.kind == TokenKind::Joiner && token.spaced => break,
            _ if token.kind == TokenKind::Joiner && i > draft.start && starts_group(view, parts, i + 1) => i += 1,
            Tag::Rb | Tag::Rbs | Tag::Rbr
                if draft.head.is_none()
                    && (next.is_adjective()
                        || matches!(next, Tag::Vbn | Tag::Vbg) && i > draft.start
                        || view.get(i + 1).is_some_and(|t| t.kind == TokenKind::Joiner))
                    && noun_follows(view, parts, i + 1) =>
            {
                i += 1;
            }
            // "10 off-duty soldiers", "a hit-and-run attack": before its hyphen any word is part of the modifier.
            Tag::In | Tag::Rp | Tag::Rb | Tag::Vb | Tag::Vbd | Tag::Vbp
                if draft.head.is_none()
                    && draft.end > draft.start
                    && view.get(i + 1).is_some_and(|t| t.kind == TokenKind::Joiner && !t.spaced)
                    && noun_follows(view, parts, i + 2) =>
            {
                i += 1;
            }
            Tag::Cc if coordinates_modifiers(ctx, view, parts, i, draft) => i += 1,
            Tag::Punct if token.raw(ctx.text) == "," && rows_modifiers(view, parts, i, draft) => i += 1,
            // "the so-called "administrator of the Kafala"", "the so-called (Abu Dujana)": the mark is no part of the
            // grammar.
            Tag::Punct
                if draft.head.is_none()
                    && draft.end > draft.start
                    && matches!(token.raw(ctx.text), "\"" | "“" | "‘" | "(")
                    && is_scare_quote(ctx, view, parts, i).is_none()
                    && noun_follows(view, parts, i + 1) =>
            {
                i += 1;
            }
            Tag::Punct if is_scare_quote(ctx, view, parts, i).is_some() => {
                let Some(close) = is_scare_quote(ctx, view, parts, i) else { break };
                let inner_end = body(ctx, view, parts, i + 1, draft);
                if inner_end != close {
                    break;
                }
                i = close + 1;
            }
            Tag::Punct if token.raw(ctx.text) == "(" && draft.head.is_some() => {
                // "ISIL (ISIS) elements": an acronym in brackets inside a group.
                let closes = view.raw(i + 2, ctx.text) == ")" && view.tag(i + 1).is_noun();
                if closes && noun_follows(view, parts, i + 3) && !view.tag(i + 3).is_proper() {
                    i += 3;
                } else {
                    break;
                }
            }
            _ => break,
        }
        draft.end = i;
    }
    // Step back over what has no noun behind it.
    draft.head.map_or(i, |head| if view.tag(head + 1) == Tag::Poss { head + 1 } else { i })
}

/// End of an age in one word that stands for whoever has it: "17-year-old".
pub(super) fn somebody_aged(view: View<'_>, parts: Parts<'_>, at: u32) -> Option<u32> {
    let time = parts.time(at).filter(|t| t.is_age())?;
    let joined = |at: u32| view.get(at).is_some_and(|t| t.kind == TokenKind::Joiner || t.tag == Tag::Hyph);
    (time.tokens.clone().any(joined) && !noun_follows(view, parts, time.tokens.end)).then_some(time.tokens.end)
}

/// "told Reuters gunmen killed three", "said in a statement gunmen killed three": who is told, or what says it, ends where a
/// noun with a verb of its own begins.
fn is_told(ctx: Context<'_>, view: View<'_>, parts: Parts<'_>, draft: &Draft, at: u32) -> bool {
    if draft.start == view.start || !(parts.unit(at).is_some() || view.tag(at).is_noun()) {
        return false;
    }
    let before = view.get(draft.start - 1);
    let told = draft.determiner == Determiner::None
        && before.is_some_and(|t| ctx.program.grammar.is(t.lemma, WordClass::Telling));
    let stated = draft.determiner == Determiner::Indefinite && before.is_some_and(|t| t.tag == Tag::In);
    if !told && !stated {
        return false;
    }
    let kinds = &ctx.program.kinds;
    let people = kinds.actor.union(kinds.person);
    let is = |at: u32, types| {
        view.covering(at).any(|h| matches!(h.meaning, Meaning::Entry(e) if ctx.program.types_of(e).meets(types)))
    };
    let listener = if told { is(at - 1, people) } else { is(at - 1, kinds.statement) && is(at, people) };
    let mut behind = at;
    while parts.unit(behind).is_some() || view.tag(behind).is_noun() || view.tag(behind).is_adjective() {
        behind = parts.unit(behind).map_or(behind + 1, |u| u.tokens.end);
    }
    let verb = view.tag(behind);
    listener && (matches!(verb, Tag::Vbd | Tag::Vbn | Tag::Vbz | Tag::Vbp | Tag::Md) || verb.is_aux())
}

/// "hands-on training": a small word that a hyphen ties to what stands before, with a noun behind.
fn is_compound(view: View<'_>, parts: Parts<'_>, hyphen: u32) -> bool {
    let tight = |at: u32| view.get(at).is_some_and(|t| !t.spaced);
    let small = matches!(view.tag(hyphen + 1), Tag::In | Tag::Rp | Tag::Rb | Tag::To);
    small && tight(hyphen) && tight(hyphen + 1) && noun_follows(view, parts, hyphen + 2)
}

/// A noun stands behind, with only modifiers in between.
pub(super) fn noun_follows(view: View<'_>, parts: Parts<'_>, from: u32) -> bool {
    for at in from..(from + 5).min(view.end) {
        if parts.time(at).is_some() {
            return false;
        }
        let tag = view.tag(at);
        if tag.is_noun() || parts.unit(at).is_some() {
            return true;
        }
        // "47 injured - police": a dash.
        let tight = || view.get(at).is_some_and(|t| !t.spaced);
        if !(tag.is_adjective()
            || matches!(tag, Tag::Vbn | Tag::Vbg | Tag::Cc | Tag::Cd)
            || tag == Tag::Hyph && tight()
            || view.raw_is_quote(at))
        {
            return false;
        }
    }
    false
}

/// A participle before its noun ("the arrested elements", "leading figures").
pub(super) fn premodifies(ctx: Context<'_>, view: View<'_>, parts: Parts<'_>, at: u32, draft: &Draft) -> bool {
    let Some(token) = view.get(at) else { return false };
    if draft.head.is_some() || !noun_follows(view, parts, at + 1) {
        // "car-bomb making materials" aside, a participle behind a noun is a verb; behind a hyphen it is not.
        return draft.head.is_some()
            && view.get(at - 1).is_some_and(|t| t.kind == TokenKind::Joiner)
            && noun_follows(view, parts, at + 1);
    }
    let begun = draft.end > draft.start
        || draft.determiner != Determiner::None
        || draft.quantity.is_some()
        || draft.possessor.is_some();
    match token.tag {
        // "killing militants": a gerund needs something before it to be a modifier, or nothing that could suffer it.
        Tag::Vbg => begun || describes(ctx, view, at),
        // "arrested terrorist elements" after a preposition or verb.
        _ => {
            begun
                || !matches!(view.tag(at + 1), Tag::Dt | Tag::Cd)
                    && !ctx.is(token, WordClass::Report)
                    && (governs(ctx, view, at) || sets_out(ctx, view, at))
        }
    }
}

/// "Masked Houthi gunmen attacked", "when masked Houthi gunmen attacked": a participle with which a clause sets out, for
/// none has an object but of those that give a name ("Named Ali, he …").
fn sets_out(ctx: Context<'_>, view: View<'_>, at: u32) -> bool {
    let first = at == view.start || view.tag(at - 1) == Tag::Wrb;
    first && view.get(at).is_some_and(|t| t.tag == Tag::Vbn && !ctx.is(t, WordClass::Naming))
}

/// Right before stands a preposition, or a verb whose object may follow: "destroyed abandoned vehicles".
fn governs(ctx: Context<'_>, view: View<'_>, at: u32) -> bool {
    if at == view.start {
        return false;
    }
    let before = at - 1 - u32::from(view.tag(at - 1) == Tag::Rp && at - 1 > view.start);
    let passive = before > view.start && view.tag(before) == Tag::Vbn && view.tag(before - 1).is_aux();
    let copular = || view.get(before).is_some_and(|t| ctx.is(t, WordClass::Copular));
    let acts = || view.tag(before).is_verb() && !view.tag(before).is_aux() && !passive && !copular();
    view.tag(at - 1) == Tag::In || acts()
}

/// "remaining pockets", "fleeing militants": what the gerund of a verb without an object says of the noun behind it.
fn describes(ctx: Context<'_>, view: View<'_>, at: u32) -> bool {
    let Some(token) = view.get(at).filter(|_| !matches!(view.tag(at + 1), Tag::Dt | Tag::Cd | Tag::PrpPoss)) else {
        return false;
    };
    let kinds = &ctx.program.kinds;
    let moves = || {
        view.covering(at + 1).any(|h| {
            matches!(h.meaning, Meaning::Entry(e)
                if ctx.program.types_of(e).meets(kinds.person.union(kinds.actor).union(kinds.vehicle)))
        })
    };
    let able = ctx.is(token, WordClass::LastingGerund) || ctx.is(token, WordClass::MovingGerund) && moves();
    able && (at == view.start || governs(ctx, view, at) || view.tag(at - 1) == Tag::Cc)
}

/// "a large, coordinated attack", "carried out successive, bloody attacks": the comma at `at` stands between two modifiers
/// of the noun behind them.
fn rows_modifiers(view: View<'_>, parts: Parts<'_>, at: u32, draft: &Draft) -> bool {
    if draft.head.is_some() || draft.last_adjective != at.checked_sub(1) || parts.quantity(at + 1).is_some() {
        return false;
    }
    let begun = draft.determiner != Determiner::None || draft.quantity.is_some() || draft.possessor.is_some();
    // "is stable, local officials said": said of a subject.
    let before = view.tag(draft.start.saturating_sub(1));
    let governed =
        draft.start > view.start && (before == Tag::In || before == Tag::Rp || before.is_verb() && !before.is_aux());
    let modifier = match view.tag(at + 1) {
        tag if tag.is_adjective() => begun || governed,
        Tag::Vbn | Tag::Vbg => begun,
        _ => false,
    };
    modifier && noun_follows(view, parts, at + 2)
}

/// "Iraqi and Kurdish forces", "political and security expert".
pub(super) fn coordinates_modifiers(
    ctx: Context<'_>,
    view: View<'_>,
    parts: Parts<'_>,
    at: u32,
    draft: &Draft,
) -> bool {
    let before = view.tag(at.saturating_sub(1));
    let after = view.tag(at + 1);
    let is_modifier =
        |i: u32, tag: Tag| tag.is_adjective() || view.covering(i).any(|h| matches!(h.meaning, Meaning::Adjective(_)));
    if at == draft.start || parts.quantity(at + 1).is_some() {
        return false;
    }
    let both = is_modifier(at - 1, before)
        && (is_modifier(at + 1, after) || after.is_noun())
        && noun_follows(view, parts, at + 1);
    // Two bare singular nouns before a third ("intelligence and security services").
    let nouns = before == Tag::Nn
        && after == Tag::Nn
        && matches!(view.tag(at + 2), Tag::Nn | Tag::Nns)
        && !ctx.program.is_trigger_lemma(view.tokens[at as usize - 1].lemma)
        && draft.determiner != Determiner::Indefinite
        && !(at - 1 > draft.start && (view.tag(at - 2).is_noun() || view.tag(at - 2).is_adjective()));
    // "security and medical officials", "Iraqi security and political expert Ali": one kind of people by two fields.
    let kinds = &ctx.program.kinds;
    let people = view.covering(at + 2).any(|h| {
        matches!(h.meaning, Meaning::Entry(e) if h.tokens.end == at + 3
            && ctx.program.types_of(e).meets(kinds.person.union(kinds.title)))
    });
    let one = view.tag(at + 2) == Tag::Nn && view.tag(at + 3).is_proper();
    let fields = before == Tag::Nn
        && (at - 1 == draft.start || at - 2 == draft.start && view.tag(at - 2).is_adjective())
        && draft.determiner == Determiner::None
        && after.is_adjective()
        && (view.tag(at + 2) == Tag::Nns || one)
        && people;
    both || nouns || fields
}

/// An opening quote whose partner follows within a few nominal tokens: gives the partner.
pub(super) fn is_scare_quote(ctx: Context<'_>, view: View<'_>, parts: Parts<'_>, at: u32) -> Option<u32> {
    let open = view.raw(at, ctx.text);
    let close: &[&str] = match open {
        "“" => &["”"],
        "\"" => &["\""],
        "‘" => &["’"],
        "'" => &["'"],
        _ => return None,
    };
    let end = (at + 12).min(view.end);
    let partner = (at + 1..end).find(|i| close.contains(&view.raw(*i, ctx.text)))?;
    let nominal = (at + 1..partner).all(|i| {
        let tag = view.tag(i);
        let in_unit = parts.units.iter().any(|u| u.tokens.contains(&i));
        in_unit || tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::Hyph | Tag::Vbn | Tag::Cd)
    });
    let holds_noun = (at + 1..partner).any(|i| view.tag(i).is_noun()) || noun_follows(view, parts, partner + 1);
    (partner > at + 1 && nominal && holds_noun).then_some(partner)
}
