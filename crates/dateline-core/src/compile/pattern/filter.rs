//! Sets of words that say quickly of two whether they have nothing in common.
//!
//! Invariant: sets that share a word meet; sets that share none seldom do.

use serde::{Deserialize, Serialize};

use crate::text::WordId;

const CELLS: usize = 8;

/// A set of words as bits, several words to a bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
pub(crate) struct WordFilter([u64; CELLS]);

impl WordFilter {
    /// Adds a word.
    pub(crate) fn insert(&mut self, word: WordId) {
        let place = word.0.wrapping_mul(0x9E37_79B1) >> 23;
        self.0[(place >> 6) as usize % CELLS] |= 1 << (place & 63);
    }

    /// False when no word is in both.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }
}

impl FromIterator<WordId> for WordFilter {
    fn from_iter<I: IntoIterator<Item = WordId>>(words: I) -> Self {
        let mut filter = Self::default();
        words.into_iter().for_each(|word| filter.insert(word));
        filter
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_that_share_a_word_meet() {
        let set = |words: &[u32]| words.iter().map(|word| WordId(*word)).collect::<WordFilter>();
        assert!(set(&[3, 70_000, 12]).meets(&set(&[5, 12])));
        assert!(!set(&[3, 4]).meets(&set(&[5, 6])));
        assert!(!set(&[3, 4]).meets(&set(&[])));
    }
}
