//! Lemmas: the dictionary form of a word with a tag, as a word id.
//!
//! A table over the vocabulary answers for words whose lemma it holds; the spelling rules answer for the others. The
//! table is built last, when the vocabulary is complete.

mod morphology;
mod spelling;

pub use morphology::{IrregularLexicon, Morphology, VerbForms};

use morphology::Reduction;
use serde::{Deserialize, Serialize};

use crate::text::{LocalWords, Tag, TagSet, Token, TokenKind, Vocabulary, WordId, Words};

/// A table entry whose lemma is not in the vocabulary.
const OUTSIDE: WordId = WordId(u32::MAX);

/// Assigns lemmas to tagged tokens.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Lemmatizer {
    morphology: Morphology,
    /// Lemma by word and reduction.
    table: Vec<[WordId; Reduction::ALL.len()]>,
    /// Word classes that a word is known to have as a lemma, as bits by reduction.
    classes: Vec<u8>,
}

impl Lemmatizer {
    /// Builds the table for a vocabulary that is complete but for the words of closed classes, which are added; `tags`
    /// says which tags a word is known to have.
    pub fn new(morphology: Morphology, vocabulary: &mut Vocabulary, tags: impl Fn(WordId) -> TagSet) -> Self {
        for (form, lemma) in morphology.closed() {
            vocabulary.intern(form);
            vocabulary.intern(lemma);
        }
        let vocabulary = &*vocabulary;
        let ids = || (0..vocabulary.len() as u32).map(WordId);
        let classes = ids().map(|id| classes(tags(id))).collect();
        let mut lemmatizer = Self { morphology, table: Vec::new(), classes };
        // Most words are names, which no lemma stands behind.
        let mut listed = vec![false; vocabulary.len()];
        for word in lemmatizer.morphology.listed().filter_map(|form| vocabulary.get(form)) {
            listed[word.index()] = true;
        }
        lemmatizer.table = ids()
            .map(|id| {
                if !listed[id.index()] && !lemmatizer.morphology.ends_like_form(vocabulary.text(id)) {
                    return [id; Reduction::ALL.len()];
                }
                Reduction::ALL.map(|reduction| {
                    let lemma = lemmatizer.reduce(vocabulary, vocabulary.text(id), reduction);
                    lemma.map_or(id, |lemma| vocabulary.get(&lemma).unwrap_or(OUTSIDE))
                })
            })
            .collect();
        lemmatizer
    }

    fn reduce(&self, vocabulary: &Vocabulary, form: &str, reduction: Reduction) -> Option<String> {
        let known = |lemma: &str| {
            let id = vocabulary.get(lemma);
            id.and_then(|id| self.classes.get(id.index())).is_some_and(|bits| bits >> reduction as u8 & 1 == 1)
        };
        self.morphology.lemma(form, reduction, &known)
    }

    /// The lemma of a word with this tag. Lemmas that the vocabulary lacks are added to the article's words.
    pub fn lemma(&self, vocabulary: &Vocabulary, local: &mut LocalWords, word: WordId, tag: Tag) -> WordId {
        let Some(reduction) = Reduction::of(tag) else { return word };
        match self.table.get(word.index()).map(|row| row[reduction as usize]) {
            Some(lemma) if lemma != OUTSIDE => return lemma,
            None if reduction == Reduction::Closed => return word,
            _ => {}
        }
        let lemma = self.reduce(vocabulary, Words { vocabulary, local }.text(word), reduction);
        lemma.map_or(word, |lemma| local.intern(vocabulary, &lemma))
    }

    /// The lemma of a vocabulary word with this tag, where the vocabulary has it; else the word itself.
    pub fn known(&self, word: WordId, tag: Tag) -> WordId {
        let lemma = Reduction::of(tag).and_then(|r| self.table.get(word.index()).map(|row| row[r as usize]));
        lemma.filter(|l| *l != OUTSIDE).unwrap_or(word)
    }

    /// Every lemma that a vocabulary word can have, where the vocabulary has it; the word itself among them.
    pub fn possible(&self, word: WordId) -> impl Iterator<Item = WordId> + '_ {
        let row = self.table.get(word.index()).into_iter().flatten();
        row.copied().filter(|lemma| *lemma != OUTSIDE).chain(std::iter::once(word))
    }

    /// True when the word is a regular form of a verb or noun that the vocabulary knows.
    pub fn is_inflected(&self, vocabulary: &Vocabulary, folded: &str) -> bool {
        [Reduction::Verb, Reduction::Plural].into_iter().any(|reduction| {
            let lemma = self.reduce(vocabulary, folded, reduction);
            lemma.is_some_and(|l| l != folded && l.len() > 2 && vocabulary.get(&l).is_some())
        })
    }

    /// Sets the lemmas of tagged tokens.
    pub fn assign(&self, vocabulary: &Vocabulary, local: &mut LocalWords, tokens: &mut [Token]) {
        for token in tokens {
            token.lemma = match token.kind {
                TokenKind::Word => self.lemma(vocabulary, local, token.word, token.tag),
                _ => token.word,
            };
        }
    }
}

/// The classes that these tags give a lemma.
fn classes(tags: TagSet) -> u8 {
    tags.iter().fold(0, |bits, tag| {
        bits | match tag {
            Tag::Vb | Tag::Vbp | Tag::AuxVb => 1 << Reduction::Verb as u8,
            Tag::Nn | Tag::Nnp => 1 << Reduction::Plural as u8,
            Tag::Jj | Tag::Rb => 1 << Reduction::Degree as u8,
            _ => 0,
        }
    })
}

#[cfg(test)]
mod tests;
