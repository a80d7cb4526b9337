//! Sets of words, and a quick answer to whether a stretch of text holds one of them.
//!
//! Invariant: when a word of the set stands in the stretch the answer is yes; when none does it is seldom yes.

use serde::{Deserialize, Serialize};

use crate::text::WordId;

/// Cells that words share: of a long sentence's hundred words and lemmas one in some six hundred is mistaken for another,
/// so that a list of as many words seldom is taken for one that stands there.
const CELLS: usize = 1 << 16;

fn cell(word: WordId) -> u16 {
    (word.0.wrapping_mul(0x9E37_79B1) >> (32 - CELLS.trailing_zeros())) as u16
}

/// Words of which one must be there, as cells; sorted.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
pub(crate) struct OneOf(Box<[u16]>);

impl FromIterator<WordId> for OneOf {
    fn from_iter<I: IntoIterator<Item = WordId>>(words: I) -> Self {
        let mut cells: Vec<u16> = words.into_iter().map(cell).collect();
        cells.sort_unstable();
        cells.dedup();
        Self(cells.into())
    }
}

impl OneOf {
    /// The cells of the words.
    pub(crate) fn cells(&self) -> &[u16] {
        &self.0
    }
}

/// The words of a stretch of text.
#[derive(Debug, Clone)]
pub(crate) struct Present {
    bits: Box<[u64; CELLS / 64]>,
    /// Where bits are set: a stretch has few words, and is forgotten by them.
    set: Vec<u16>,
}

impl Default for Present {
    fn default() -> Self {
        Self { bits: Box::new([0; CELLS / 64]), set: Vec::new() }
    }
}

impl Present {
    /// Forgets all words.
    pub(crate) fn clear(&mut self) {
        for at in self.set.drain(..) {
            self.bits[usize::from(at)] = 0;
        }
    }

    /// Adds a word.
    #[inline]
    pub(crate) fn insert(&mut self, word: WordId) {
        let (at, bit) = place(cell(word));
        self.bits[at] |= bit;
        self.set.push(at as u16);
    }

    /// False when no word of the set with these cells stands in the stretch.
    #[inline]
    pub(crate) fn has(&self, wanted: &[u16]) -> bool {
        let holds = |cell: &u16| {
            let (at, bit) = place(*cell);
            self.bits[at] & bit != 0
        };
        wanted.iter().any(holds)
    }
}

/// The index and the bit of a cell.
fn place(cell: u16) -> (usize, u64) {
    (usize::from(cell) / 64, 1 << (cell % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_stands_there_is_found() {
        let set = |words: &[u32]| words.iter().map(|word| WordId(*word)).collect::<OneOf>();
        let mut present = Present::default();
        for word in [3, 70_000, 12] {
            present.insert(WordId(word));
        }
        assert!(present.has(set(&[5, 12]).cells()));
        assert!(!present.has(set(&[5, 6]).cells()));
        assert!(!present.has(set(&[]).cells()));
        present.clear();
        assert!(!present.has(set(&[5, 12]).cells()));
    }
}
