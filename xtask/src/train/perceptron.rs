//! The averaged perceptron: wrong decisions move the weights, and the average over all moments is the model.

use std::collections::BTreeMap;

use dateline_core::analysis::tags::{Features, Judge, Row, decode};
use dateline_core::text::{LocalWords, Tag, TagSet, Token, Words};
use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::lexicon::Known;
use super::samples::{Sample, Samples};

/// A weight, the sum of its past values, and when it last changed.
#[derive(Clone, Copy, Default)]
struct Weight {
    now: f32,
    sum: f64,
    since: u64,
}

impl Weight {
    fn change(&mut self, by: f32, moment: u64) {
        self.sum += f64::from(self.now) * (moment - self.since) as f64;
        self.now += by;
        self.since = moment;
    }

    fn average(mut self, moment: u64) -> f64 {
        self.change(0.0, moment);
        self.sum / moment.max(1) as f64
    }
}

#[derive(Default)]
struct Weights {
    rows: HashMap<u32, Vec<(Tag, Weight)>, FixedState>,
    moment: u64,
}

impl Weights {
    fn scores(&self, features: &Features) -> [f32; 64] {
        let mut scores = [0.0; 64];
        for row in features.keys().iter().filter_map(|key| self.rows.get(key)) {
            for (tag, weight) in row {
                scores[*tag as usize] += weight.now;
            }
        }
        scores
    }

    fn change(&mut self, features: &Features, tag: Tag, by: f32) {
        for key in features.keys() {
            let row = self.rows.entry(*key).or_default();
            let at = row.iter().position(|(known, _)| *known == tag).unwrap_or_else(|| {
                row.push((tag, Weight::default()));
                row.len() - 1
            });
            row[at].1.change(by, self.moment);
        }
    }
}

pub(super) struct Perceptron<'a> {
    samples: &'a Samples,
    known: &'a Known,
    weights: Weights,
}

impl<'a> Perceptron<'a> {
    pub(super) fn new(samples: &'a Samples, known: &'a Known) -> Self {
        Self { samples, known, weights: Weights::default() }
    }

    /// One pass over all sentences in an order that depends on the pass.
    pub(super) fn pass(&mut self, seed: u64) {
        let local = LocalWords::default();
        let words = Words { vocabulary: &self.samples.vocabulary, local: &local };
        let mut tokens: Vec<Token> = Vec::new();
        let mut chance = Chance::new(seed);
        for index in shuffled(self.samples.sentences.len(), seed) {
            let sample = &self.samples.sentences[index];
            tokens.clone_from(&sample.tokens);
            let (weights, known) = (&mut self.weights, self.known);
            let mut teacher = Teacher { weights, sample, samples: self.samples, known, chance: &mut chance };
            decode(&known.lexicon, &words, &mut tokens, &mut teacher);
        }
    }

    /// Adds the averaged weights to `sums`.
    pub(super) fn add_to(&self, sums: &mut BTreeMap<(u32, Tag), f64>) {
        for (feature, row) in &self.weights.rows {
            for (tag, weight) in row {
                *sums.entry((*feature, *tag)).or_default() += weight.average(self.weights.moment);
            }
        }
    }
}

/// The sums of `perceptrons` weights in whole numbers, without those too small to matter.
pub(super) fn rows(sums: &BTreeMap<(u32, Tag), f64>, perceptrons: u32) -> Vec<Row> {
    const SCALE: f64 = 16.0;
    let mut rows: Vec<Row> = Vec::new();
    for ((feature, tag), sum) in sums {
        let weight = (sum / f64::from(perceptrons) * SCALE).round() as i16;
        if weight.abs() < SMALLEST {
            continue;
        }
        match rows.last_mut() {
            Some(row) if row.feature == *feature => row.weights.push((*tag, weight)),
            _ => rows.push(Row { feature: *feature, weights: vec![(*tag, weight)] }),
        }
    }
    rows
}

/// Averaged weights below this many 16ths are left out.
const SMALLEST: i16 = 12;

struct Teacher<'a> {
    weights: &'a mut Weights,
    sample: &'a Sample,
    samples: &'a Samples,
    known: &'a Known,
    chance: &'a mut Chance,
}

impl Judge for Teacher<'_> {
    fn choose(&mut self, at: usize, features: &Features, allowed: TagSet) -> Tag {
        self.weights.moment += 1;
        let scores = self.weights.scores(features);
        let best = |skip: Option<Tag>| {
            let tags = allowed.iter().filter(|tag| Some(*tag) != skip);
            tags.max_by(|a, b| scores[*a as usize].total_cmp(&scores[*b as usize]).then(b.cmp(a))).unwrap_or_default()
        };
        let guess = best(None);
        if let Some(gold) = self.sample.gold[at].filter(|gold| allowed.contains(*gold)) {
            let rival = best(Some(gold));
            if rival != gold && scores[gold as usize] - scores[rival as usize] <= MARGIN {
                self.weights.change(features, gold, 1.0);
                self.weights.change(features, rival, -1.0);
            }
        }
        guess
    }

    fn known(&mut self, at: usize, tags: TagSet) -> TagSet {
        let word = self.sample.tokens[at].word;
        let entry = self.known.lexicon.get(word);
        // What is rare here may be unknown elsewhere, the more so the rarer it is.
        if entry.count <= 1 || (entry.is_rare() && self.chance.below(u64::from(entry.count) + 1) == 0) {
            return TagSet::NONE;
        }
        // A tag that the word has only here would betray itself, which it does in no new text.
        match (self.sample.gold[at], self.known.uses.get(word.index())) {
            (Some(gold), Some(uses)) => tags.without(uses.shown_only_by(self.samples.vocabulary.text(word), gold)),
            _ => tags,
        }
    }
}

/// By how much the right tag must win.
const MARGIN: f32 = 6.0;

/// The numbers below `len` in a fixed random order.
fn shuffled(len: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    let mut chance = Chance::new(seed);
    for at in (1..len).rev() {
        order.swap(at, chance.below(at as u64 + 1) as usize);
    }
    order
}

/// Numbers that look random and are the same for the same seed (xorshift).
struct Chance(u64);

impl Chance {
    fn new(seed: u64) -> Self {
        Self((seed + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}
