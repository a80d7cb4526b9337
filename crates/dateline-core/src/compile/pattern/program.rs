//! A compiled pattern: instructions for the simulation in [`crate::extract::patterns`], and what they ask of tokens.
//!
//! Invariant: nothing here is looked up by name; every jump points into its own code; the last instruction is a match.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::sync::Arc;

use dateline_model::ByteSpan;

use crate::compile::{EntryId, TypeSet};
use crate::pack::Overlap;
use crate::pack::pattern::{Edge, Unit};
use crate::plugin::Predicate;
use crate::text::{Case, Tag, WordId};

use super::filter::OneOf;
use super::gates::Gates;
use super::regex::Regex;
use super::signs::Signs;

/// The most tokens that one step may take: longer phrases and groups are not taken as one.
pub(crate) const MAX_STEP: u32 = 32;

/// A pattern ready to run.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct PatternProgram {
    /// Which of several overlapping matches stand.
    pub overlap: Overlap,
    /// Roles that it captures; a role keeps its number in all branches.
    pub roles: Vec<Box<str>>,
    /// Words of which one must be there, by branch; nothing when a branch asks for no word.
    pub required: Option<Vec<Required>>,
    /// The most tokens of a match.
    pub(crate) reach: u32,
    pub(crate) gates: Gates,
    pub(crate) code: Code,
    pub(crate) looks: Vec<LookProgram>,
    pub(crate) steps: Vec<Step>,
}

impl PatternProgram {
    /// Number of states, those of lookarounds among them.
    pub fn states(&self) -> usize {
        self.code.insts.len() + self.looks.iter().map(|look| look.code.insts.len()).sum::<usize>()
    }

    /// Number of steps and tests: of two patterns that match the same, the one with more is more specific.
    pub fn specificity(&self) -> usize {
        self.steps.iter().map(Step::tests).sum()
    }
}

/// Words of which one stands in every match, so that a pattern is tried only where one does.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Required {
    /// The words.
    pub keys: Vec<Key>,
    /// At most so many tokens stand between the start of a match and the word; `None` is no limit.
    pub before: Option<u32>,
    /// Of each of these sets a word must stand there too.
    pub(crate) others: Vec<OneOf>,
}

/// A word or a lemma.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub enum Key {
    /// A token's folded word.
    Word(WordId),
    /// A token's lemma.
    Lemma(WordId),
}

impl Key {
    pub(super) fn id(self) -> WordId {
        let (Self::Word(word) | Self::Lemma(word)) = self;
        word
    }
}

/// Instructions.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
pub(crate) struct Code {
    /// Each with what it needs of a place to lead anywhere.
    pub(crate) insts: Vec<(Signs, Inst)>,
    /// Where each stands in the pattern; empty for those that ask nothing.
    pub(crate) spans: Vec<ByteSpan>,
    /// The split that leads to each, or [`NOWHERE`].
    pub(crate) above: Vec<u32>,
}

/// No instruction has this number.
pub(crate) const NOWHERE: u32 = u32::MAX;

/// One instruction; but for jumps and splits the next one follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) enum Inst {
    /// Takes what the step asks for.
    Step(u32),
    /// Goes on at both, the first preferred.
    Split(u32, u32),
    Jump(u32),
    /// Remembers the position: twice the role's number, and one more for the end.
    Save(u16),
    /// The position is the edge of a unit.
    Edge(Edge, Unit),
    /// A phrase or group of one of the types ends here.
    Ends(TypeSet),
    /// A lookaround holds.
    Look(u16),
    /// A gate is open.
    Gate(u16),
    Match,
}

/// A lookaround.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(crate) struct LookProgram {
    pub(crate) code: Code,
    pub(crate) behind: bool,
    pub(crate) negative: bool,
    /// How many tokens it may look at.
    pub(crate) reach: u32,
}

/// What one step takes.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
pub(crate) enum Step {
    /// One token.
    Token(Pred),
    /// A phrase of a lexicon as a whole; the predicate is about its last token.
    Phrase(Vec<(HitTest, bool)>, Pred),
    /// A noun group as a whole: types of the head, tests of the head token.
    Noun(Vec<(TypeSet, bool)>, Pred),
    /// A verb group as a whole.
    Verb(VerbTest, Pred),
    /// Any noun group or phrase of the type.
    Typed(TypeSet),
}

impl Step {
    fn tests(&self) -> usize {
        match self {
            Self::Token(pred) => pred.tests(),
            Self::Phrase(hits, pred) => hits.len() + pred.tests(),
            Self::Noun(types, pred) => 1 + types.len() + pred.tests(),
            Self::Verb(verb, pred) => 1 + usize::from(*verb != VerbTest::default()) + pred.tests(),
            Self::Typed(_) => 1,
        }
    }

    /// The most tokens that it takes.
    pub(crate) fn longest(&self) -> u32 {
        if matches!(self, Self::Token(_)) { 1 } else { MAX_STEP }
    }
}

/// What is asked of one token.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
pub(crate) enum Pred {
    Any,
    /// Sorted.
    Word(Vec<WordId>),
    /// Sorted.
    Lemma(Vec<WordId>),
    Exact(Vec<Box<str>>),
    Shape(Vec<Box<str>>),
    Tag(TagSet),
    Case(CaseSet),
    Regex(Field, Regex),
    /// A phrase that passes the test holds the token.
    Covered(HitTest),
    All(Vec<Pred>),
    OneOf(Vec<Pred>),
    Custom(Custom),
    Not(Box<Pred>),
}

impl Pred {
    fn tests(&self) -> usize {
        match self {
            Self::Any => 0,
            Self::All(all) => all.iter().map(Self::tests).sum(),
            Self::OneOf(any) => any.iter().map(Self::tests).min().unwrap_or(0),
            _ => 1,
        }
    }
}

/// A test written in Rust; two are equal when they have one name.
#[derive(Clone)]
pub(crate) struct Custom(pub(crate) Arc<dyn Predicate>);

/// What a program brings in Rust is not written down.
impl Serialize for Custom {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("a test written in Rust"))
    }
}

impl<'d> Deserialize<'d> for Custom {
    fn deserialize<D: Deserializer<'d>>(_: D) -> Result<Self, D::Error> {
        Err(serde::de::Error::custom("a test written in Rust"))
    }
}

impl PartialEq for Custom {
    fn eq(&self, other: &Self) -> bool {
        self.0.name() == other.0.name()
    }
}

impl fmt::Debug for Custom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

/// The text that a regex reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) enum Field {
    Raw,
    Word,
    Lemma,
    Shape,
}

/// What is asked of a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) enum HitTest {
    Lexicon(Vec<u16>),
    Type(TypeSet),
    Entity(Vec<EntryId>),
}

/// Tags as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
pub(crate) struct TagSet(pub(crate) u64);

impl TagSet {
    pub(crate) fn insert(&mut self, tag: Tag) {
        self.0 |= 1 << tag as u8;
    }

    pub(crate) fn has(self, tag: Tag) -> bool {
        self.0 >> tag as u8 & 1 == 1
    }
}

/// Ways of writing as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
pub(crate) struct CaseSet(pub(crate) u8);

impl CaseSet {
    pub(crate) fn insert(&mut self, case: Case) {
        self.0 |= 1 << case as u8;
    }

    pub(crate) fn has(self, case: Case) -> bool {
        self.0 >> case as u8 & 1 == 1
    }
}

/// What is asked of a verb group, each as bits of what it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct VerbTest {
    /// 1 active, 2 passive.
    pub(crate) voice: u8,
    /// 1 past, 2 present, 4 future.
    pub(crate) tense: u8,
    /// 1 affirmed, 2 negated.
    pub(crate) negated: u8,
}

impl Default for VerbTest {
    fn default() -> Self {
        Self { voice: 3, tense: 7, negated: 3 }
    }
}

impl VerbTest {
    /// Both must hold.
    pub(crate) fn and(self, other: Self) -> Self {
        Self { voice: self.voice & other.voice, tense: self.tense & other.tense, negated: self.negated & other.negated }
    }

    /// No verb group can pass.
    pub(crate) fn is_never(self) -> bool {
        self.voice == 0 || self.tense == 0 || self.negated == 0
    }
}
