//! What a dictionary says of words that the training text lacks or hardly has: the forms that each can be.
//!
//! It is only a hint: a word that a dictionary knows as a noun may be a name or a verb here. Words are kept as hashes of
//! 32 bits. One in thirty thousand words that no dictionary has is taken for another, which costs less than the letters.

use crate::text::TagSet;
use serde::{Deserialize, Serialize};

/// Forms by word.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Dictionary {
    /// Hashes of the words, rising.
    keys: Vec<u32>,
    /// For each, its place in `sets`.
    forms: Vec<u8>,
    /// The sets of forms that occur.
    sets: Vec<TagSet>,
    /// For every value of a hash's first bits, where those with it begin; then the end.
    starts: Vec<u32>,
}

/// Bits of a hash that lead to a few neighbours.
const FIRST: u32 = 16;

impl Default for Dictionary {
    fn default() -> Self {
        Self::from_parts(Vec::new(), Vec::new(), Vec::new())
    }
}

impl Dictionary {
    /// A dictionary of folded words with their forms. What lies beyond 255 different sets of forms is left out.
    pub fn new<'a>(words: impl IntoIterator<Item = (&'a str, TagSet)>) -> Self {
        let mut entries: Vec<(u32, TagSet)> = words.into_iter().map(|(word, tags)| (hash(word), tags)).collect();
        entries.sort_by_key(|(key, tags)| (*key, tags.bits()));
        entries.dedup_by(|next, entry| {
            let same = next.0 == entry.0;
            if same {
                entry.1 = entry.1.union(next.1);
            }
            same
        });
        let (mut keys, mut forms, mut sets) = (Vec::new(), Vec::new(), Vec::new());
        for (key, tags) in entries {
            let place = sets.iter().position(|set| *set == tags).unwrap_or_else(|| {
                sets.push(tags);
                sets.len() - 1
            });
            if let Ok(place) = u8::try_from(place) {
                keys.push(key);
                forms.push(place);
            }
        }
        sets.truncate(1 << u8::BITS);
        Self::from_parts(keys, forms, sets)
    }

    /// From rising hashes, the place of each one's forms, and the sets of forms.
    pub(super) fn from_parts(keys: Vec<u32>, forms: Vec<u8>, sets: Vec<TagSet>) -> Self {
        let mut starts = Vec::with_capacity((1 << FIRST) + 1);
        let mut at = 0;
        for first in 0..=1u64 << FIRST {
            at += keys[at..].iter().take_while(|key| u64::from(**key) < first << (u32::BITS - FIRST)).count();
            starts.push(at as u32);
        }
        Self { keys, forms, sets, starts }
    }

    /// The sets of forms that occur.
    pub(super) fn sets(&self) -> &[TagSet] {
        &self.sets
    }

    /// Hash and place of the forms of each word, by rising hash.
    pub(super) fn entries(&self) -> impl ExactSizeIterator<Item = (u32, u8)> {
        self.keys.iter().copied().zip(self.forms.iter().copied())
    }

    /// The forms that a folded word can be; none when the dictionary has no such word.
    pub(super) fn get(&self, word: &str) -> TagSet {
        let key = hash(word);
        let first = (key >> (u32::BITS - FIRST)) as usize;
        let start = |at: usize| self.starts.get(at).map(|start| *start as usize);
        let find = || {
            let (start, end) = (start(first)?, start(first + 1)?);
            let place = self.keys.get(start..end)?.iter().position(|known| *known == key)?;
            self.sets.get(usize::from(*self.forms.get(start + place)?)).copied()
        };
        find().unwrap_or(TagSet::NONE)
    }
}

/// FNV-1a with the halves of its 64 bits folded.
fn hash(word: &str) -> u32 {
    let sum =
        word.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |sum, b| (sum ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3));
    (sum >> 32) as u32 ^ sum as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Tag;

    #[test]
    fn words_have_their_forms() {
        let (noun, verb): (TagSet, TagSet) = ([Tag::Nn].into_iter().collect(), [Tag::Vb].into_iter().collect());
        let dictionary = Dictionary::new([("raid", noun), ("tap", noun), ("tap", verb), ("slay", verb)]);
        assert_eq!(dictionary.get("raid"), noun);
        assert_eq!(dictionary.get("tap"), noun.union(verb));
        assert_eq!(dictionary.get("slay"), verb);
        assert_eq!(dictionary.get("mosul"), TagSet::NONE);
        assert_eq!(Dictionary::default().get("raid"), TagSet::NONE);
    }
}
