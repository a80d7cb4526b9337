//! Part-of-speech tags: an averaged perceptron over folded words, case and the tags before.
//!
//! Words that have one tag only are looked up; the others are scored from left to right, each decision final. The model
//! is one binary file of the language pack. Its words are interned first, so that a word's id is its index in the
//! model's tables.

mod decode;
mod features;
mod finite;
mod lexicon;
mod model;
mod weights;

pub use decode::{Judge, decode};
pub use features::Features;
pub use lexicon::{Lexicon, WordTags};
pub use model::{Model, ModelError, Row};

use crate::text::{Tag, TagSet, Token, Vocabulary, WordId, Words};
use serde::{Deserialize, Serialize};
use weights::Weights;

/// Assigns tags to the tokens of a sentence.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Tagger {
    lexicon: Lexicon,
    weights: Weights,
}

impl Tagger {
    /// Reads a model and interns its words, which must be the vocabulary's first.
    pub fn load(bytes: &[u8], vocabulary: &mut Vocabulary) -> Result<Self, ModelError> {
        let (words, rows) = model::read(bytes)?;
        if vocabulary.len() > 1 {
            return Err(ModelError::VocabularyInUse);
        }
        for (word, _) in &words {
            vocabulary.intern(word);
        }
        if vocabulary.len() != words.len() + 1 {
            return Err(ModelError::Damaged("a word occurs twice"));
        }
        let lexicon = Lexicon::new(words.iter().map(|(_, tags)| *tags));
        Ok(Self { lexicon, weights: Weights::new(&rows) })
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
        finite::correct(&self.lexicon, tokens);
    }
}

struct Runtime<'a>(&'a Weights);

impl Judge for Runtime<'_> {
    fn choose(&mut self, _: usize, features: &Features, allowed: TagSet) -> Tag {
        self.0.best(features.keys(), allowed)
    }
}

#[cfg(test)]
mod tests;
