//! Noun groups: determiner and number, body, possessors, and what the whole is.
//!
//! Invariant: a group is pushed once, behind its possessors.

use std::ops::Range;

use crate::compile::{TypeSet, WordClass};
use crate::text::{Tag, TokenKind};

use super::super::context::{Context, View};
use super::super::model::{Determiner, GroupId, GroupKind, Meaning, NounGroup};
use super::super::numbers::QuantityKind;
use super::super::units::{Unit, UnitKind, types_of};
use super::body::{body, somebody_aged, starts_group};
use super::{Chunk, Parts, Sink, push_group, simple};

/// What has been read of a noun group.
pub(super) struct Draft {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) head: Option<u32>,
    pub(super) unit: Option<(UnitKind, Range<u32>)>,
    pub(super) determiner: Determiner,
    pub(super) quantity: Option<u32>,
    pub(super) possessor: Option<GroupId>,
    pub(super) last_adjective: Option<u32>,
    /// The head says how old somebody is.
    pub(super) aged: bool,
    /// End of an ordinal that may stand for its noun ("a third").
    pub(super) ordinal: Option<u32>,
}

impl Draft {
    pub(super) fn new(at: u32) -> Self {
        Self {
            start: at,
            end: at,
            head: None,
            unit: None,
            determiner: Determiner::None,
            quantity: None,
            possessor: None,
            last_adjective: None,
            aged: false,
            ordinal: None,
        }
    }

    /// An age that ends at `end` stands for whoever has it.
    pub(super) fn age(&mut self, end: u32) {
        (self.head, self.end, self.aged) = (Some(end - 1), end, true);
    }
}

/// Reads a noun group at `at`, pushes it (and its possessors) and returns its end.
pub(super) fn noun_group(
    ctx: Context<'_>,
    view: View<'_>,
    parts: Parts<'_>,
    at: u32,
    sink: &mut Sink<'_>,
) -> Option<u32> {
    let first = view.get(at)?;
    // "most of those", but not "most of those arrested".
    let whole = || view.tag(at + 2) == Tag::Prp || view.tag(at + 2) == Tag::PronDt && view.tag(at + 3) != Tag::Vbn;
    let partitive = || view.get(at + 1).is_some_and(|t| ctx.is(t, WordClass::Of)) && whole();
    if first.tag == Tag::Prp
        || matches!(first.tag, Tag::PronDt | Tag::Ex | Tag::PronNn) && parts.quantity(at).is_none() && !partitive()
    {
        let mut group = simple(at..at + 1, GroupKind::Pronoun);
        group.types = if first.tag == Tag::Ex { TypeSet(1) } else { TypeSet::EMPTY };
        if ctx.is(first, WordClass::NegativeDeterminer) {
            group.determiner = Determiner::Negative;
        }
        push_group(sink, group);
        return Some(at + 1);
    }
    // "$7,000": the sign says what the figure behind it counts.
    let sum = || parts.quantity(at + 1).filter(|(_, q)| q.kind == QuantityKind::Measure).map(|(_, q)| q.tokens.end);
    if first.tag == Tag::Sym
        && let Some(end) = sum().filter(|end| !view.tag(*end).is_noun())
    {
        let unit = view.covering(at).find_map(|h| match h.meaning {
            Meaning::Entry(id) => Some(id),
            _ => None,
        });
        let mut group = simple(at..end, GroupKind::Common);
        group.entry = unit;
        group.types = unit.map_or(TypeSet::EMPTY, |id| ctx.program.taxonomy.upward(ctx.program.entry(id).kind));
        push_group(sink, group);
        return Some(end);
    }
    // "most of them", "all of those"
    let part = matches!(first.tag, Tag::Dt | Tag::Pdt | Tag::Jjs | Tag::Rbs | Tag::PronDt | Tag::Jj)
        && view.get(at + 1).is_some_and(|t| ctx.is(t, WordClass::Of))
        && whole();
    if part {
        push_group(sink, simple(at..at + 3, GroupKind::Number));
        return Some(at + 3);
    }
    let mut draft = Draft::new(at);
    // "the 24-year-old"
    if let Some(end) = somebody_aged(view, parts, at) {
        draft.age(end);
        if first.tag == Tag::Dt {
            draft.determiner = determiner(ctx, first);
        }
        push_group(sink, finish(ctx, view, &draft));
        return Some(end);
    }
    let mut i = at;
    // Where what stands behind "of" begins, when a part of it is told of.
    let mut whole = None;
    // "any of the fighters", "most of the prisoners", "none of the guards"
    if matches!(first.tag, Tag::Dt | Tag::Pdt | Tag::PronDt | Tag::Jjs | Tag::Rbs | Tag::PronNn)
        && view.get(at + 1).is_some_and(|t| ctx.is(t, WordClass::Of))
        && matches!(view.tag(at + 2), Tag::Dt | Tag::PrpPoss)
        && parts.quantity(at).is_none_or(|(_, q)| q.kind == QuantityKind::Fraction)
    {
        draft.determiner = determiner(ctx, first);
        i = at + 3;
        whole = Some(at + 2);
    }
    // Determiner and number, in either order: "all five", "the 32", "more than 30 of the".
    for _ in 0..3 {
        // "Twelve injured": a number with a capital is no name.
        let number = |u: &Unit| u.kind == UnitKind::Unlisted && u.tokens.len() == 1 && parts.quantity(i).is_some();
        if parts.unit(i).is_some_and(|u| !number(u)) {
            break;
        }
        if let Some((id, quantity)) = parts.quantity(i) {
            if !matches!(quantity.kind, QuantityKind::Count | QuantityKind::Ordinal) {
                break;
            }
            // "the number of militants": a figure that is spoken of, and no amount.
            if quantity.max.is_none()
                && view.tag(quantity.tokens.start) == Tag::Dt
                && ctx.program.is_definite(view.tokens[quantity.tokens.start as usize].word)
            {
                break;
            }
            match quantity.kind {
                // "three of the 20 hostages": the part is told of.
                QuantityKind::Count if whole.is_some() => {}
                QuantityKind::Count => draft.quantity = Some(id),
                _ => draft.ordinal = Some(quantity.tokens.end),
            }
            // "the fourth": the article is part of the number.
            if let Some(token) = view.get(quantity.tokens.start).filter(|t| ctx.program.is_definite(t.word)) {
                draft.determiner = determiner(ctx, token);
            }
            i = quantity.tokens.end;
            let counted = quantity.kind == QuantityKind::Count;
            let is_of = |at: u32| view.get(at).is_some_and(|t| ctx.is(t, WordClass::Of));
            // "five of them", "five of whom"; the "of" of "dozens of them" is part of the number.
            let them =
                |at: &u32| is_of(at - 1) && matches!(view.tag(*at), Tag::Prp | Tag::Wp | Tag::Wdt | Tag::PronWdt);
            if let Some(at) = [i, i + 1].into_iter().find(them).filter(|_| counted) {
                draft.end = at + 1;
                return headless(ctx, view, draft, sink);
            }
            if counted && is_of(i) && starts_group(view, parts, i + 1) {
                i += 1;
                whole = Some(i);
            }
            continue;
        }
        let Some(token) = view.get(i) else { break };
        match token.tag {
            Tag::Dt | Tag::Pdt | Tag::PrpPoss | Tag::WpPoss | Tag::Wdt if token.tag != Tag::Wdt || i > at => {
                draft.determiner = determiner(ctx, token);
                if token.tag == Tag::PrpPoss {
                    // "its defeat": the pronoun is a possessor like "ISIS's".
                    draft.possessor = Some(GroupId(sink.groups.len() as u32));
                    sink.groups.push(simple(i..i + 1, GroupKind::Pronoun));
                }
                i += 1;
            }
            _ => break,
        }
    }
    draft.end = i;
    i = body(ctx, view, parts, i, &mut draft);
    // "'s": what was read so far is the possessor of what follows.
    while view.tag(i) == Tag::Poss && draft.head.is_some() {
        let mut next = Draft::new(draft.start);
        if let Some(from) = whole.take() {
            // "two of the group's fighters": two fighters, and not two of the group.
            next.quantity = draft.quantity.take();
            draft.start = from;
        }
        let possessor = finish(ctx, view, &draft);
        let id = GroupId(sink.groups.len() as u32);
        sink.groups.push(possessor);
        next.possessor = Some(id);
        next.determiner = Determiner::Possessive;
        let from = i + 1;
        let mut j = from;
        if let Some((q, quantity)) = parts.quantity(j)
            && quantity.kind == QuantityKind::Count
        {
            next.quantity = Some(q);
            j = quantity.tokens.end;
        }
        next.end = j;
        let end = body(ctx, view, parts, j, &mut next);
        if next.head.is_none() {
            // Nothing behind the possessive: it stands for its noun.
            sink.chunks.push(Chunk::Noun(id));
            return Some(from);
        }
        draft = next;
        i = end;
    }
    match draft.head {
        Some(head) => {
            let mut group = finish(ctx, view, &draft);
            let end = numbered(ctx, view, parts, &draft).unwrap_or(head + 1);
            group.tokens.end = end;
            if draft.determiner == Determiner::None && is_asked_of(view, at, draft.quantity.is_some()) {
                group.tokens.start = at - 1;
            }
            push_group(sink, group);
            Some(end.max(at + 1))
        }
        None => headless(ctx, view, draft, sink),
    }
}

/// "which roads", "how many roads": the question word is the determiner, though it opens the clause, too.
fn is_asked_of(view: View<'_>, at: u32, counted: bool) -> bool {
    let amount = || view.class(at - 1, WordClass::AskedAmount).is_some_and(|end| end == at + 1);
    at > view.start && (view.tag(at - 1) == Tag::Wdt && !counted || amount())
}

/// "Vostok 1", "STS-1", "Pius IX": end of the number that is the last part of a name no lexicon lists.
fn numbered(ctx: Context<'_>, view: View<'_>, parts: Parts<'_>, draft: &Draft) -> Option<u32> {
    let head = draft.head.filter(|head| view.tag(*head).is_proper())?;
    if matches!(draft.unit, Some((UnitKind::Listed(_) | UnitKind::Phrase(_), _))) {
        return None;
    }
    let tight = |at: u32| view.get(at).is_some_and(|t| !t.spaced);
    let joined = view.tag(head + 1) == Tag::Hyph && tight(head + 1) && tight(head + 2);
    let at = head + 1 + u32::from(joined);
    let figure = view.get(at)?;
    if !joined && is_roman(figure.raw(ctx.text)) && (figure.span.len() > 1 || view.tag(at + 1) == Tag::Punct) {
        return Some(at + 1);
    }
    if figure.kind != TokenKind::Number || figure.span.len() > 3 {
        return None;
    }
    let digits = figure.raw(ctx.text).bytes().all(|b| b.is_ascii_digit());
    let alone = parts.quantity(at).is_some_and(|(_, q)| q.tokens.len() == 1) && parts.time(at).is_none();
    let behind = view.tag(at + 1);
    let ends = behind == Tag::In || behind.is_verb() || behind.is_aux() || at + 1 == view.end || {
        behind == Tag::Punct && matches!(view.raw(at + 1, ctx.text), "," | "." | ")" | "(" | "?" | "!" | ";")
    };
    (digits && alone && ends).then_some(at + 1)
}

/// A Roman numeral below forty, as rulers and volumes have them.
fn is_roman(word: &str) -> bool {
    (1..=6).contains(&word.len()) && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}

/// "killing five", "the wounded", "nine dead".
pub(super) fn headless(ctx: Context<'_>, view: View<'_>, draft: Draft, sink: &mut Sink<'_>) -> Option<u32> {
    let at = draft.start;
    if let Some(adjective) = draft.last_adjective {
        let state = view.covering(adjective).any(|h| matches!(h.meaning, Meaning::State(_)));
        if draft.quantity.is_some() || (draft.determiner == Determiner::Definite && state) {
            let mut group = simple(at..adjective + 1, GroupKind::Adjective);
            group.quantity = draft.quantity;
            group.determiner = draft.determiner;
            group.types = ctx.program.kinds.person_up;
            push_group(sink, group);
            return Some(adjective + 1);
        }
    }
    if let Some(end) = draft.ordinal.filter(|_| draft.quantity.is_none() && draft.determiner != Determiner::None) {
        let mut group = simple(at..end, GroupKind::Number);
        group.determiner = draft.determiner;
        push_group(sink, group);
        return Some(end);
    }
    // "another in Balad", "another was wounded", "another seriously wounded"
    let state = |at: u32| view.covering(at).any(|h| matches!(h.meaning, Meaning::State(_)));
    let alone = draft.end == at + 1 || draft.last_adjective == Some(at + 1) && state(at + 1);
    // "One of them was killed and the other was wounded"
    let is_other = |at: u32| view.get(at).is_some_and(|t| ctx.is(t, WordClass::Other));
    let verb = view.tag(at + 2);
    // "killing one and hurting the other"
    let object = at > view.start && view.tag(at - 1).is_verb() && matches!(verb, Tag::Punct | Tag::In | Tag::Cc);
    let one = draft.determiner == Determiner::Definite
        && draft.quantity.is_none()
        && draft.last_adjective == Some(at + 1)
        && is_other(at + 1)
        && (verb.is_verb() || verb.is_aux() || state(at + 2) || object);
    if one {
        let mut group = simple(at..at + 2, GroupKind::Number);
        group.determiner = Determiner::Indefinite;
        push_group(sink, group);
        return Some(at + 2);
    }
    let behind = view.tag(at + 1);
    let other = draft.determiner == Determiner::Indefinite
        && alone
        && view.get(at).is_some_and(|t| ctx.is(t, WordClass::Other))
        && (matches!(behind, Tag::In | Tag::Punct | Tag::Rb | Tag::Cc)
            || state(at + 1)
            || behind.is_verb()
            || behind.is_aux());
    if draft.quantity.is_some() || other {
        let end = if other { at + 1 } else { draft.end.max(at + 1) };
        let mut group = simple(at..end, GroupKind::Number);
        group.quantity = draft.quantity;
        group.determiner = draft.determiner;
        push_group(sink, group);
        return Some(end);
    }
    None
}

pub(super) fn determiner(ctx: Context<'_>, token: crate::text::Token) -> Determiner {
    if ctx.is(token, WordClass::NegativeDeterminer) {
        Determiner::Negative
    } else if ctx.is(token, WordClass::SingleDeterminer) {
        Determiner::Indefinite
    } else if matches!(token.tag, Tag::PrpPoss | Tag::WpPoss) {
        Determiner::Possessive
    } else {
        Determiner::Definite
    }
}

/// From draft to group: types, entry, affiliation.
pub(super) fn finish(ctx: Context<'_>, view: View<'_>, draft: &Draft) -> NounGroup {
    let program = ctx.program;
    let head = draft.head.unwrap_or(draft.end.max(draft.start + 1) - 1);
    let mut group = simple(draft.start..head + 1, GroupKind::Common);
    group.head = head;
    // "no one": a phrase of the lexicons has its determiner inside.
    let opens = draft.unit.as_ref().is_some_and(|(_, tokens)| tokens.start == draft.start);
    let negative = opens && view.get(draft.start).is_some_and(|t| ctx.is(t, WordClass::NegativeDeterminer));
    group.determiner = if negative { Determiner::Negative } else { draft.determiner };
    group.quantity = draft.quantity;
    group.possessor = draft.possessor;
    let unit = draft.unit.as_ref().filter(|(_, tokens)| tokens.end == head + 1);
    if let Some((kind, tokens)) = unit {
        group.types = types_of(ctx, *kind);
        group.entry = match kind {
            UnitKind::Listed(id) | UnitKind::Phrase(id) | UnitKind::Body(id) => Some(*id),
            UnitKind::Unlisted | UnitKind::Site => None,
        };
        // "Tehran executed two men": the capital stands for those who govern there.
        if tokens.len() == 1 && view.get(head).is_some_and(|t| ctx.is(t, WordClass::Seat)) {
            group.types = group.types.union(program.kinds.state).union(program.kinds.actor);
        }
        if !matches!(kind, UnitKind::Phrase(_)) {
            group.kind = GroupKind::Name;
            group.name = Some(tokens.clone());
        }
    } else {
        let best = view
            .covering(head)
            .filter(|h| h.tokens.end == head + 1 && h.tokens.start >= draft.start)
            .filter_map(|h| match h.meaning {
                Meaning::Entry(id) => {
                    Some((h.tokens.len(), program.rank(id), id, program.taxonomy.upward(program.entry(id).kind)))
                }
                // "the Iraqis": the demonym as a noun is its people.
                Meaning::Adjective(id) => Some((h.tokens.len(), (0, 0), id, program.kinds.person_up)),
                _ => None,
            })
            .max_by_key(|(len, rank, id, _)| (*len, *rank, std::cmp::Reverse(*id)));
        if let Some((_, _, id, types)) = best {
            group.types = types;
            group.entry = Some(id);
        }
        // A noun may have several senses ("station"): all count for the types.
        for hit in view.covering(head).filter(|h| h.tokens.end == head + 1 && h.tokens.start >= draft.start) {
            if let Meaning::Entry(id) = hit.meaning
                && !program.entry(id).is_name
            {
                group.types = group.types.union(program.taxonomy.upward(program.entry(id).kind));
            }
        }
    }
    if draft.aged {
        group.types = program.kinds.person_up;
    }
    // "an unknown number got away": the figure stands for those it counts.
    let figure =
        view.get(head).is_some_and(|t| ctx.is(t, WordClass::Figure)) && draft.determiner == Determiner::Indefinite;
    if figure && !view.get(head + 1).is_some_and(|t| ctx.is(t, WordClass::Of)) {
        group.kind = GroupKind::Number;
    }
    // The modifiers' actor: the last one before the head ("ISIS members", "Iraqi forces").
    let modifiers_end = unit.map_or(head, |(_, tokens)| tokens.start);
    group.affiliation = (draft.start..modifiers_end).rev().find_map(|i| {
        view.covering(i).filter(|h| h.tokens.end <= modifiers_end).find_map(|h| match h.meaning {
            Meaning::Entry(id) | Meaning::Adjective(id) if program.is_actor(id) => Some(id),
            _ => None,
        })
    });
    // "SDF fighters": who fights for a force is one of its soldiers.
    let kinds = &program.kinds;
    if group.types.meets(kinds.militant)
        && group.affiliation.is_some_and(|body| program.types_of(body).meets(kinds.force))
    {
        group.types.0 = group.types.0 & !kinds.militant.0 | kinds.soldier.0;
    }
    group
}
