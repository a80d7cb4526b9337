//! What a pattern can ask of a text.

use crate::compile::{EntryId, TypeSet};
use crate::pack::pattern::Unit;
use crate::text::{Case, Tag, WordId};

/// A phrase of a lexicon, a number or a time in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhraseFacts {
    /// First token.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Its types, ancestors included.
    pub types: TypeSet,
    /// The lexicon that lists it.
    pub lexicon: Option<u16>,
    /// The entry that it names.
    pub entry: Option<EntryId>,
}

/// A noun group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupFacts {
    /// First token.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The head token.
    pub head: u32,
    /// Types of the head, ancestors included.
    pub types: TypeSet,
}

/// A verb group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerbFacts {
    /// First token.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The main verb.
    pub head: u32,
    /// "was arrested".
    pub passive: bool,
    /// "did not arrest".
    pub negated: bool,
    /// 0 past, 1 present, 2 future.
    pub tense: u8,
}

/// Read access to an analysed text, by token number. Patterns ask only about tokens of the stretch that they are run on,
/// and about the edges of units at its end.
pub trait TokenFacts {
    /// The folded word.
    fn word(&self, at: u32) -> WordId;
    /// The lemma.
    fn lemma(&self, at: u32) -> WordId;
    /// The part of speech.
    fn tag(&self, at: u32) -> Tag;
    /// How it is written.
    fn case(&self, at: u32) -> Case;
    /// The token as it stands in the text.
    fn raw(&self, at: u32) -> &str;
    /// A word's folded text.
    fn text(&self, word: WordId) -> &str;
    /// A hyphen or slash that joins its neighbours.
    fn is_joiner(&self, at: u32) -> bool;
    /// All phrases of the text, in any order.
    fn phrases(&self) -> impl Iterator<Item = PhraseFacts>;
    /// All its noun groups, those inside others too.
    fn nouns(&self) -> impl Iterator<Item = GroupFacts>;
    /// All its verb groups.
    fn verbs(&self) -> impl Iterator<Item = VerbFacts>;
    /// Phrases that start at the token.
    fn starting(&self, at: u32) -> impl Iterator<Item = PhraseFacts>;
    /// Phrases that hold the token.
    fn covering(&self, at: u32) -> impl Iterator<Item = PhraseFacts>;
    /// The noun group that holds the token.
    fn noun(&self, at: u32) -> Option<GroupFacts>;
    /// The verb group that holds the token.
    fn verb(&self, at: u32) -> Option<VerbFacts>;
    /// A unit starts with the token.
    fn starts(&self, unit: Unit, at: u32) -> bool;
    /// A unit ends with the token.
    fn ends(&self, unit: Unit, at: u32) -> bool;
}
