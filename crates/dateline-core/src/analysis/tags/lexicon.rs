//! What is known of single words: the tags they can have, and the tag they always have.
//!
//! Indexed by word id; ids behind the end of the table are words nobody has stated anything of.

use super::Dictionary;
use crate::text::{Tag, TagSet, Token, TokenKind, WordId, Words};
use serde::{Deserialize, Serialize};

/// Words with fewer occurrences are judged by their form too, and may have tags they were not seen with.
const RARE: u32 = 20;
/// Below this count the word itself says nothing.
const SEEN: u32 = 3;

/// One word's tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
pub struct WordTags {
    /// Occurrences in the training text.
    pub count: u32,
    /// The tags it was seen with, or that a pack states.
    pub tags: TagSet,
    /// Those of them that it has in lower case.
    pub small: TagSet,
    /// Its tag wherever it is written in lower case.
    pub lower: Option<Tag>,
    /// Its tag wherever it is capitalised inside a sentence.
    pub capital: Option<Tag>,
    /// Its tag where the case says nothing: at the start, in capitals, in a headline in title case.
    pub any: Option<Tag>,
}

impl WordTags {
    /// The word is frequent enough to be a feature of its own.
    pub(super) fn is_seen(&self) -> bool {
        self.count >= SEEN
    }

    /// Its form is worth looking at.
    pub fn is_rare(&self) -> bool {
        self.count < RARE
    }

    /// Only the tags it was seen with, or that a pack states, are possible.
    pub(super) fn is_closed(&self) -> bool {
        !self.small.is_empty() && (self.count == 0 || self.count >= RARE)
    }
}

/// A word that nobody has stated anything of.
pub(super) const UNKNOWN: WordTags =
    WordTags { count: 0, tags: TagSet::NONE, small: TagSet::NONE, lower: None, capital: None, any: None };

/// The words' tags by word id.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct Lexicon {
    words: Vec<WordTags>,
    /// Ids up to here are the model's and serve as features.
    model: u32,
    dictionary: Dictionary,
    /// What the dictionary says of the model's words.
    hints: Vec<TagSet>,
}

impl Lexicon {
    /// A lexicon whose first word has id 1; id 0 is the empty word.
    pub fn new<'a>(words: impl IntoIterator<Item = (&'a str, WordTags)>, dictionary: Dictionary) -> Self {
        let all = std::iter::once(("", WordTags::default())).chain(words);
        let (hints, words): (Vec<_>, Vec<_>) = all.map(|(word, tags)| (dictionary.get(word), tags)).unzip();
        Self { model: words.len() as u32, words, dictionary, hints }
    }

    /// Number of the model's words, the empty one among them.
    pub(super) fn model(&self) -> usize {
        self.model as usize
    }

    /// What is known of the word.
    pub fn get(&self, word: WordId) -> &WordTags {
        self.words.get(word.index()).unwrap_or(&UNKNOWN)
    }

    /// The word's number as a feature; 0 when it is unknown or too rare.
    pub(super) fn feature(&self, word: WordId, tags: &WordTags) -> u32 {
        if word.0 < self.model && tags.is_seen() { word.0 } else { 0 }
    }

    /// What the dictionary says of a word.
    pub(super) fn hint(&self, words: &Words<'_>, token: &Token) -> TagSet {
        match self.hints.get(token.word.index()) {
            Some(hint) => *hint,
            None if token.kind == TokenKind::Word => self.dictionary.get(words.text(token.word)),
            None => TagSet::NONE,
        }
    }

    /// The dictionary has the folded word.
    pub(super) fn is_listed(&self, word: &str) -> bool {
        !self.dictionary.get(word).is_empty()
    }

    /// Adds possible tags. A tag that is never a name's leaves the capitalised use alone, and a name's the lower-case use.
    pub(super) fn add(&mut self, word: WordId, tags: TagSet) {
        if tags.is_empty() || word.index() == 0 {
            return;
        }
        if self.words.len() <= word.index() {
            self.words.resize(word.index() + 1, WordTags::default());
        }
        let entry = &mut self.words[word.index()];
        let known = entry.tags;
        entry.tags = known.union(tags);
        let in_lower = if known.is_empty() { tags } else { tags.without(TagSet::NAMES) };
        entry.small = entry.small.union(in_lower);
        if known.is_empty() {
            let only = tags.single();
            (entry.lower, entry.capital, entry.any) = (only, only, only);
            return;
        }
        let names = tags.iter().any(Tag::is_proper);
        let others = tags.iter().any(|tag| !tag.is_proper());
        let keep = |fixed: Option<Tag>, touched: bool| fixed.filter(|tag| !touched || tags.single() == Some(*tag));
        entry.lower = keep(entry.lower, others);
        entry.capital = keep(entry.capital, names);
        entry.any = keep(entry.any, true);
    }
}
