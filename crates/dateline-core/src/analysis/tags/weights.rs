//! The weights at run time: features behind a table of small buckets.
//!
//! A bucket fills half a cache line, so that a feature costs one memory access to refuse and two to use.

use super::model::Rows;
use crate::text::{Tag, TagSet};
use serde::{Deserialize, Serialize};

const WAYS: usize = 4;

/// Tags, rounded up to whole vector registers.
const WIDTH: usize = 56;
/// Scores, rounded up to what six bits can number.
const PLACES: usize = 64;
const _: () = assert!(Tag::ALL.len() <= WIDTH && WIDTH <= PLACES);

/// Weights that are added in one go.
const GROUP: usize = 4;
/// Rows of more groups than this are stored with a weight for every tag, which adds up faster.
const GROUPS: usize = 2;
/// The number of groups that marks a long row.
const LONG: u32 = 3;

/// Where a row stands: its first group times 4 plus the number of its groups, or its place among the long rows times 4
/// plus [`LONG`]; 0 is no row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Row(u32);

/// Features and their rows.
#[derive(Debug, Clone, Copy, Default, Deserialize, Serialize)]
#[repr(align(32))]
struct Bucket {
    features: [u32; WAYS],
    rows: [u32; WAYS],
}

#[derive(Debug, Clone, Deserialize, Serialize)]
pub(super) struct Weights {
    /// Their number is a power of two. A full bucket goes on in the next; at least one is never full.
    buckets: Vec<Bucket>,
    groups: Vec<[(u8, i16); GROUP]>,
    #[serde(with = "long_rows")]
    long: Vec<[i16; WIDTH]>,
}

/// Long rows one behind the other, as `serde` knows no arrays of this length.
mod long_rows {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::WIDTH;

    pub(super) fn serialize<S: Serializer>(rows: &[[i16; WIDTH]], to: S) -> Result<S::Ok, S::Error> {
        rows.as_flattened().serialize(to)
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Vec<[i16; WIDTH]>, D::Error> {
        let flat = <Vec<i16>>::deserialize(from)?;
        Ok(flat.as_chunks().0.to_vec())
    }
}

impl Weights {
    pub(super) fn new(rows: &Rows) -> Self {
        let size = (rows.len() * 2 / WAYS + 1).next_power_of_two();
        let mut weights = Self { buckets: vec![Bucket::default(); size], groups: Vec::new(), long: Vec::new() };
        for (feature, row) in rows.iter().filter(|(_, row)| !row.is_empty()) {
            let place = weights.store(row).0;
            let mut at = feature as usize & (size - 1);
            let way = loop {
                match weights.buckets[at].rows.iter().position(|row| *row == 0) {
                    Some(way) => break way,
                    None => at = (at + 1) & (size - 1),
                }
            };
            weights.buckets[at].features[way] = feature;
            weights.buckets[at].rows[way] = place;
        }
        weights
    }

    fn store(&mut self, row: &[(Tag, i16)]) -> Row {
        let groups = row.len().div_ceil(GROUP);
        if groups > GROUPS {
            let mut long = [0; WIDTH];
            for (tag, weight) in row {
                long[*tag as usize] = *weight;
            }
            self.long.push(long);
            return Row((self.long.len() as u32 - 1) << 2 | LONG);
        }
        for part in row.chunks(GROUP) {
            let mut group = [(0, 0); GROUP];
            group.iter_mut().zip(part).for_each(|(place, (tag, weight))| *place = (*tag as u8, *weight));
            self.groups.push(group);
        }
        Row(((self.groups.len() - groups) as u32) << 2 | groups as u32)
    }

    /// The row of a feature.
    pub(super) fn row(&self, feature: u32) -> Row {
        let mask = self.buckets.len() - 1;
        let mut at = feature as usize & mask;
        loop {
            let bucket = &self.buckets[at];
            let mut row = 0;
            for way in 0..WAYS {
                row |= if bucket.features[way] == feature { bucket.rows[way] } else { 0 };
            }
            if row != 0 || bucket.rows[WAYS - 1] == 0 {
                return Row(row);
            }
            at = (at + 1) & mask;
        }
    }

    /// Adds what a feature says.
    #[inline]
    pub(super) fn add(&self, feature: u32, scores: &mut Scores) {
        self.add_row(self.row(feature), scores);
    }

    /// Adds one row.
    #[inline]
    pub(super) fn add_row(&self, row: Row, scores: &mut Scores) {
        if row == Row::default() {
            return;
        }
        let (start, groups) = ((row.0 >> 2) as usize, row.0 & 3);
        if groups == LONG {
            if let Some(long) = self.long.get(start) {
                scores.0.iter_mut().zip(long).for_each(|(score, weight)| *score = score.wrapping_add(*weight));
            }
            return;
        }
        for group in self.groups.get(start..start + groups as usize).unwrap_or_default() {
            for (tag, weight) in group {
                let score = &mut scores.0[usize::from(*tag) % PLACES];
                *score = score.wrapping_add(*weight);
            }
        }
    }
}

/// How much speaks for each tag. The trainer's weights are far too small for sums to overflow.
#[derive(Debug, Clone)]
pub(super) struct Scores([i16; PLACES]);

impl Default for Scores {
    fn default() -> Self {
        Self([0; PLACES])
    }
}

impl Scores {
    /// Both together.
    pub(super) fn plus(&self, others: &Self) -> Self {
        let mut sum = self.clone();
        sum.0.iter_mut().zip(&others.0).for_each(|(score, weight)| *score = score.wrapping_add(*weight));
        sum
    }

    /// The allowed tag for which most speaks; the lowest number wins a tie.
    pub(super) fn best(&self, allowed: TagSet) -> Tag {
        let mut bits = allowed.bits();
        let (mut best, mut score) = (Tag::X as usize, i16::MIN);
        while bits != 0 {
            let tag = bits.trailing_zeros() as usize % PLACES;
            bits &= bits - 1;
            if self.0[tag] > score {
                (best, score) = (tag, self.0[tag]);
            }
        }
        Tag::ALL.get(best).copied().unwrap_or_default()
    }

    /// The best tag, and by how much it leads.
    pub(super) fn lead(&self, allowed: TagSet) -> (Tag, i16) {
        let best = self.best(allowed);
        let others = allowed.iter().filter(|tag| *tag != best).map(|tag| self.0[tag as usize]);
        (best, self.0[best as usize].saturating_sub(others.max().unwrap_or(i16::MIN)))
    }
}
