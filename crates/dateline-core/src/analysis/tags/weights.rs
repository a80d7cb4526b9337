//! The weights at run time: features behind a table of small buckets.
//!
//! A bucket fills half a cache line, and most features have so few weights that these stand in it: a feature costs one
//! memory access. All features of a decision are looked up before any is used, so that the accesses overlap.

use super::features;
use super::model::Rows;
use crate::text::{Tag, TagSet};
use serde::{Deserialize, Serialize};

const WAYS: usize = 4;

/// Rows of a decision that are known before it.
pub(super) const KNOWN: usize = 4;
/// None of them.
pub(super) const NO_ROWS: [Row; KNOWN] = [Row(0); KNOWN];
/// Most rows of a decision.
const MOST: usize = (features::MOST + KNOWN).next_power_of_two();

/// Tags, rounded up to whole vector registers.
const WIDTH: usize = 56;
/// Scores, rounded up to what six bits can number.
const PLACES: usize = 64;
const _: () = assert!(Tag::ALL.len() <= WIDTH && WIDTH < PLACES);

/// Rows with more weights than this are stored with one for every tag, which adds up faster: few rows have more.
const SHORT: usize = 4;

/// One feature's weights. Two that are small stand here, each as its tag's number in six bits and itself in ten; where the
/// first of these numbers is [`ELSEWHERE`], the other bits say where the row stands. 0 says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
pub(super) struct Row(u32);

/// No tag has this number.
const ELSEWHERE: u32 = PLACES as u32 - 1;
/// Behind it, the bit of a row with a weight for every tag.
const LONG: u32 = 1 << 6;

impl Row {
    /// The row of at most two small weights.
    fn small(row: &[(Tag, i16)]) -> Option<Self> {
        let half = |at: usize| match row.get(at) {
            Some((tag, weight)) if (-512..512).contains(weight) => {
                Some(*tag as u32 | (i32::from(*weight) as u32 & 0x3FF) << 6)
            }
            Some(_) => None,
            None => Some(0),
        };
        if row.len() <= 2 { Some(Self(half(0)? | half(1)? << 16)) } else { None }
    }

    /// The row at a place of one of the lists.
    fn at(place: usize, long: bool) -> Self {
        Self(ELSEWHERE | if long { LONG } else { 0 } | (place as u32) << 7)
    }

    fn is_elsewhere(self) -> bool {
        self.0 & ELSEWHERE == ELSEWHERE
    }
}

/// Features and their rows.
#[derive(Debug, Clone, Copy, Default, Deserialize, Serialize)]
#[repr(align(32))]
struct Bucket {
    features: [u32; WAYS],
    rows: [Row; WAYS],
}

#[derive(Debug, Clone, Deserialize, Serialize)]
pub(super) struct Weights {
    /// Their number is a power of two. A full bucket goes on in the next; at least one is never full.
    buckets: Vec<Bucket>,
    short: Vec<[(u8, i16); SHORT]>,
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
        let size = (rows.len() / 3 + 1).next_power_of_two();
        let mut weights = Self { buckets: vec![Bucket::default(); size], short: Vec::new(), long: Vec::new() };
        for (feature, row) in rows.iter() {
            let place = Row::small(row).unwrap_or_else(|| weights.store(row));
            if place == Row::default() {
                continue;
            }
            let mut at = feature as usize & (size - 1);
            let way = loop {
                match weights.buckets[at].rows.iter().position(|row| *row == Row::default()) {
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
        if row.len() > SHORT {
            let mut long = [0; WIDTH];
            for (tag, weight) in row {
                long[*tag as usize] = *weight;
            }
            self.long.push(long);
            return Row::at(self.long.len() - 1, true);
        }
        let mut short = [(0, 0); SHORT];
        short.iter_mut().zip(row).for_each(|(place, (tag, weight))| *place = (*tag as u8, *weight));
        self.short.push(short);
        Row::at(self.short.len() - 1, false)
    }

    /// Every feature that says something.
    pub(super) fn features(&self) -> impl Iterator<Item = u32> {
        let pairs = self.buckets.iter().flat_map(|bucket| bucket.features.iter().zip(&bucket.rows));
        pairs.filter(|(_, row)| **row != Row::default()).map(|(feature, _)| *feature)
    }

    /// The row of a feature.
    pub(super) fn row(&self, feature: u32) -> Row {
        let mask = self.buckets.len() - 1;
        let mut at = feature as usize & mask;
        loop {
            let bucket = &self.buckets[at];
            // All ways are compared at once, in one register.
            let found: [u32; WAYS] = std::array::from_fn(|way| {
                let same = u32::from(bucket.features[way] == feature);
                bucket.rows[way].0 & same.wrapping_neg()
            });
            let row = found.iter().fold(0, |row, way| row | way);
            if row != 0 || bucket.rows[WAYS - 1] == Row::default() {
                return Row(row);
            }
            at = (at + 1) & mask;
        }
    }

    /// Adds what features say, and rows that have been looked up before.
    pub(super) fn add(&self, features: &[u32], known: &[Row; KNOWN], scores: &mut Scores) {
        // Rows that say something are sorted by counting and not by branches, which would have to wait for memory: small
        // ones stand at the front, those that are elsewhere at the back.
        let (mut rows, mut small, mut far) = ([Row(0); MOST], 0, 0);
        let mut push = |row: Row| {
            rows[MOST - 1 - far % MOST] = row;
            rows[small % MOST] = row;
            far += usize::from(row.is_elsewhere());
            small += usize::from(row != Row(0) && !row.is_elsewhere());
        };
        for row in known {
            push(*row);
        }
        for feature in features {
            push(self.row(*feature));
        }
        for row in &rows[..small.min(MOST)] {
            scores.add_small(*row);
        }
        // What is there for every tag is added up in registers.
        let mut sums = [0; WIDTH];
        for row in &rows[MOST - far.min(MOST)..] {
            let place = (row.0 >> 7) as usize;
            if row.0 & LONG != 0 {
                let long = self.long.get(place).unwrap_or(&[0; WIDTH]);
                sums.iter_mut().zip(long).for_each(|(sum, weight): (&mut i16, _)| *sum = sum.wrapping_add(*weight));
            } else {
                for (tag, weight) in self.short.get(place).unwrap_or(&[(0, 0); SHORT]) {
                    scores.add(usize::from(*tag), *weight);
                }
            }
        }
        scores.0.iter_mut().zip(&sums).for_each(|(score, sum)| *score = score.wrapping_add(*sum));
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
    fn add(&mut self, place: usize, weight: i16) {
        let score = &mut self.0[place % PLACES];
        *score = score.wrapping_add(weight);
    }

    /// Adds the weights that stand in the row itself.
    fn add_small(&mut self, row: Row) {
        let bits = row.0;
        let weight = |half: u32| (half as u16).cast_signed() >> 6;
        self.add((bits & 63) as usize, weight(bits));
        self.add((bits >> 16 & 63) as usize, weight(bits >> 16));
    }

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
