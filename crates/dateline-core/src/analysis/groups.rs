//! Base noun groups and verb groups, found left to right over tags, units, quantities and times.
//!
//! Invariant: every token of the sentence falls into at most one chunk, and chunks come in text order.

use std::ops::Range;

use smallvec::SmallVec;

use crate::compile::{TypeSet, VerbMeaning, WordClass};
use crate::text::{Tag, TokenKind};

use super::context::{Context, View};
use super::model::{Determiner, GroupId, GroupKind, Meaning, NounGroup, Relation, Tense, VerbForm, VerbGroup, VerbId};
use super::numbers::{Quantity, QuantityKind};
use super::times::TimeExpression;
use super::units::{Unit, UnitKind, types_of};

/// A step of the sentence, as the clause grammar sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chunk {
    /// A noun group.
    Noun(GroupId),
    /// A verb group.
    Verb(VerbId),
    /// A preposition, with its (last) token.
    Prep(u32),
    /// A coordinating conjunction.
    Conj(u32),
    /// A comma.
    Comma(u32),
    /// A relative pronoun or adverb.
    Relative(u32),
    /// A word that opens a subordinate or content clause.
    Subordinator(u32),
    /// An adjective that is no part of a group.
    Adjective(u32),
    /// A quotation mark.
    Quote(u32),
    /// An opening bracket.
    Open(u32),
    /// A closing bracket.
    Close(u32),
    /// A colon, semicolon, dash or other mark.
    Mark(u32),
    /// Anything else: adverbs, interjections.
    Other(u32),
}

/// The parts of a sentence that groups are built from.
#[derive(Clone, Copy)]
pub(super) struct Parts<'a> {
    /// Names and fixed phrases.
    pub units: &'a [Unit],
    /// Numbers of the sentence.
    pub quantities: &'a [Quantity],
    /// Number of the first of them in the article.
    pub first_quantity: u32,
    /// Times of the sentence.
    pub times: &'a [TimeExpression],
}

impl Parts<'_> {
    fn unit(&self, at: u32) -> Option<&Unit> {
        self.units.iter().find(|u| u.tokens.start == at)
    }

    fn quantity(&self, at: u32) -> Option<(u32, &Quantity)> {
        let found = self.quantities.iter().enumerate().find(|(_, q)| q.tokens.start == at);
        found.map(|(i, q)| (self.first_quantity + i as u32, q))
    }

    fn time(&self, at: u32) -> Option<&TimeExpression> {
        self.times.iter().find(|t| t.tokens.start == at)
    }
}

/// Where the chunker writes.
pub(super) struct Sink<'a> {
    /// All groups of the article.
    pub groups: &'a mut Vec<NounGroup>,
    /// All verbs of the article.
    pub verbs: &'a mut Vec<VerbGroup>,
    /// The sentence's chunks.
    pub chunks: &'a mut Vec<Chunk>,
}

/// Chunks one sentence.
pub(super) fn chunk(ctx: Context<'_>, view: View<'_>, parts: Parts<'_>, sink: &mut Sink<'_>) {
    sink.chunks.clear();
    let mut at = view.start;
    while at < view.end {
        let before = at;
        if let Some(time) = parts.time(at).filter(|t| !opens_group(view, parts, t)) {
            let end = time.tokens.end.min(view.end);
            // "hours after Mosul fell": the last word opens a clause.
            let opens = end - at > 1 && view.get(end - 1).is_some_and(|t| ctx.is(t, WordClass::Subordinator)) && opens_clause(view, end - 1);
            let end = if opens { end - 1 } else { end };
            push_group(sink, simple(at..end, GroupKind::Time));
            at = end;
        } else if let Some(end) = noun_group(ctx, view, parts, at, sink) {
            at = end;
        } else if let Some((verb, end)) = verb_group(ctx, view, at).filter(|_| !is_including(ctx, view, at)) {
            let id = VerbId(sink.verbs.len() as u32);
            sink.verbs.push(verb);
            sink.chunks.push(Chunk::Verb(id));
            at = end;
        } else {
            let (chunk, end) = single(ctx, view, at);
            sink.chunks.push(chunk);
            at = end;
        }
        debug_assert!(at > before, "the chunker must move on");
    }
}

/// "including": a participle that works as a preposition.
fn is_including(ctx: Context<'_>, view: View<'_>, at: u32) -> bool {
    view.get(at).is_some_and(|t| t.tag == Tag::Vbg && ctx.is(t, WordClass::Including))
}

/// The time is the first word of a noun's group: "recent attacks", "the current leader", "Monday's attack".
fn opens_group(view: View<'_>, parts: Parts<'_>, time: &TimeExpression) -> bool {
    let end = time.tokens.end;
    if end > view.end || end == time.tokens.start {
        return false;
    }
    match view.tag(end - 1) {
        tag if tag.is_adjective() => end - time.tokens.start <= 2 && (view.tag(end).is_noun() || view.tag(end).is_adjective()) && noun_follows(view, parts, end),
        _ => view.tag(end) == Tag::Poss && noun_follows(view, parts, end + 1),
    }
}

/// End of a time that modifies the noun behind it, inside a group that has begun: "the 2022 World Cup".
fn time_inside(view: View<'_>, parts: Parts<'_>, at: u32, draft: &Draft) -> Option<u32> {
    let end = parts.time(at)?.tokens.end;
    let begun = draft.head.is_none() && draft.end > draft.start || opens_group(view, parts, parts.time(at)?) && draft.head.is_none();
    (begun && end < view.end && (view.tag(end) == Tag::Poss || noun_follows(view, parts, end))).then_some(end)
}

fn push_group(sink: &mut Sink<'_>, group: NounGroup) -> GroupId {
    let id = GroupId(sink.groups.len() as u32);
    sink.groups.push(group);
    sink.chunks.push(Chunk::Noun(id));
    id
}

fn simple(tokens: Range<u32>, kind: GroupKind) -> NounGroup {
    NounGroup {
        head: tokens.end - 1,
        tokens,
        kind,
        types: TypeSet::EMPTY,
        entry: None,
        name: None,
        determiner: Determiner::None,
        possessor: None,
        quantity: None,
        affiliation: None,
        governor: None,
        preps: SmallVec::new(),
        next: None,
        first: None,
        apposition: None,
        including: None,
        is_subset: false,
        verb: None,
        clause: 0,
    }
}

fn single(ctx: Context<'_>, view: View<'_>, at: u32) -> (Chunk, u32) {
    let Some(token) = view.get(at) else { return (Chunk::Other(at), at + 1) };
    let raw = token.raw(ctx.text);
    let chunk = match token.kind {
        TokenKind::Punct => match raw {
            "," | "،" => Chunk::Comma(at),
            "\"" | "“" | "”" | "«" | "»" | "''" | "``" => Chunk::Quote(at),
            "(" | "[" => Chunk::Open(at),
            ")" | "]" => Chunk::Close(at),
            _ => Chunk::Mark(at),
        },
        _ => {
            let subordinates = ctx.is(token, WordClass::Subordinator) || token.tag == Tag::Sconj;
            match token.tag {
                Tag::Cc => Chunk::Conj(at),
                Tag::Wp | Tag::WpPoss | Tag::Wdt | Tag::PronWdt | Tag::Wrb | Tag::WrbSconj
                    if ctx.is(token, WordClass::Relative) && !(subordinates && opens_clause(view, at)) =>
                {
                    Chunk::Relative(at)
                }
                _ if subordinates && opens_clause(view, at) => Chunk::Subordinator(at),
                Tag::In | Tag::Rp | Tag::To => Chunk::Prep(prep_end(ctx, view, at)),
                // Before a gerund the treebanks call every preposition a subordinator.
                Tag::Sconj if gerund_follows(view, at) => Chunk::Prep(at),
                Tag::Sconj => Chunk::Subordinator(at),
                Tag::Wrb | Tag::WrbSconj => Chunk::Relative(at),
                Tag::Vbg | Tag::Vbn if ctx.is(token, WordClass::Including) => Chunk::Prep(at),
                tag if tag.is_adjective() => Chunk::Adjective(at),
                _ if ctx.is(token, WordClass::Direction)
                    && view.get(at + 1).is_some_and(|t| ctx.is(t, WordClass::Of)) =>
                {
                    Chunk::Prep(at + 1)
                }
                _ => Chunk::Other(at),
            }
        }
    };
    let end = match chunk {
        Chunk::Prep(last) => last + 1,
        _ => at + 1,
    };
    (chunk, end)
}

/// "according to", "because of", "out of": the preposition's last word counts.
fn prep_end(ctx: Context<'_>, view: View<'_>, at: u32) -> u32 {
    let next_is_prep = matches!(view.tag(at + 1), Tag::In | Tag::To)
        && !view.tag(at + 2).is_verb()
        && view.get(at + 1).is_some_and(|t| !ctx.is(t, WordClass::According));
    if next_is_prep { at + 1 } else { at }
}

fn gerund_follows(view: View<'_>, at: u32) -> bool {
    let next = (at + 1..at + 4).find(|i| !matches!(view.tag(*i), Tag::Rb | Tag::Not)).unwrap_or(at + 1);
    matches!(view.tag(next), Tag::Vbg | Tag::AuxVbg)
}

/// A finite verb stands before the next comma or mark, so that the word opens a clause and governs no group.
fn opens_clause(view: View<'_>, at: u32) -> bool {
    if view.tag(at + 1) == Tag::Vbg {
        return false;
    }
    let mut next = at + 1;
    while let Some(token) = view.get(next) {
        if matches!(token.tag, Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md | Tag::AuxVbd | Tag::AuxVbz | Tag::AuxVbp) {
            return true;
        }
        if token.kind == TokenKind::Punct && next > at + 1 {
            return false;
        }
        next += 1;
    }
    false
}

/// What has been read of a noun group.
struct Draft {
    start: u32,
    end: u32,
    head: Option<u32>,
    unit: Option<(UnitKind, Range<u32>)>,
    determiner: Determiner,
    quantity: Option<u32>,
    possessor: Option<GroupId>,
    last_adjective: Option<u32>,
    /// End of an ordinal that may stand for its noun ("a third").
    ordinal: Option<u32>,
}

impl Draft {
    fn new(at: u32) -> Self {
        Self {
            start: at,
            end: at,
            head: None,
            unit: None,
            determiner: Determiner::None,
            quantity: None,
            possessor: None,
            last_adjective: None,
            ordinal: None,
        }
    }
}

/// Reads a noun group at `at`, pushes it (and its possessors) and returns its end.
fn noun_group(ctx: Context<'_>, view: View<'_>, parts: Parts<'_>, at: u32, sink: &mut Sink<'_>) -> Option<u32> {
    let first = view.get(at)?;
    let partitive = view.get(at + 1).is_some_and(|t| ctx.is(t, WordClass::Of)) && view.tag(at + 2) == Tag::Prp;
    if first.tag == Tag::Prp || !partitive && (matches!(first.tag, Tag::PronDt | Tag::Ex | Tag::PronNn) && parts.quantity(at).is_none()) {
        let mut group = simple(at..at + 1, GroupKind::Pronoun);
        group.types = if first.tag == Tag::Ex { TypeSet(1) } else { TypeSet::EMPTY };
        push_group(sink, group);
        return Some(at + 1);
    }
    // "most of them", "all of them"
    let part = matches!(first.tag, Tag::Dt | Tag::Pdt | Tag::Jjs | Tag::Rbs | Tag::PronDt | Tag::Jj)
        && view.get(at + 1).is_some_and(|t| ctx.is(t, WordClass::Of))
        && view.tag(at + 2) == Tag::Prp;
    if part {
        push_group(sink, simple(at..at + 3, GroupKind::Number));
        return Some(at + 3);
    }
    let mut draft = Draft::new(at);
    let mut i = at;
    // Determiner and number, in either order: "all five", "the 32", "more than 30 of the".
    for _ in 0..3 {
        if parts.unit(i).is_some() {
            break;
        }
        if let Some((id, quantity)) = parts.quantity(i) {
            if !matches!(quantity.kind, QuantityKind::Count | QuantityKind::Ordinal) {
                break;
            }
            // "the number of militants": a figure that is spoken of, and no amount.
            if quantity.max.is_none() && view.tag(quantity.tokens.start) == Tag::Dt && ctx.program.is_definite(view.tokens[quantity.tokens.start as usize].word) {
                break;
            }
            if quantity.kind == QuantityKind::Count {
                draft.quantity = Some(id);
            } else {
                draft.ordinal = Some(quantity.tokens.end);
            }
            i = quantity.tokens.end;
            let of = view.get(i).is_some_and(|t| ctx.is(t, WordClass::Of));
            if of && quantity.kind == QuantityKind::Count && matches!(view.tag(i + 1), Tag::Prp | Tag::Wp | Tag::Wdt | Tag::PronWdt) {
                // "five of them", "five of whom"
                draft.end = i + 2;
                return headless(ctx, view, draft, sink);
            }
            if of && quantity.kind == QuantityKind::Count && starts_group(view, parts, i + 1) {
                i += 1;
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
        let possessor = finish(ctx, view, &draft);
        let id = GroupId(sink.groups.len() as u32);
        sink.groups.push(possessor);
        let mut next = Draft::new(draft.start);
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
            let end = head + 1;
            let group = finish(ctx, view, &draft);
            push_group(sink, group);
            Some(end.max(at + 1))
        }
        None => headless(ctx, view, draft, sink),
    }
}

/// "killing five", "the wounded", "nine dead".
fn headless(ctx: Context<'_>, view: View<'_>, draft: Draft, sink: &mut Sink<'_>) -> Option<u32> {
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
    if draft.quantity.is_some() {
        let end = draft.end.max(at + 1);
        let mut group = simple(at..end, GroupKind::Number);
        group.quantity = draft.quantity;
        group.determiner = draft.determiner;
        push_group(sink, group);
        return Some(end);
    }
    None
}

fn determiner(ctx: Context<'_>, token: crate::text::Token) -> Determiner {
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

fn starts_group(view: View<'_>, parts: Parts<'_>, at: u32) -> bool {
    let tag = view.tag(at);
    parts.unit(at).is_some()
        || tag.is_noun()
        || tag.is_adjective()
        || matches!(tag, Tag::Dt | Tag::PrpPoss | Tag::Cd | Tag::Vbn | Tag::Prp | Tag::Poss)
        || view.raw_is_quote(at)
}

impl View<'_> {
    fn raw_is_quote(&self, at: u32) -> bool {
        self.get(at).is_some_and(|t| t.kind == TokenKind::Punct && t.span.len() <= 3 && t.tag == Tag::Punct)
    }
}

/// Modifiers and heads from `i` on; returns where it stopped.
fn body(ctx: Context<'_>, view: View<'_>, parts: Parts<'_>, mut i: u32, draft: &mut Draft) -> u32 {
    while i < view.end {
        if let Some(unit) = parts.unit(i) {
            draft.unit = Some((unit.kind, unit.tokens.clone()));
            i = unit.tokens.end;
            draft.head = Some(i - 1);
            draft.end = i;
            continue;
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
        if let Some((id, quantity)) = parts.quantity(i) {
            // "46 percent", "$250,000": the figure of a measure stands before its unit, or has it inside.
            if matches!(quantity.kind, QuantityKind::Measure | QuantityKind::Percent) && draft.head.is_none() && draft.quantity.is_none() {
                i = quantity.tokens.end;
                draft.end = i;
                if !view.tag(i).is_noun() || parts.time(i).is_some() {
                    draft.head = Some(i - 1);
                    break;
                }
                continue;
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
            Tag::Hyph if draft.end > draft.start || draft.head.is_some() || draft.last_adjective.is_some() => i += 1,
            _ if token.kind == TokenKind::Joiner && i > draft.start && starts_group(view, parts, i + 1) => i += 1,
            Tag::Rb | Tag::Rbs | Tag::Rbr
                if draft.head.is_none()
                    && (next.is_adjective() || (matches!(next, Tag::Vbn | Tag::Vbg) && i > draft.start))
                    && noun_follows(view, parts, i + 1) =>
            {
                i += 1;
            }
            Tag::Cc if coordinates_modifiers(ctx, view, parts, i, draft) => i += 1,
            // "the so-called "administrator of the Kafala"": the mark is no part of the grammar.
            Tag::Punct
                if draft.head.is_none()
                    && draft.end > draft.start
                    && matches!(token.raw(ctx.text), "\"" | "“" | "‘")
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

/// A noun stands behind, with only modifiers in between.
fn noun_follows(view: View<'_>, parts: Parts<'_>, from: u32) -> bool {
    for at in from..(from + 5).min(view.end) {
        if parts.time(at).is_some() {
            return false;
        }
        let tag = view.tag(at);
        if tag.is_noun() || parts.unit(at).is_some() {
            return true;
        }
        if !(tag.is_adjective() || matches!(tag, Tag::Vbn | Tag::Vbg | Tag::Hyph | Tag::Cc | Tag::Cd) || view.raw_is_quote(at)) {
            return false;
        }
    }
    false
}

/// A participle before its noun ("the arrested elements", "leading figures").
fn premodifies(ctx: Context<'_>, view: View<'_>, parts: Parts<'_>, at: u32, draft: &Draft) -> bool {
    let Some(token) = view.get(at) else { return false };
    if draft.head.is_some() || !noun_follows(view, parts, at + 1) {
        // "car-bomb making materials" aside, a participle behind a noun is a verb; behind a hyphen it is not.
        return draft.head.is_some()
            && view.get(at - 1).is_some_and(|t| t.kind == TokenKind::Joiner)
            && noun_follows(view, parts, at + 1);
    }
    let begun = draft.end > draft.start || draft.determiner != Determiner::None || draft.quantity.is_some() || draft.possessor.is_some();
    match token.tag {
        // "killing militants": a gerund needs something before it to be a modifier.
        Tag::Vbg => begun,
        // "arrested terrorist elements" after a preposition, verb or at the start of a noun phrase.
        _ => begun || !matches!(view.tag(at + 1), Tag::Dt | Tag::Cd) && at > view.start && !view.tag(at - 1).is_noun() && !view.tag(at - 1).is_aux() && !ctx.is(token, WordClass::Report) && view.tag(at - 1) == Tag::In,
    }
}

/// "Iraqi and Kurdish forces", "political and security expert".
fn coordinates_modifiers(ctx: Context<'_>, view: View<'_>, parts: Parts<'_>, at: u32, draft: &Draft) -> bool {
    let before = view.tag(at.saturating_sub(1));
    let after = view.tag(at + 1);
    let is_modifier = |i: u32, tag: Tag| {
        tag.is_adjective() || view.covering(i).any(|h| matches!(h.meaning, Meaning::Adjective(_)))
    };
    if at == draft.start || parts.quantity(at + 1).is_some() {
        return false;
    }
    let both = is_modifier(at - 1, before) && (is_modifier(at + 1, after) || after.is_noun()) && noun_follows(view, parts, at + 1);
    // Two bare singular nouns before a third ("intelligence and security services").
    let nouns = before == Tag::Nn
        && after == Tag::Nn
        && matches!(view.tag(at + 2), Tag::Nn | Tag::Nns)
        && !ctx.program.is_trigger_lemma(view.tokens[at as usize - 1].lemma)
        && draft.determiner != Determiner::Indefinite
        && !(at - 1 > draft.start && (view.tag(at - 2).is_noun() || view.tag(at - 2).is_adjective()));
    both || nouns
}

/// An opening quote whose partner follows within a few nominal tokens: gives the partner.
fn is_scare_quote(ctx: Context<'_>, view: View<'_>, parts: Parts<'_>, at: u32) -> Option<u32> {
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

/// From draft to group: types, entry, affiliation.
fn finish(ctx: Context<'_>, view: View<'_>, draft: &Draft) -> NounGroup {
    let program = ctx.program;
    let head = draft.head.unwrap_or(draft.end.max(draft.start + 1) - 1);
    let mut group = simple(draft.start..head + 1, GroupKind::Common);
    group.head = head;
    group.determiner = draft.determiner;
    group.quantity = draft.quantity;
    group.possessor = draft.possessor;
    let unit = draft.unit.as_ref().filter(|(_, tokens)| tokens.end == head + 1);
    if let Some((kind, tokens)) = unit {
        group.types = types_of(ctx, *kind);
        group.entry = match kind {
            UnitKind::Listed(id) | UnitKind::Phrase(id) | UnitKind::Body(id) => Some(*id),
            UnitKind::Unlisted => None,
        };
        if !matches!(kind, UnitKind::Phrase(_)) {
            group.kind = GroupKind::Name;
            group.name = Some(tokens.clone());
        }
    } else {
        let best = view
            .covering(head)
            .filter(|h| h.tokens.end == head + 1 && h.tokens.start >= draft.start)
            .filter_map(|h| match h.meaning {
                Meaning::Entry(id) => Some((h.tokens.len(), program.rank(id), id, program.taxonomy.upward(program.entry(id).kind))),
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
                group.types.0 |= program.taxonomy.upward(program.entry(id).kind).0;
            }
        }
    }
    // "an unknown number got away": the figure stands for those it counts.
    let figure = view.get(head).is_some_and(|t| ctx.is(t, WordClass::Figure)) && draft.determiner == Determiner::Indefinite;
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
    group
}

/// Reads a verb group at `at`.
fn verb_group(ctx: Context<'_>, view: View<'_>, at: u32) -> Option<(VerbGroup, u32)> {
    let mut i = at;
    let mut infinitive = false;
    let (mut modal, mut negated, mut perfect, mut progressive, mut passive) = (None, false, false, false, false);
    let mut tense = None;
    let mut aux_head = None;
    let mut finite = false;
    let be = |i: u32| view.get(i).is_some_and(|t| ctx.is(t, WordClass::Passive));
    if view.tag(i) == Tag::To {
        let mut next = i + 1;
        while matches!(view.tag(next), Tag::Rb | Tag::Not) {
            next += 1;
        }
        if !matches!(view.tag(next), Tag::Vb | Tag::AuxVb | Tag::Vbp | Tag::Vbn | Tag::Vbd) || (next == i + 1 && matches!(view.tag(next), Tag::Vbn | Tag::Vbd)) {
            return None;
        }
        infinitive = true;
        i += 1;
    }
    let head = loop {
        let token = view.get(i)?;
        match token.tag {
            Tag::Md => {
                modal = Some(token.lemma);
                finite = true;
                i += 1;
            }
            Tag::Not => {
                negated = true;
                i += 1;
            }
            Tag::Rb | Tag::Rbr | Tag::Rbs => {
                if ctx.is(token, WordClass::Never) {
                    negated = true;
                }
                i += 1;
            }
            tag if tag.is_aux() => {
                if aux_head.is_none() && !infinitive && modal.is_none() {
                    finite = matches!(tag, Tag::AuxVbd | Tag::AuxVbz | Tag::AuxVbp);
                    tense = Some(if tag == Tag::AuxVbd { Tense::Past } else { Tense::Present });
                }
                aux_head = Some(i);
                i += 1;
            }
            tag if tag.is_verb() => {
                // A second verb without an auxiliary between belongs to another group.
                if let Some(aux) = aux_head {
                    match tag {
                        Tag::Vbn | Tag::Vbd if be(aux) => passive = true,
                        Tag::Vbn | Tag::Vbd => perfect = true,
                        Tag::Vbg if be(aux) => progressive = true,
                        _ => {}
                    }
                    let has = |a: u32| view.get(a).is_some_and(|t| ctx.is(t, WordClass::Have));
                    perfect |= (at..i).any(|a| view.tag(a).is_aux() && has(a));
                }
                break i;
            }
            _ => {
                // Adverbs alone make no verb group.
                let aux = aux_head?;
                i = aux + 1;
                // "were not": keep the negation inside.
                while matches!(view.tag(i), Tag::Not) {
                    i += 1;
                }
                break aux;
            }
        }
    };
    let token = view.get(head)?;
    let copula = token.tag.is_aux() || ctx.is(token, WordClass::Be);
    let end = if token.tag.is_aux() { i } else { head + 1 };
    let form = if infinitive {
        VerbForm::Infinitive
    } else if finite || aux_head.is_some_and(|a| a != head) {
        if finite { VerbForm::Finite } else if view.tag(at) == Tag::AuxVbg { VerbForm::Gerund } else { VerbForm::Finite }
    } else {
        match token.tag {
            Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::AuxVbd | Tag::AuxVbz | Tag::AuxVbp => VerbForm::Finite,
            Tag::Vbg | Tag::AuxVbg => VerbForm::Gerund,
            Tag::Vbn | Tag::AuxVbn => VerbForm::Participle,
            _ if modal.is_some() => VerbForm::Finite,
            _ => VerbForm::Bare,
        }
    };
    let future = modal.is_some_and(|m| ctx.program.grammar.is(m, WordClass::Future));
    let tense = if future {
        Tense::Future
    } else {
        tense.unwrap_or(match token.tag {
            Tag::Vbz | Tag::Vbp | Tag::Vb | Tag::AuxVbz | Tag::AuxVbp => Tense::Present,
            _ => Tense::Past,
        })
    };
    let tense = if perfect && tense == Tense::Present { Tense::Past } else { tense };
    let (meanings, particle) = meanings(ctx, view, head, end);
    let verb = VerbGroup {
        tokens: at..end,
        head,
        lemma: token.lemma,
        form,
        passive,
        tense,
        perfect,
        progressive,
        negated,
        modal: modal.filter(|_| !future),
        copula,
        relation: Relation::Main,
        subject: None,
        object: None,
        second: None,
        preps: SmallVec::new(),
        clause: 0,
        meanings,
        particle: particle.clone(),
    };
    // A particle that follows directly belongs to the group.
    let end = particle.filter(|p| p.start == end).map_or(end, |p| p.end);
    Some((verb, end))
}

/// What the verb means, alone or with words behind it, directly or behind its object.
fn meanings(ctx: Context<'_>, view: View<'_>, head: u32, end: u32) -> (SmallVec<[VerbMeaning; 3]>, Option<Range<u32>>) {
    let mut found = SmallVec::new();
    let mut particle = None;
    let Some(token) = view.get(head) else { return (found, None) };
    let entries = ctx.program.verbs.of(token.lemma);
    let mut longest = 0;
    for entry in entries {
        if entry.rest.len() < longest {
            // A shorter phrase than one that stands here means something else.
            break;
        }
        if entry.rest.is_empty() {
            found.push(entry.meaning);
            continue;
        }
        let here = |from: u32| entry.rest.iter().enumerate().all(|(i, w)| view.get(from + i as u32).is_some_and(|t| t.word == *w || t.lemma == *w));
        // "took four men into custody": up to six nominal tokens may stand before the rest.
        let far = (end..(end + 7).min(view.end)).take_while(|i| *i == end || nominal(view.tag(*i - 1))).find(|i| here(*i));
        if let Some(from) = far {
            // Words behind the object say less than words right behind the verb: only those exclude a shorter phrase.
            if from == end {
                longest = entry.rest.len();
            }
            found.push(entry.meaning);
            particle = Some(from..from + entry.rest.len() as u32);
        }
    }
    (found, particle)
}

fn nominal(tag: Tag) -> bool {
    tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::Dt | Tag::Cd | Tag::PrpPoss | Tag::Prp | Tag::Hyph)
}
