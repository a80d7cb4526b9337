//! What a stretch of text holds, gathered once for all patterns that are tried on it, and only when one is.

use std::ops::Range;

use crate::compile::pattern::{Present, Signs};

use super::TokenFacts;

/// Words and signs of one stretch.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) words: Words,
    pub(super) places: Places,
}

/// Words and lemmas of one stretch.
#[derive(Debug, Default)]
pub(super) struct Words {
    present: Present,
    read: bool,
}

/// The signs of each token; none before somebody asks.
#[derive(Debug, Default)]
pub(super) struct Places(Vec<Signs>);

impl Seen {
    /// Another stretch begins.
    pub(super) fn forget(&mut self) {
        self.words.read = false;
        self.places.0.clear();
    }
}

impl Words {
    /// The words of the stretch.
    pub(super) fn read<F: TokenFacts>(&mut self, facts: &F, range: Range<u32>) -> &Present {
        if !self.read {
            self.read = true;
            self.present.clear();
            for at in range {
                let (word, lemma) = (facts.word(at), facts.lemma(at));
                self.present.insert(word);
                // Most words are their own lemma.
                if lemma != word {
                    self.present.insert(lemma);
                }
            }
        }
        &self.present
    }
}

impl Places {
    /// The signs of the stretch, by token.
    pub(super) fn read<F: TokenFacts>(&mut self, facts: &F, range: Range<u32>) -> &[Signs] {
        let signs = &mut self.0;
        if !signs.is_empty() {
            return signs;
        }
        signs.extend(range.clone().map(|at| {
            // A hyphen may be passed over, whatever the pattern wants.
            if facts.is_joiner(at) {
                return Signs::ALL;
            }
            let mut signs = Signs::of_token(facts.tag(at), facts.case(at));
            signs.add_word(facts.word(at));
            signs.add_word(facts.lemma(at));
            signs
        }));
        let mut begin = |start: u32, what: Signs, head: u32| {
            let Some(signs) = start.checked_sub(range.start).and_then(|at| signs.get_mut(at as usize)) else { return };
            signs.add(&what);
            signs.add_word(facts.word(head));
            signs.add_word(facts.lemma(head));
        };
        for phrase in facts.phrases().filter(|phrase| phrase.end > phrase.start) {
            begin(phrase.start, Signs::PHRASE.and_types(phrase.types), phrase.end - 1);
        }
        for group in facts.nouns() {
            begin(group.start, Signs::NOUN.and_types(group.types), group.head);
        }
        for group in facts.verbs() {
            begin(group.start, Signs::VERB, group.head);
        }
        signs
    }
}
