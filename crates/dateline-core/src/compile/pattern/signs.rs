//! What must stand at a place for an instruction to lead anywhere from there: a quick "no" for most branches.
//!
//! Invariant: where the signs of an instruction do not meet those of a place, following it there sets no thread down and
//! finds no match; when they meet it may.

use serde::{Deserialize, Serialize};

use crate::compile::TypeSet;
use crate::text::{Case, Tag, WordId};

use super::program::{HitTest, Inst, Pred, Step};

/// Signs of a place in a text, or those of which an instruction needs one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
pub(crate) struct Signs {
    /// Words and lemmas, many to a bit: of the token, and of the heads of what begins there.
    words: [u64; 2],
    /// Tags, ways of writing, and the bits below.
    kinds: u64,
    /// Types of what begins there.
    types: TypeSet,
}

/// Bits of `kinds` behind those of the tags.
const CASES: u32 = Tag::ALL.len() as u32;
const OTHERS: u32 = CASES + Case::Mixed as u32 + 1;
const _: () = assert!(OTHERS + 4 <= u64::BITS);

impl Signs {
    /// A phrase begins there.
    pub(crate) const PHRASE: Self = Self::kind(OTHERS);
    /// A noun group begins there.
    pub(crate) const NOUN: Self = Self::kind(OTHERS + 1);
    /// A verb group begins there.
    pub(crate) const VERB: Self = Self::kind(OTHERS + 2);
    /// A place, be it behind the last token.
    pub(crate) const PLACE: Self = Self::kind(OTHERS + 3);
    /// Whatever is needed.
    pub(crate) const ALL: Self = Self { words: [u64::MAX; 2], kinds: u64::MAX, types: TypeSet(u128::MAX) };
    /// Any token.
    const TOKEN: Self = Self { words: [0; 2], kinds: (1 << CASES) - 1, types: TypeSet::EMPTY };

    const fn kind(bit: u32) -> Self {
        Self { words: [0; 2], kinds: 1 << bit, types: TypeSet::EMPTY }
    }

    /// Types beside the signs.
    #[must_use]
    pub(crate) fn and_types(self, types: TypeSet) -> Self {
        Self { types: self.types.union(types), ..self }
    }

    /// A token's tag and its way of writing.
    pub(crate) fn of_token(tag: Tag, case: Case) -> Self {
        let kinds = 1 << tag as u32 | 1 << (CASES + case as u32) | Self::PLACE.kinds;
        Self { words: [0; 2], kinds, types: TypeSet::EMPTY }
    }

    /// Adds a word or lemma.
    pub(crate) fn add_word(&mut self, word: WordId) {
        let place = word.0.wrapping_mul(0x9E37_79B1) >> (u32::BITS - 7);
        self.words[(place / 64) as usize] |= 1 << (place % 64);
    }

    /// Adds other signs.
    pub(crate) fn add(&mut self, other: &Self) {
        self.words[0] |= other.words[0];
        self.words[1] |= other.words[1];
        self.kinds |= other.kinds;
        self.types = self.types.union(other.types);
    }

    fn and(mut self, other: Self) -> Self {
        self.add(&other);
        self
    }

    fn typed(types: TypeSet) -> Self {
        Self::default().and_types(types)
    }

    /// A sign stands in both.
    #[inline]
    pub(crate) fn meets(&self, other: &Self) -> bool {
        (self.words[0] & other.words[0]) | (self.words[1] & other.words[1]) != 0
            || self.kinds & other.kinds != 0
            || self.types.meets(other.types)
    }

    /// What each instruction needs.
    pub(super) fn of_code(insts: &[Inst], steps: &[Step]) -> Vec<Self> {
        let mut all = vec![Self::default(); insts.len()];
        // Loops lead back, so that one round may not be enough.
        let mut changed = true;
        while changed {
            changed = false;
            for (pc, inst) in insts.iter().enumerate().rev() {
                let signs = match *inst {
                    Inst::Step(number) => Self::of_step(&steps[number as usize]),
                    Inst::Split(first, second) => all[first as usize].and(all[second as usize]),
                    Inst::Jump(to) => all[to as usize],
                    Inst::Save(_) | Inst::Edge(..) | Inst::Ends(_) | Inst::Look(_) | Inst::Gate(_) => all[pc + 1],
                    Inst::Match => Self::PLACE,
                };
                changed |= all[pc] != signs;
                all[pc] = signs;
            }
        }
        all
    }

    fn of_step(step: &Step) -> Self {
        let head = |pred: &Pred, otherwise: Self| Self::of_words(pred).unwrap_or(otherwise);
        match step {
            Step::Token(pred) => Self::of_pred(pred),
            Step::Phrase(hits, pred) => {
                let types = hits.iter().find_map(|(hit, wanted)| match hit {
                    HitTest::Type(types) if *wanted => Some(Self::typed(*types)),
                    _ => None,
                });
                head(pred, types.unwrap_or(Self::PHRASE))
            }
            Step::Noun(types, pred) => {
                let types = types.iter().find(|(_, wanted)| *wanted).map(|(types, _)| Self::typed(*types));
                head(pred, types.unwrap_or(Self::NOUN))
            }
            Step::Verb(_, pred) => head(pred, Self::VERB),
            Step::Typed(types) => Self::typed(*types),
        }
    }

    fn of_pred(pred: &Pred) -> Self {
        Self::of_words(pred).unwrap_or_else(|| match pred {
            Pred::Tag(tags) => Self { kinds: tags.0, ..Self::default() },
            Pred::Case(cases) => Self { kinds: u64::from(cases.0) << CASES, ..Self::default() },
            Pred::All(all) => {
                let mut signs = all.iter().map(Self::of_pred);
                signs.find(|signs| *signs != Self::TOKEN).unwrap_or(Self::TOKEN)
            }
            Pred::OneOf(any) => any.iter().map(Self::of_pred).fold(Self::default(), Self::and),
            _ => Self::TOKEN,
        })
    }

    /// The words of which one is needed, when it is words that are asked for.
    fn of_words(pred: &Pred) -> Option<Self> {
        match pred {
            Pred::Word(words) | Pred::Lemma(words) => {
                let mut signs = Self::default();
                for word in words {
                    signs.add_word(*word);
                }
                Some(signs)
            }
            Pred::All(all) => all.iter().find_map(Self::of_words),
            Pred::OneOf(any) => {
                any.iter().map(Self::of_words).try_fold(Self::default(), |all, one| Some(all.and(one?)))
            }
            _ => None,
        }
    }
}
