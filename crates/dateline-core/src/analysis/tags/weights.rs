//! The weights at run time: features behind a table of small buckets.
//!
//! A bucket fills half a cache line, so that a feature costs one memory access to refuse and two to use. All features of a
//! decision are looked up before any is used, so that the accesses overlap.

use super::features::MOST;
use super::model::Rows;
use crate::text::{Tag, TagSet};
use serde::{Deserialize, Serialize};

const WAYS: usize = 4;

/// Tags, rounded up to whole vector registers.
const WIDTH: usize = 56;
const _: () = assert!(Tag::ALL.len() <= WIDTH);

/// Rows with more weights than this are stored with one for every tag, which adds up faster.
const LONG: usize = 6;
/// The length that marks a long row.
const DENSE: u32 = 63;

/// Features and their rows. A row is its first entry times 64 plus its length, or its place among the long rows times 64
/// plus [`DENSE`]; 0 is a free place.
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
    entries: Vec<(u8, i16)>,
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
        let mut weights = Self { buckets: vec![Bucket::default(); size], entries: Vec::new(), long: Vec::new() };
        for (feature, row) in rows.iter() {
            let place = match row.len() {
                0 => continue,
                len @ 1..=LONG => {
                    weights.entries.extend(row.iter().map(|(tag, weight)| (*tag as u8, *weight)));
                    ((weights.entries.len() - len) as u32) << 6 | len as u32
                }
                _ => {
                    let mut long = [0; WIDTH];
                    for (tag, weight) in row {
                        long[*tag as usize] = *weight;
                    }
                    weights.long.push(long);
                    (weights.long.len() as u32 - 1) << 6 | DENSE
                }
            };
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

    /// The row of a feature; 0 when it has none.
    fn row(&self, feature: u32) -> u32 {
        let mask = self.buckets.len() - 1;
        let mut at = feature as usize & mask;
        loop {
            let bucket = &self.buckets[at];
            let mut row = 0;
            for way in 0..WAYS {
                row |= if bucket.features[way] == feature { bucket.rows[way] } else { 0 };
            }
            if row != 0 || bucket.rows[WAYS - 1] == 0 {
                return row;
            }
            at = (at + 1) & mask;
        }
    }

    /// The allowed tag for which the features speak most; the lowest number wins a tie.
    pub(super) fn best(&self, features: &[u32], allowed: TagSet) -> Tag {
        let mut rows = [0; MOST];
        for (row, feature) in rows.iter_mut().zip(features) {
            *row = self.row(*feature);
        }
        let mut scores = [0i16; WIDTH];
        for row in &rows[..features.len().min(MOST)] {
            let (start, len) = ((row >> 6) as usize, row & 63);
            if len == DENSE {
                let long = self.long.get(start).unwrap_or(&[0; WIDTH]);
                scores.iter_mut().zip(long).for_each(|(score, weight)| *score = score.saturating_add(*weight));
            } else {
                for (tag, weight) in self.entries.get(start..start + len as usize).unwrap_or_default() {
                    if let Some(score) = scores.get_mut(usize::from(*tag)) {
                        *score = score.saturating_add(*weight);
                    }
                }
            }
        }
        let mut bits = allowed.bits();
        let (mut best, mut score) = (Tag::X as usize, i16::MIN);
        while bits != 0 {
            let tag = bits.trailing_zeros() as usize % WIDTH;
            bits &= bits - 1;
            if scores[tag] > score {
                (best, score) = (tag, scores[tag]);
            }
        }
        Tag::ALL.get(best).copied().unwrap_or_default()
    }
}
