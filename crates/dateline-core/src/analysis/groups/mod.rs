//! Base noun groups and verb groups, found left to right over tags, units, quantities and times.
//!
//! Invariant: every token of the sentence falls into at most one chunk, and chunks come in text order.

mod body;
mod noun;
mod single;
mod verb;

use std::ops::Range;

use smallvec::SmallVec;

use crate::compile::{TypeSet, WordClass};
use crate::text::Tag;

use self::body::{opens_group, somebody_aged};
use self::noun::noun_group;
pub(super) use self::single::is_as_well;
use self::single::{opens_clause, single};
use self::verb::verb_group;

use super::context::{Context, View};
use super::model::{Determiner, GroupId, GroupKind, NounGroup, VerbGroup, VerbId};
use super::numbers::{Quantity, QuantityKind};
use super::spots::{Marks, Spot};
use super::times::TimeExpression;
use super::units::Unit;

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

impl Chunk {
    /// True for what a group with its prepositions is made of ("the army in the north"), quotes and adverbs in it.
    pub(super) fn is_nominal(self) -> bool {
        matches!(self, Self::Prep(_) | Self::Noun(_) | Self::Quote(_) | Self::Other(_))
    }
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
    /// Where they begin.
    pub spots: &'a [Spot],
}

impl Parts<'_> {
    fn has(&self, at: u32, marks: Marks) -> bool {
        self.spots.get(at as usize).is_some_and(|spot| spot.has(marks))
    }

    fn unit(&self, at: u32) -> Option<&Unit> {
        if !self.has(at, Marks::UNIT) {
            return None;
        }
        self.units.iter().find(|u| u.tokens.start == at)
    }

    fn quantity(&self, at: u32) -> Option<(u32, &Quantity)> {
        if !self.has(at, Marks::QUANTITY) {
            return None;
        }
        let found = self.quantities.iter().enumerate().find(|(_, q)| q.tokens.start == at);
        found.map(|(i, q)| (self.first_quantity + i as u32, q))
    }

    fn time(&self, at: u32) -> Option<&TimeExpression> {
        if !self.has(at, Marks::TIME) {
            return None;
        }
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
        if let Some(time) =
            parts.time(at).filter(|t| !opens_group(view, parts, t) && somebody_aged(view, parts, at).is_none())
        {
            let end = time.tokens.end.min(view.end);
            // "hours after Mosul fell": the last word opens a clause.
            let opens = end - at > 1
                && view.get(end - 1).is_some_and(|t| ctx.is(t, WordClass::Subordinator))
                && opens_clause(ctx, view, end - 1);
            let end = if opens { end - 1 } else { end };
            push_group(sink, simple(at..end, GroupKind::Time));
            at = end;
        } else if let Some(end) = aged(ctx, view, parts, at) {
            sink.chunks.extend((at..end).map(Chunk::Other));
            at = end;
        } else if let Some(end) =
            may_begin_noun(ctx, view, at).then(|| noun_group(ctx, view, parts, at, sink)).flatten()
        {
            at = end;
        } else if sink.verbs.last().and_then(|v| v.particle.clone()).is_some_and(|p| p.start == at && p.end > at) {
            // "let them go": the rest of the verb before, behind its object.
            sink.chunks.push(Chunk::Other(at));
            at += 1;
        } else if let Some((verb, end)) = verb_group(ctx, view, at).filter(|_| !is_preposition(ctx, view, at)) {
            let id = VerbId(sink.verbs.len() as u32);
            sink.verbs.push(verb);
            sink.chunks.push(Chunk::Verb(id));
            at = end;
        } else {
            // "with at least 30 dead": the second word is the number's.
            let (chunk, end) = match single(ctx, view, at) {
                (Chunk::Prep(last), _) if last > at && parts.quantity(last).is_some() => (Chunk::Prep(at), at + 1),
                chunk => chunk,
            };
            sink.chunks.push(chunk);
            at = end;
        }
        debug_assert!(at > before, "the chunker must move on");
    }
}

/// "a man aged 35", "two brothers, aged nine and twelve", "Ali Hassan, 34, and": the years, which are no group.
fn aged(ctx: Context<'_>, view: View<'_>, parts: Parts<'_>, at: u32) -> Option<u32> {
    // A number alone between a name and a mark was read as a measure.
    if at > view.start && view.tag(at - 1).is_noun() && view.raw(at, ctx.text) == "," {
        let years = parts.quantity(at + 1).filter(|(_, q)| q.kind == QuantityKind::Measure && q.tokens.len() == 1);
        let end = years.map(|(_, q)| q.tokens.end)?;
        return matches!(view.raw(end, ctx.text), "," | ".").then_some(end);
    }
    view.get(at).filter(|t| ctx.is(*t, WordClass::Aged))?;
    let years =
        |at: u32| parts.quantity(at).filter(|(_, q)| q.kind == QuantityKind::Measure).map(|(_, q)| q.tokens.end);
    let end = years(at + 1)?;
    Some(years(end + 1).filter(|_| view.tag(end) == Tag::Cc).unwrap_or(end))
}

/// False for words with which no noun group begins unless it is material of one: prepositions, verbs that are no
/// participles, auxiliaries, conjunctions, marks that open no quotation; and for "both" before "A and B".
fn may_begin_noun(ctx: Context<'_>, view: View<'_>, at: u32) -> bool {
    use Tag::{Cc, Hyph, In, Not, Poss, Punct, Rp, Sconj, To, Vb, Vbd, Vbp, Vbz};
    view.has(at, Marks::MATERIAL) && !opens_list(view, at)
        || match view.tag(at) {
            Cc | Hyph | In | Not | Poss | Rp | Sconj | To | Vb | Vbd | Vbp | Vbz => false,
            Punct => matches!(view.raw(at, ctx.text), "“" | "\"" | "‘" | "'"),
            tag => !tag.is_aux(),
        }
}

/// "both the army and the police": a number read as a conjunction, with another before the next verb.
fn opens_list(view: View<'_>, at: u32) -> bool {
    let inside = |at: &u32| {
        let tag = view.tag(*at);
        !tag.is_verb() && !tag.is_aux() && tag != Tag::Punct
    };
    view.tag(at) == Tag::Cc
        && view.has(at, Marks::QUANTITY)
        && (at + 1..view.end).take_while(inside).any(|at| view.tag(at) == Tag::Cc)
}

/// "including", and "following" behind a comma or at the beginning: a participle that works as a preposition.
fn is_preposition(ctx: Context<'_>, view: View<'_>, at: u32) -> bool {
    let alone = || {
        at == view.start
            || at > view.start
                && !view.tag(at - 1).is_noun()
                && !view.tag(at - 1).is_aux()
                && view.tag(at - 1) != Tag::In
    };
    view.get(at).is_some_and(|t| {
        t.tag == Tag::Vbg && (ctx.is(t, WordClass::Including) || ctx.is(t, WordClass::ParticiplePreposition) && alone())
    })
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
        share_of: None,
        verb: None,
        clause: 0,
    }
}
