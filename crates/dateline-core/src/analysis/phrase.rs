//! Small closed word lists of the grammars: words and short phrases, each with what it means to the grammar.
//!
//! Invariant: a token that begins no entry costs one look-up in a dense array; longer entries come before shorter ones.

use crate::text::{Token, Vocabulary, WordId, folded};

/// Entries by their first word.
#[derive(Debug, Clone)]
pub(crate) struct PhraseTable<T> {
    /// By word id: one past the index of its first entry; 0 is none.
    first: Vec<u16>,
    entries: Vec<Entry<T>>,
}

#[derive(Debug, Clone)]
struct Entry<T> {
    first: WordId,
    rest: Box<[WordId]>,
    meaning: T,
}

impl<T: Copy> PhraseTable<T> {
    /// Interns the words of every phrase (words are parted by spaces, and stand for tokens).
    pub(crate) fn compile(phrases: impl IntoIterator<Item = (String, T)>, vocabulary: &mut Vocabulary) -> Self {
        let mut entries: Vec<Entry<T>> = Vec::new();
        for (phrase, meaning) in phrases {
            let mut words = phrase.split_whitespace().map(|w| vocabulary.intern(&folded(w)));
            if let Some(first) = words.next() {
                entries.push(Entry { first, rest: words.collect(), meaning });
            }
        }
        // The sort is stable: equal phrases keep the order of the list.
        entries.sort_by(|a, b| a.first.cmp(&b.first).then(b.rest.len().cmp(&a.rest.len())));
        let mut first = vec![0; entries.last().map_or(0, |e| e.first.index() + 1)];
        for (index, entry) in entries.iter().enumerate().rev() {
            first[entry.first.index()] = index as u16 + 1;
        }
        Self { first, entries }
    }

    /// True when some entry begins with this word.
    pub(crate) fn starts(&self, word: WordId) -> bool {
        self.first.get(word.index()).is_some_and(|at| *at != 0)
    }

    /// The first words of the entries that `want` accepts.
    pub(crate) fn firsts(&self, want: impl Fn(T) -> bool) -> impl Iterator<Item = WordId> {
        self.entries.iter().filter(move |e| want(e.meaning)).map(|e| e.first)
    }

    /// All entries that stand at `at`, the longest first, with their numbers of tokens.
    pub(crate) fn all(&self, tokens: &[Token], at: usize, mut found: impl FnMut(usize, T)) {
        let Some(word) = tokens.get(at).map(|t| t.word) else { return };
        let from = self.first.get(word.index()).copied().unwrap_or(0);
        if from == 0 {
            return;
        }
        let second = tokens.get(at + 1).map(|t| t.word);
        for entry in self.entries[from as usize - 1..].iter().take_while(|e| e.first == word) {
            // Most phrases fail on their second word: look at it before the rest.
            if entry.rest.first().is_some_and(|w| Some(*w) != second) {
                continue;
            }
            let rest = tokens.get(at + 1..at + 1 + entry.rest.len());
            if rest.is_some_and(|rest| rest.iter().zip(&entry.rest).all(|(t, w)| t.word == *w)) {
                found(1 + entry.rest.len(), entry.meaning);
            }
        }
    }

    /// The longest entry that stands at `at` and that `want` accepts, with its number of tokens.
    pub(crate) fn find<O>(&self, tokens: &[Token], at: usize, want: impl Fn(T) -> Option<O>) -> Option<(usize, O)> {
        let word = tokens.get(at)?.word;
        let from = *self.first.get(word.index())?;
        if from == 0 {
            return None;
        }
        self.entries[from as usize - 1..]
            .iter()
            .take_while(|e| e.first == word)
            .filter(|e| {
                let rest = tokens.get(at + 1..at + 1 + e.rest.len());
                rest.is_some_and(|rest| rest.iter().zip(&e.rest).all(|(t, w)| t.word == *w))
            })
            .find_map(|e| want(e.meaning).map(|found| (1 + e.rest.len(), found)))
    }
}
