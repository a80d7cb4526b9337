//! What is said over and over, added up once: by a word in its usual shapes, by the two tags before, by the neighbours.
//!
//! Most words of a text are always the same few thousand. Invariant: an entry is what the weights would give again, so
//! that it does not matter which thread or article came first.

use std::sync::OnceLock;

use super::features::{Features, Place, SHAPES, Shape, of_forms, of_neighbour, of_shapes, of_tags};
use super::weights::{KNOWN, NO_ROWS, Row, Scores, Weights};
use crate::text::{Tag, TagSet};

/// A word in one shape.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// What it says for each tag.
    pub(super) scores: Scores,
    /// Its best tag of those that it may have.
    pub(super) best: Tag,
    /// By how much that tag leads.
    pub(super) lead: i16,
}

/// What is added up or looked up beforehand.
#[derive(Debug, Clone)]
pub(super) struct Memo {
    /// Words in the shapes in which they were met.
    words: Box<[OnceLock<Box<Word>>]>,
    /// By the two tags before.
    pairs: Box<[Scores]>,
    /// Rows by word: as the left neighbour, as the right one.
    neighbours: Box<[[Row; 2]]>,
    /// Rows by the shapes of word and right neighbour, and the left neighbour's shape or the tag before.
    shapes: Box<[Row]>,
    forms: Box<[Row]>,
    /// A bit for each feature that says something, which few others share: most that a text asks for say nothing.
    telling: Box<[u64; TELLING]>,
}

/// Words of [`Memo::telling`]: few enough to stay near.
const TELLING: usize = 1 << 14;

/// The word and the bit of a feature.
fn place(feature: u32) -> (usize, u64) {
    ((feature >> 6) as usize % TELLING, 1 << (feature & 63))
}

const TAGS: usize = Tag::ALL.len();

/// Shapes in which words are remembered: the others are rare.
const USUAL: usize = 5;

fn usual(shape: Shape) -> Option<usize> {
    match shape {
        Shape::Lower => Some(0),
        Shape::Title => Some(1),
        Shape::Initial => Some(2),
        Shape::Headline => Some(3),
        Shape::Caps => Some(4),
        _ => None,
    }
}

impl Memo {
    /// Of a model of so many words.
    pub(super) fn new(weights: &Weights, words: usize) -> Self {
        let row = |feature| weights.row(feature);
        let pairs = Tag::ALL.iter().flat_map(|first| Tag::ALL.iter().map(|second| [*first, *second]));
        let pairs = pairs.map(|pair| {
            let mut scores = Scores::default();
            weights.add(&of_tags(pair), &NO_ROWS, &mut scores);
            scores
        });
        let neighbours = (0..words as u32).map(|word| of_neighbour(word).map(row));
        #[expect(clippy::large_stack_arrays, reason = "made once, and a box of a fixed size needs no checks")]
        let mut telling = Box::new([0; TELLING]);
        for (word, bit) in weights.features().map(place) {
            telling[word] |= bit;
        }
        let (side, tags) = (SHAPES as u32, TAGS as u32);
        let shapes = (0..side.pow(3)).map(|n| row(of_shapes(n / side / side, n / side % side, n % side)));
        let forms = (0..side.pow(2) * tags).map(|n| row(of_forms(n / tags / side, n / tags % side, n % tags)));
        Self {
            words: (0..words * USUAL).map(|_| OnceLock::new()).collect(),
            pairs: pairs.collect(),
            neighbours: neighbours.collect(),
            shapes: shapes.collect(),
            forms: forms.collect(),
            telling,
        }
    }

    /// False for most features that say nothing.
    #[inline]
    pub(super) fn may_tell(&self, feature: u32) -> bool {
        let (word, bit) = place(feature);
        self.telling[word] & bit != 0
    }

    /// What the word says, if it is one of those that are remembered.
    pub(super) fn word(&self, weights: &Weights, place: &Place<'_>, allowed: TagSet) -> Option<&Word> {
        let slot = self.words.get(place.word.index() * USUAL + usual(place.views[1].shape)?)?;
        Some(slot.get_or_init(|| {
            let (mut features, mut scores) = (Features::new(), Scores::default());
            place.of_word(&mut |feature| features.add(feature));
            weights.add(features.keys(), &NO_ROWS, &mut scores);
            let (best, lead) = scores.lead(allowed);
            Box::new(Word { scores, best, lead })
        }))
    }

    /// What the two tags before say.
    pub(super) fn pair(&self, before: [Tag; 2]) -> &Scores {
        &self.pairs[before[0] as usize * TAGS + before[1] as usize]
    }

    /// The rows of what is known beforehand of the neighbours.
    pub(super) fn around(&self, place: &Place<'_>) -> [Row; KNOWN] {
        let [left, this, right, _] = &place.views;
        let neighbour = |word: u32, side: usize| {
            if word == 0 {
                Row::default()
            } else {
                self.neighbours.get(word as usize).map_or_else(Row::default, |n| n[side])
            }
        };
        let (form, behind) = (this.shape as usize, right.shape as usize);
        [
            neighbour(left.word, 0),
            neighbour(right.word, 1),
            self.shapes[(form * SHAPES + left.shape as usize) * SHAPES + behind],
            self.forms[(form * SHAPES + behind) * TAGS + place.before[1] as usize],
        ]
    }
}
