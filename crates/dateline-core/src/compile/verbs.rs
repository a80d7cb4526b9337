//! The verb lexicon: what a verb, alone or with the words behind it, means to the rules.
//!
//! `round up`, `take into custody`, `come under`: the head is looked up by lemma, the rest must follow the verb group,
//! directly or behind its object.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::text::WordId;

use super::WordClass;

/// What a verb phrase means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub enum VerbMeaning {
    /// Trigger of a frame.
    Frame(u32),
    /// Member of a closed class.
    Class(WordClass),
    /// A cue.
    Cue(u32),
}

/// One verb phrase with one meaning.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct VerbEntry {
    /// Folded words behind the head.
    pub rest: Vec<WordId>,
    /// What it means.
    pub meaning: VerbMeaning,
}

/// All verb phrases by the lemma of their head.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct VerbLexicon {
    /// Start and length in `entries` for each lemma.
    index: Vec<(u32, u32)>,
    entries: Vec<VerbEntry>,
}

impl VerbLexicon {
    /// Builds it; longer phrases come first.
    pub fn new(phrases: BTreeMap<WordId, Vec<VerbEntry>>) -> Self {
        let mut this =
            Self { index: vec![(0, 0); phrases.keys().next_back().map_or(0, |w| w.index() + 1)], ..Self::default() };
        for (head, mut list) in phrases {
            list.sort_by_key(|e| std::cmp::Reverse(e.rest.len()));
            list.dedup();
            this.index[head.index()] = (this.entries.len() as u32, list.len() as u32);
            this.entries.extend(list);
        }
        this
    }

    /// The phrases with this head, longest first.
    pub fn of(&self, lemma: WordId) -> &[VerbEntry] {
        let (start, len) = self.index.get(lemma.index()).copied().unwrap_or_default();
        &self.entries[start as usize..(start + len) as usize]
    }
}
