//! Part-of-speech tags: an averaged perceptron over folded words, case and the tags before.
//!
//! Words that have one tag only are looked up; the others are scored from left to right, each decision final. The model
//! is one binary file of the language pack. Its words are interned first, so that a word's id is its index in the
//! model's tables.

mod decode;
mod dictionary;
mod features;
mod finite;
mod lexicon;
mod memo;
mod model;
mod names;
mod weights;

pub use decode::{Judge, decode};
pub use dictionary::Dictionary;
pub use features::{Features, Place};
pub use lexicon::{Lexicon, WordTags};
pub use model::{Model, ModelError, Row};

use std::sync::OnceLock;

use crate::text::{Tag, TagSet, Token, Vocabulary, WordId, Words};
use memo::Memo;
use serde::{Deserialize, Serialize};
use weights::{NO_ROWS, Scores, Weights};

/// Assigns tags to the tokens of a sentence.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Tagger {
    lexicon: Lexicon,
    weights: Weights,
    /// Made when it is first needed: what it holds follows from the weights.
    #[serde(skip)]
    memo: OnceLock<Memo>,
}

impl Tagger {
    /// Reads a model and interns its words, which must be the vocabulary's first.
    pub fn load(bytes: &[u8], vocabulary: &mut Vocabulary) -> Result<Self, ModelError> {
        let (words, dictionary, rows) = model::read(bytes)?;
        if vocabulary.len() > 1 {
            return Err(ModelError::VocabularyInUse);
        }
        vocabulary.reserve(words.len());
        for (word, _) in &words {
            vocabulary.intern(word);
        }
        if vocabulary.len() != words.len() + 1 {
            return Err(ModelError::Damaged("a word occurs twice"));
        }
        let lexicon = Lexicon::new(words, dictionary);
        Ok(Self { lexicon, weights: Weights::new(&rows), memo: OnceLock::new() })
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

    /// The dictionary has the folded word.
    pub fn is_listed(&self, word: &str) -> bool {
        self.lexicon.is_listed(word)
    }

    /// Tags the tokens of one sentence.
    pub fn tag(&self, words: &Words<'_>, tokens: &mut [Token]) {
        let memo = self.memo.get_or_init(|| Memo::new(&self.weights, self.lexicon.model()));
        decode(&self.lexicon, words, tokens, &mut Runtime { weights: &self.weights, memo });
        names::correct(&self.lexicon, words, tokens);
        finite::correct(&self.lexicon, words, tokens);
    }
}

struct Runtime<'a> {
    weights: &'a Weights,
    memo: &'a Memo,
}

impl Judge for Runtime<'_> {
    fn choose(&mut self, _: usize, features: &Features, allowed: TagSet) -> Tag {
        let mut scores = Scores::default();
        self.weights.add(features.keys(), &NO_ROWS, &mut scores);
        scores.best(allowed)
    }

    fn decide(&mut self, _: usize, place: &Place<'_>, allowed: TagSet) -> Tag {
        if let Some(only) = allowed.single() {
            return only;
        }
        let (weights, memo) = (self.weights, self.memo);
        let pair = memo.pair(place.before);
        let mut features = Features::new();
        let mut add = |feature| features.add_if(feature, memo.may_tell(feature));
        let mut scores = match memo.word(weights, place, allowed) {
            Some(word) if word.lead > CERTAIN => return word.best,
            Some(word) => word.scores.plus(pair),
            None => {
                place.of_word(&mut add);
                pair.clone()
            }
        };
        place.of_surroundings(&mut add);
        weights.add(features.keys(), &memo.around(place), &mut scores);
        scores.best(allowed)
    }
}

/// A lead of the word itself that nothing around it makes up for: in some ten thousand places it happened once.
const CERTAIN: i16 = 700;

#[cfg(test)]
mod tests;
