//! An analysed sentence as patterns see it.
//!
//! Beside the lexicons' phrases, numbers are phrases of the type `count` and times of the type `time`. Where noun groups
//! stand in each other, the outer one counts: "the army's commander" is one group.

use std::ops::Range;

use crate::analysis::Context;
use crate::analysis::model::{Analysis, Hit, Meaning, NounGroup, SentenceParts, Tense, VerbGroup};
use crate::analysis::numbers::QuantityKind;
use crate::analysis::spots::{Marks, covering, starting};
use crate::compile::TypeSet;
use crate::pack::pattern::Unit;
use crate::text::{Case, Tag, TokenKind, WordId};

use super::{GroupFacts, PhraseFacts, TokenFacts, VerbFacts};

const FIGURE: Marks = Marks::QUANTITY.and(Marks::TIME);

/// Read access to one sentence.
#[derive(Clone, Copy)]
pub struct Sentence<'a> {
    ctx: Context<'a>,
    analysis: &'a Analysis,
    number: usize,
    parts: &'a SentenceParts,
    hits: &'a [Hit],
}

/// Groups that may lie in one another.
const NESTED: usize = 4;

impl<'a> Sentence<'a> {
    /// The sentence with this number.
    pub fn new(ctx: Context<'a>, analysis: &'a Analysis, number: usize) -> Self {
        let parts = &analysis.sentences[number];
        Self { ctx, analysis, number, parts, hits: &analysis.hits[parts.hits.start as usize..parts.hits.end as usize] }
    }

    /// Its tokens.
    pub fn tokens(&self) -> Range<u32> {
        self.parts.sentence.tokens.clone()
    }

    fn noun_groups(&self) -> &'a [NounGroup] {
        &self.analysis.groups[self.parts.groups.start as usize..self.parts.groups.end as usize]
    }

    fn verb_groups(&self) -> &'a [VerbGroup] {
        &self.analysis.verbs[self.parts.verbs.start as usize..self.parts.verbs.end as usize]
    }

    fn phrase(&self, hit: &Hit) -> Option<PhraseFacts> {
        let kinds = &self.ctx.program.kinds;
        let (id, types) = match hit.meaning {
            Meaning::Entry(id) => (id, self.ctx.program.types_of(id)),
            // "Iraqi" is said of a state and its people, and is no place.
            Meaning::Adjective(id) => (id, TypeSet(self.ctx.program.types_of(id).0 & !kinds.place.0)),
            _ => return None,
        };
        let lexicon = Some(self.ctx.program.entry(id).lexicon);
        Some(PhraseFacts { start: hit.tokens.start, end: hit.tokens.end, types, lexicon, entry: Some(id) })
    }

    /// Numbers and times.
    fn figures(&self) -> impl Iterator<Item = PhraseFacts> + use<'a> {
        let kinds = &self.ctx.program.kinds;
        let plain = |tokens: &Range<u32>, types| PhraseFacts {
            start: tokens.start,
            end: tokens.end,
            types,
            lexicon: None,
            entry: None,
        };
        let quantities =
            &self.analysis.quantities[self.parts.quantities.start as usize..self.parts.quantities.end as usize];
        let counts = quantities.iter().filter(|q| q.kind == QuantityKind::Count);
        let times = &self.analysis.times[self.parts.times.start as usize..self.parts.times.end as usize];
        counts
            .map(move |q| plain(&q.tokens, kinds.count))
            .chain(times.iter().map(move |t| plain(&t.tokens, kinds.time)))
    }

    /// Number of the clause of the last group or verb that ends by `at`, and where that ends.
    fn clause_before(&self, at: u32) -> Option<(u16, u32)> {
        let group = self.noun_groups().iter().rev().find(|g| g.tokens.end <= at).map(|g| (g.tokens.end, g.clause));
        let verb = self.verb_groups().iter().rev().find(|v| v.tokens.end <= at).map(|v| (v.tokens.end, v.clause));
        group.max(verb).map(|(end, clause)| (clause, end))
    }

    /// Number of the clause of the first group or verb that ends behind `at`, and where that starts.
    fn clause_from(&self, at: u32) -> Option<(u16, u32)> {
        let group = self.noun_groups().iter().find(|g| g.tokens.end > at).map(|g| (g.tokens.start, g.clause));
        let verb = self.verb_groups().iter().find(|v| v.tokens.end > at).map(|v| (v.tokens.start, v.clause));
        let nearest = match (group, verb) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        nearest.map(|(start, clause)| (clause, start))
    }

    /// The place before `at` lies between two clauses, with nothing but small words and marks around.
    fn is_between_clauses(&self, at: u32) -> bool {
        let range = self.tokens();
        if at <= range.start || at >= range.end {
            return true;
        }
        match (self.clause_before(at), self.clause_from(at)) {
            (Some((before, _)), Some((behind, start))) => before != behind && at <= start,
            _ => false,
        }
    }
}

fn noun(group: &NounGroup) -> GroupFacts {
    GroupFacts { start: group.tokens.start, end: group.tokens.end, head: group.head, types: group.types }
}

fn verb(group: &VerbGroup) -> VerbFacts {
    let tense = match group.tense {
        Tense::Past => 0,
        Tense::Present => 1,
        Tense::Future => 2,
    };
    VerbFacts {
        start: group.tokens.start,
        end: group.tokens.end,
        head: group.head,
        passive: group.passive,
        negated: group.negated,
        tense,
    }
}

impl TokenFacts for Sentence<'_> {
    fn word(&self, at: u32) -> WordId {
        self.analysis.tokens[at as usize].word
    }

    fn lemma(&self, at: u32) -> WordId {
        self.analysis.tokens[at as usize].lemma
    }

    fn tag(&self, at: u32) -> Tag {
        self.analysis.tokens[at as usize].tag
    }

    fn case(&self, at: u32) -> Case {
        self.analysis.tokens[at as usize].case
    }

    fn raw(&self, at: u32) -> &str {
        self.analysis.tokens[at as usize].raw(self.ctx.text)
    }

    fn text(&self, word: WordId) -> &str {
        self.ctx.words.text(word)
    }

    fn is_joiner(&self, at: u32) -> bool {
        self.analysis.tokens[at as usize].kind == TokenKind::Joiner
    }

    fn phrases(&self) -> impl Iterator<Item = PhraseFacts> {
        self.hits.iter().filter_map(|hit| self.phrase(hit)).chain(self.figures())
    }

    fn nouns(&self) -> impl Iterator<Item = GroupFacts> {
        self.noun_groups().iter().map(noun)
    }

    fn verbs(&self) -> impl Iterator<Item = VerbFacts> {
        self.verb_groups().iter().map(verb)
    }

    fn starting(&self, at: u32) -> impl Iterator<Item = PhraseFacts> {
        let hits = starting(&self.analysis.spots, self.hits, at);
        let figures = self.analysis.spots[at as usize]
            .has(FIGURE)
            .then(|| self.figures().filter(move |phrase| phrase.start == at));
        hits.filter_map(|hit| self.phrase(hit)).chain(figures.into_iter().flatten())
    }

    fn covering(&self, at: u32) -> impl Iterator<Item = PhraseFacts> {
        let hits = covering(&self.analysis.spots, self.hits, at);
        hits.filter_map(|hit| self.phrase(hit))
            .chain(self.figures().filter(move |phrase| (phrase.start..phrase.end).contains(&at)))
    }

    fn noun(&self, at: u32) -> Option<GroupFacts> {
        let groups = self.noun_groups();
        // Groups stand in the order of their ends, an inner one before the outer: behind "one" comes "its" before "one of
        // its fighters".
        let from = groups.partition_point(|g| g.tokens.end <= at);
        groups[from..].iter().take(NESTED).rfind(|g| g.tokens.start <= at).map(noun)
    }

    fn verb(&self, at: u32) -> Option<VerbFacts> {
        let verbs = self.verb_groups();
        verbs.get(verbs.partition_point(|v| v.tokens.end <= at)).filter(|v| v.tokens.start <= at).map(verb)
    }

    fn starts(&self, unit: Unit, at: u32) -> bool {
        let first = at == self.tokens().start;
        match unit {
            Unit::Clause => self.is_between_clauses(at),
            Unit::Sentence => first,
            Unit::Block => {
                let block = self.parts.sentence.block;
                let before = self.number.checked_sub(1).map(|number| self.analysis.sentences[number].sentence.block);
                first && before != Some(block)
            }
        }
    }

    fn ends(&self, unit: Unit, at: u32) -> bool {
        let last = at + 1 == self.tokens().end;
        match unit {
            Unit::Clause => self.is_between_clauses(at + 1),
            Unit::Sentence => last,
            Unit::Block => {
                let block = self.parts.sentence.block;
                let next = self.analysis.sentences.get(self.number + 1).map(|next| next.sentence.block);
                last && next != Some(block)
            }
        }
    }
}
