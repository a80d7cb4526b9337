//! Part-of-speech tags: an averaged perceptron over folded words, case and the tags before.
//!
//! Words that have one tag only are looked up; the others are scored from left to right, each decision final. The model
//! is one binary file of the language pack. Its words are interned first, so that a word's id is its index in the
//! model's tables.

mod decode;
mod features;
mod lexicon;
mod model;

pub use decode::{Judge, decode};
pub use features::Features;
pub use lexicon::{Lexicon, WordTags};
pub use model::{Model, ModelError, Row};

use crate::text::{Tag, TagSet, Token, Vocabulary, WordId, Words};

/// Assigns tags to the tokens of a sentence.
#[derive(Debug, Clone)]
pub struct Tagger {
    lexicon: Lexicon,
    weights: Weights,
}

impl Tagger {
    /// Reads a model and interns its words, which must be the vocabulary's first.
    pub fn load(bytes: &[u8], vocabulary: &mut Vocabulary) -> Result<Self, ModelError> {
        let model = Model::from_bytes(bytes)?;
        if vocabulary.len() > 1 {
            return Err(ModelError::VocabularyInUse);
        }
        for (word, _) in &model.words {
            vocabulary.intern(word);
        }
        if vocabulary.len() != model.words.len() + 1 {
            return Err(ModelError::Damaged("a word occurs twice"));
        }
        let lexicon = Lexicon::new(model.words.iter().map(|(_, tags)| *tags));
        Ok(Self { lexicon, weights: Weights::new(&model.rows) })
    }

    /// States that a word can have these tags and, if the model does not know it, no others.
    ///
    /// For words that the training text lacks: trigger verbs, names of places and groups.
    pub fn with_known(&mut self, word: WordId, tags: &[Tag]) {
        self.lexicon.add(word, tags.iter().copied().collect());
    }

    /// How often the word occurs in the training text; 0 for words the model does not know.
    pub fn frequency(&self, word: WordId) -> u32 {
        self.lexicon.get(word).count
    }

    /// The tags that the model or a pack knows the word with.
    pub fn known(&self, word: WordId) -> TagSet {
        self.lexicon.get(word).tags
    }

    /// Tags the tokens of one sentence.
    pub fn tag(&self, words: &Words<'_>, tokens: &mut [Token]) {
        decode(&self.lexicon, words, tokens, &mut Runtime(&self.weights));
    }
}

struct Runtime<'a>(&'a Weights);

impl Judge for Runtime<'_> {
    fn choose(&mut self, _: usize, features: &Features, allowed: TagSet) -> Tag {
        let mut scores = [0i32; 64];
        for key in features.keys() {
            for (tag, weight) in self.0.row(*key) {
                scores[usize::from(*tag)] += i32::from(*weight);
            }
        }
        best(&scores, allowed)
    }
}

/// The allowed tag with the highest score; the lowest number wins a tie.
fn best(scores: &[i32; 64], allowed: TagSet) -> Tag {
    let mut bits = allowed.bits();
    let (mut best, mut score) = (Tag::X as usize, i32::MIN);
    while bits != 0 {
        let tag = bits.trailing_zeros() as usize;
        bits &= bits - 1;
        if scores[tag] > score {
            (best, score) = (tag, scores[tag]);
        }
    }
    Tag::ALL.get(best).copied().unwrap_or_default()
}

/// Feature rows behind an open-addressed table.
#[derive(Debug, Clone)]
struct Weights {
    /// Feature and its row as start and length; length 0 is a free place. The length is a power of two.
    table: Vec<(u32, u32, u8)>,
    entries: Vec<(u8, i16)>,
}

impl Weights {
    fn new(rows: &[Row]) -> Self {
        let size = (rows.len() * 2).next_power_of_two().max(2);
        let mut weights = Self { table: vec![(0, 0, 0); size], entries: Vec::new() };
        for row in rows.iter().filter(|row| !row.weights.is_empty()) {
            let mut at = row.feature as usize & (size - 1);
            while weights.table[at].2 != 0 {
                at = (at + 1) & (size - 1);
            }
            weights.table[at] = (row.feature, weights.entries.len() as u32, row.weights.len() as u8);
            weights.entries.extend(row.weights.iter().map(|(tag, weight)| (*tag as u8 & 63, *weight)));
        }
        weights
    }

    fn row(&self, feature: u32) -> &[(u8, i16)] {
        let mask = self.table.len() - 1;
        let mut at = feature as usize & mask;
        loop {
            let (key, start, len) = self.table[at];
            if len == 0 {
                return &[];
            }
            if key == feature {
                return &self.entries[start as usize..start as usize + usize::from(len)];
            }
            at = (at + 1) & mask;
        }
    }
}

#[cfg(test)]
mod tests;
