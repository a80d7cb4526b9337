//! Small closed word lists of the grammars: words and short phrases, each with what it means to the grammar.
//!
//! Invariant: a token that begins no entry of the kinds asked for costs one look-up in a dense array; longer entries come
//! before shorter ones. A word that begins many phrases ("the") costs no more where the next word goes on with none.

use crate::text::{Token, Vocabulary, WordId, folded};
use serde::{Deserialize, Serialize};

/// What a phrase means, of one of at most 64 kinds.
pub(crate) trait Meaning: Copy {
    /// The kind's number.
    fn kind(self) -> u8;
}

/// A set of kinds of meanings: one machine word, so that most parsers refuse a token after one test of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
pub(crate) struct KindSet(u64);

/// The set of some kinds of the `Kind` in scope: `kinds![Month, Season]`.
macro_rules! kinds {
    ($($kind:ident),+ $(,)?) => { $crate::analysis::phrase::KindSet::of(&[$(Kind::$kind as u8),+]) };
}
pub(crate) use kinds;

impl KindSet {
    pub(crate) const fn of(kinds: &[u8]) -> Self {
        let (mut set, mut i) = (0, 0);
        while i < kinds.len() {
            set |= 1 << kinds[i];
            i += 1;
        }
        Self(set)
    }

    pub(crate) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) fn add(&mut self, kind: u8) {
        self.0 |= 1 << kind;
    }
}

/// Entries by their first word.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub(crate) struct PhraseTable<T> {
    /// By word id.
    words: Vec<FirstWord>,
    entries: Vec<Entry<T>>,
}

/// The entries that begin with a word.
#[derive(Debug, Clone, Copy, Default, Deserialize, Serialize)]
struct FirstWord {
    kinds: KindSet,
    /// The second words of its phrases, as bits, several words to a bit.
    seconds: u64,
    from: u32,
    /// Where the entries of this word alone begin.
    single: u32,
    to: u32,
}

fn bit(word: WordId) -> u64 {
    1 << (word.0.wrapping_mul(0x9E37_79B1) >> 26)
}

#[derive(Debug, Clone, Deserialize, Serialize)]
struct Entry<T> {
    first: WordId,
    /// The second word, kept near: most phrases fail on it.
    second: Option<WordId>,
    rest: Box<[WordId]>,
    meaning: T,
}

impl<T: Meaning> PhraseTable<T> {
    /// Interns the words of every phrase (words are parted by spaces, and stand for tokens).
    pub(crate) fn compile(phrases: impl IntoIterator<Item = (String, T)>, vocabulary: &mut Vocabulary) -> Self {
        let mut entries: Vec<Entry<T>> = Vec::new();
        for (phrase, meaning) in phrases {
            let mut words = phrase.split_whitespace().map(|w| vocabulary.intern(&folded(w)));
            if let Some(first) = words.next() {
                let rest: Box<[WordId]> = words.collect();
                entries.push(Entry { first, second: rest.first().copied(), rest, meaning });
            }
        }
        // The sort is stable: equal phrases keep the order of the list.
        entries.sort_by(|a, b| a.first.cmp(&b.first).then(b.rest.len().cmp(&a.rest.len())));
        let mut words = vec![FirstWord::default(); entries.last().map_or(0, |e| e.first.index() + 1)];
        for (index, entry) in (0..).zip(&entries) {
            let word = &mut words[entry.first.index()];
            if word.to == 0 {
                (word.from, word.single) = (index, index);
            }
            word.to = index + 1;
            if let Some(second) = entry.second {
                word.seconds |= bit(second);
                word.single = index + 1;
            }
            word.kinds.add(entry.meaning.kind());
        }
        Self { words, entries }
    }

    fn word(&self, word: WordId) -> &FirstWord {
        const NOTHING: &FirstWord = &FirstWord { kinds: KindSet(0), seconds: 0, from: 0, single: 0, to: 0 };
        self.words.get(word.index()).unwrap_or(NOTHING)
    }

    /// The entries of a first word that its second may go on with, and those of the word alone.
    fn entries(&self, word: &FirstWord, second: Option<WordId>) -> (&[Entry<T>], &[Entry<T>]) {
        let goes_on = second.is_some_and(|second| word.seconds & bit(second) != 0);
        let from = if goes_on { word.from } else { word.single };
        self.entries[from as usize..word.to as usize].split_at((word.single - from) as usize)
    }

    /// True when some entry begins with this word.
    pub(crate) fn starts(&self, word: WordId) -> bool {
        self.word(word).to != 0
    }

    /// True when some entry of these kinds begins with this word.
    pub(crate) fn starts_any(&self, word: WordId, kinds: KindSet) -> bool {
        self.word(word).kinds.meets(kinds)
    }

    /// The first words of the entries that `want` accepts.
    pub(crate) fn firsts(&self, want: impl Fn(T) -> bool) -> impl Iterator<Item = WordId> {
        self.entries.iter().filter(move |e| want(e.meaning)).map(|e| e.first)
    }

    /// All entries that stand at `at`, the longest first, with their numbers of tokens.
    pub(crate) fn all(&self, tokens: &[Token], at: usize, mut found: impl FnMut(usize, T)) {
        let Some(word) = tokens.get(at).map(|t| t.word) else { return };
        let word = self.word(word);
        if word.to == 0 {
            return;
        }
        let second = tokens.get(at + 1).map(|t| t.word);
        let (longer, single) = self.entries(word, second);
        for entry in longer.iter().filter(|entry| entry.second == second) {
            let rest = tokens.get(at + 1..at + 1 + entry.rest.len());
            if rest.is_some_and(|rest| rest.iter().zip(&entry.rest).all(|(t, w)| t.word == *w)) {
                found(1 + entry.rest.len(), entry.meaning);
            }
        }
        for entry in single {
            found(1, entry.meaning);
        }
    }

    /// The longest entry that stands at `at`, is of these kinds and that `want` accepts, with its number of tokens.
    pub(crate) fn find<O>(
        &self,
        tokens: &[Token],
        at: usize,
        kinds: KindSet,
        want: impl Fn(T) -> Option<O>,
    ) -> Option<(usize, O)> {
        let word = self.word(tokens.get(at)?.word);
        if !word.kinds.meets(kinds) {
            return None;
        }
        let (longer, single) = self.entries(word, tokens.get(at + 1).map(|t| t.word));
        longer.iter().chain(single).find_map(|e| {
            let found = want(e.meaning)?;
            let rest = tokens.get(at + 1..at + 1 + e.rest.len())?;
            rest.iter().zip(&e.rest).all(|(t, w)| t.word == *w).then_some((1 + e.rest.len(), found))
        })
    }
}
