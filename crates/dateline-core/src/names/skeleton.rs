//! A look-up key that romanisations of one name share, and an index by it.
//!
//! Invariant: names of equal consonant classes have equal keys, however their vowels, glides and articles are written.

use super::phone::{CLASSES, class};
use super::sounds::{FULL, Sound};

/// Bits of one consonant class.
const BITS: u32 = 4;
/// Consonants that a key holds; later ones do not change it.
const LENGTH: u32 = u64::BITS / BITS;

/// The consonant classes of a name, the first in the lowest bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Skeleton(u64);

impl Skeleton {
    /// The key of the weighty sounds; of all sounds if none is.
    pub(super) fn of(sounds: &[Sound]) -> Self {
        let mut key = Self::default();
        for sound in sounds.iter().filter(|s| s.weight >= FULL / 2) {
            key = key.push(class(sound.phone));
        }
        key
    }

    fn push(self, class: Option<u8>) -> Self {
        let length = self.len();
        match class {
            Some(class) if length < LENGTH => Self(self.0 | u64::from(class) << (length * BITS)),
            _ => self,
        }
    }

    /// Number of consonants.
    pub fn len(self) -> u32 {
        (u64::BITS - self.0.leading_zeros()).div_ceil(BITS)
    }

    /// True for a name without consonants.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The keys one consonant away: one left out, one other, one more.
    fn neighbours(self, mut visit: impl FnMut(Self)) {
        for at in 0..=self.len() {
            let shift = at * BITS;
            if shift >= u64::BITS {
                break;
            }
            let low = self.0 & ((1_u64 << shift) - 1);
            let high = self.0 & !((1_u64 << shift) - 1);
            if at < self.len() {
                let beyond = high & !(0xf_u64 << shift);
                visit(Self(low | beyond >> BITS));
                for class in 1..=u64::from(CLASSES) {
                    if class << shift != high & (0xf_u64 << shift) {
                        visit(Self(low | beyond | class << shift));
                    }
                }
            }
            if self.len() < LENGTH {
                for class in 1..=u64::from(CLASSES) {
                    visit(Self(low | class << shift | high << BITS));
                }
            }
        }
    }
}

/// Ids of names by their keys.
#[derive(Debug, Clone, Default)]
pub struct SkeletonIndex {
    keys: Box<[Skeleton]>,
    ids: Box<[u32]>,
}

impl SkeletonIndex {
    /// An index of pairs in any order; a pair given twice counts once.
    pub fn new(mut pairs: Vec<(Skeleton, u32)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        Self { keys: pairs.iter().map(|p| p.0).collect(), ids: pairs.iter().map(|p| p.1).collect() }
    }

    /// The ids of the names with this key, ascending.
    pub fn get(&self, key: Skeleton) -> &[u32] {
        let start = self.keys.partition_point(|k| *k < key);
        let length = self.keys[start..].iter().take_while(|k| **k == key).count();
        &self.ids[start..start + length]
    }

    /// Visits the ids of the names whose key is one consonant away; an id may come more than once.
    pub fn near(&self, key: Skeleton, mut visit: impl FnMut(u32)) {
        key.neighbours(|k| self.get(k).iter().for_each(|id| visit(*id)));
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// True when nothing is indexed.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }
}
