//! What a stretch of text holds, gathered once for all patterns that are tried on it, and only when one is.

use std::ops::Range;

use crate::compile::pattern::{Present, Signs};

use super::TokenFacts;

/// Words and signs of one stretch.
#[derive(Debug, Default)]
pub(super) struct Seen {
    present: Present,
    /// Of each token; none before somebody asks.
    signs: Vec<Signs>,
    has_words: bool,
}

impl Seen {
    /// Another stretch begins.
    pub(super) fn forget(&mut self) {
        self.has_words = false;
        self.signs.clear();
    }

    /// Gathers the words.
    pub(super) fn read_words<F: TokenFacts>(&mut self, facts: &F, range: Range<u32>) {
        if self.has_words {
            return;
        }
        self.has_words = true;
        self.present.clear();
        for at in range {
            self.present.insert(facts.word(at));
            self.present.insert(facts.lemma(at));
        }
    }

    /// Gathers the signs.
    pub(super) fn read_signs<F: TokenFacts>(&mut self, facts: &F, range: Range<u32>) {
        if !self.signs.is_empty() {
            return;
        }
        let signs = &mut self.signs;
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
    }

    /// The words that were gathered.
    pub(super) fn present(&self) -> &Present {
        &self.present
    }

    /// The signs that were gathered, by token of the stretch.
    pub(super) fn signs(&self) -> &[Signs] {
        &self.signs
    }
}
