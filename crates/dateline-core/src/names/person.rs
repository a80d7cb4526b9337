//! Whether two names are one person's.
//!
//! A name is a row of parts: given name, by-name (`Abu X`), father's and grandfather's names, surname. Parts are paired
//! by sound, wherever they stand; what is left on one side only is an omission, on both sides a contradiction.
//! Invariant: a shared surname alone never makes two names one.

use super::distance::{at_least, similarity};
use super::particles::{Class, NameParticles};
use super::skeleton::Skeleton;
use super::sounds::{FULL, Reading, Sound, Spelling};
use super::{Grade, Match, Reason};
use smallvec::SmallVec;

/// How words weigh in the name of a person.
struct Person<'a>(&'a NameParticles);

impl Reading for Person<'_> {
    fn class(&self, folded: &str) -> Class {
        self.0.in_person(folded)
    }

    fn servant_prefix(&self, folded: &str) -> usize {
        self.0.servant_prefix(folded)
    }

    fn suffix(&self, folded: &str) -> usize {
        self.0.name_suffix(folded)
    }

    fn weight(&self, class: Class) -> u8 {
        match class {
            Class::Servant | Class::Kunya => 6,
            Class::Filiation => 1,
            _ => FULL,
        }
    }
}

/// What a part of a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Name,
    Common,
    ByName,
    Honorific,
    /// A common name written short, which may stand for any common name.
    Short,
    Initial,
}

/// A part of a name: its sounds and what it is.
#[derive(Debug, Clone, Copy)]
struct Part {
    start: u8,
    end: u8,
    kind: Kind,
}

impl Part {
    /// How much it tells persons apart.
    fn weight(self) -> f32 {
        match self.kind {
            Kind::Name => 1.0,
            Kind::ByName => 0.9,
            Kind::Common | Kind::Short => 0.6,
            Kind::Honorific => 0.3,
            Kind::Initial => 0.1,
        }
    }
}

/// A person's name, taken apart for comparing.
#[derive(Debug, Clone, Default)]
pub struct PersonName {
    spelling: Spelling,
    parts: SmallVec<[Part; 8]>,
}

/// Longer names are compared by their first parts.
const MAX_PARTS: usize = 12;

impl PersonName {
    /// Takes a name apart. Titles and ranks are no part of it.
    pub fn new(particles: &NameParticles, raw: &str) -> Self {
        let mut name = Self::default();
        name.read(particles, raw);
        name
    }

    /// Takes the next name apart, in the memory of the last.
    pub fn read(&mut self, particles: &NameParticles, raw: &str) {
        self.spelling.read(raw, &Person(particles));
        self.parts.clear();
        let words = &self.spelling.words;
        let mut i = 0;
        while i < words.len() && self.parts.len() < MAX_PARTS {
            let word = words[i];
            let joins = matches!(word.class, Class::Servant | Class::Kunya) && i + 1 < words.len();
            // "Abu Abd al-Rahman": the by-name takes the whole of what follows.
            let mut last = i + usize::from(joins);
            if joins && words[last].class == Class::Servant && last + 1 < words.len() {
                last += 1;
            }
            let kind = match word.class {
                Class::Short => Kind::Short,
                _ if word.initial => Kind::Initial,
                Class::Kunya => Kind::ByName,
                Class::Honorific => Kind::Honorific,
                Class::Common => Kind::Common,
                _ => Kind::Name,
            };
            if word.class != Class::Filiation {
                self.parts.push(Part { start: word.start, end: words[last].end, kind });
            }
            i = last + 1;
        }
    }

    /// The look-up key of the whole name, parts in the order written.
    pub fn skeleton(&self) -> Skeleton {
        Skeleton::of(&self.spelling.sounds)
    }

    /// How well two names agree.
    pub fn compare(&self, other: &Self) -> Match {
        let (a, b) = (&self.spelling, &other.spelling);
        if let Some(outcome) = Match::without_sounds(a, b) {
            return outcome;
        }
        let pairing = pair(self, other);
        let (given, reason) = given_names(self, other, &pairing);
        let whole = similarity(&a.sounds, &b.sounds);
        let score = ((pairing.agreement() + WHOLE * whole - given) / (1.0 + WHOLE)).clamp(0.0, 1.0);
        if score < THRESHOLD || pairing.shared < LEAST {
            return Match::different(score, reason);
        }
        let grade = if self.skeleton() == other.skeleton() { Grade::Skeleton } else { Grade::Near };
        Match { grade, score, reason }
    }

    /// True when every part of this name is one of the other's: how a person named in full is named again, by surname,
    /// given name or by-name. Within one text this is what "the same" means; across texts it is not enough. An initial
    /// of the other's stands for no whole name, and a name of one part must have the other's consonants.
    pub fn is_part_of(&self, other: &Self) -> bool {
        let (a, b) = (&self.spelling, &other.spelling);
        if self.parts.is_empty() || a.foreign || b.foreign {
            return false;
        }
        let pairing = pair(self, other);
        let alike = |i: usize, part: Part, j: u8| {
            let first = other.parts[usize::from(j)];
            let last = (0..other.parts.len()).rev().find(|k| pairing.of_b[*k] == Some(i as u8));
            let sounds = other.sounds(first, last.map_or(first, |k| other.parts[k]));
            let whole = part.kind == Kind::Initial || first.kind != Kind::Initial;
            whole && (self.parts.len() > 1 || Skeleton::of(self.sounds(part, part)) == Skeleton::of(sounds))
        };
        let mut parts = self.parts.iter().zip(&pairing.of_a).enumerate();
        parts.all(|(i, (part, of))| of.map_or(part.kind == Kind::Honorific, |j| alike(i, *part, j)))
            && pairing.only_a <= LEAST
            && pairing.shared > 0.0
    }

    /// The first part that is a name of its own: the given name, or the by-name that stands for it.
    fn given(&self) -> Option<usize> {
        self.parts.iter().position(|p| !matches!(p.kind, Kind::Honorific | Kind::Initial))
    }

    fn sounds(&self, first: Part, last: Part) -> &[Sound] {
        &self.spelling.sounds[usize::from(first.start)..usize::from(last.end)]
    }
}

/// Parts that sound alike at least so much are taken for one.
const ALIKE: f32 = 0.8;

/// Similarity, and the first and last part in either name.
type Candidate = (f32, u8, u8, u8, u8);

/// How the parts of two names pair up.
#[derive(Debug, Default)]
struct Pairing {
    /// Index in the other name, for each part of either.
    of_a: [Option<u8>; MAX_PARTS],
    of_b: [Option<u8>; MAX_PARTS],
    /// Weight of what is shared, and of what only one of them has.
    shared: f32,
    only_a: f32,
    only_b: f32,
}

impl Pairing {
    /// What is shared, against what contradicts (left over on both sides) and what is only left out.
    fn agreement(&self) -> f32 {
        let (contradicted, omitted) = (self.only_a.min(self.only_b), self.only_a.max(self.only_b));
        self.shared / (self.shared + contradicted + 0.3 * omitted + 0.01)
    }
}

/// What the given names say against the pair, and what decided.
fn given_names(a: &PersonName, b: &PersonName, pairing: &Pairing) -> (f32, Reason) {
    let (Some(first_a), Some(first_b)) = (a.given(), b.given()) else {
        return (0.0, Reason::Parts);
    };
    match (pairing.of_a[first_a], pairing.of_b[first_b]) {
        // Brothers: the families agree, the given names do not.
        (None, None) => (0.25, Reason::GivenName),
        // Father and son: the one's given name is the other's second, and the more of the line follows the surer.
        (Some(_), None) | (None, Some(_)) => (0.12 * pairing.shared, Reason::Lineage),
        _ => (0.0, Reason::Parts),
    }
}

/// The least share of a name that two mentions of a person must have in common: one name that is not everybody's.
const LEAST: f32 = 0.6;

/// How much the sounds of the whole name count beside its parts.
const WHOLE: f32 = 0.4;

/// From this score on, two names are taken to be one person's.
const THRESHOLD: f32 = 0.66;

fn pair(a: &PersonName, b: &PersonName) -> Pairing {
    let mut candidates: SmallVec<[Candidate; 32]> = SmallVec::new();
    for (i, x) in a.parts.iter().enumerate() {
        for (j, y) in b.parts.iter().enumerate() {
            let mut offer = |i2: usize, j2: usize| {
                let alike = || at_least(ALIKE, a.sounds(*x, a.parts[i2]), b.sounds(*y, b.parts[j2]));
                let score = match (x.kind, y.kind) {
                    (Kind::Short, Kind::Common) | (Kind::Common, Kind::Short) => Some(0.95),
                    // Abu Muhammad is Muhammad's father.
                    (Kind::ByName, Kind::ByName) => alike(),
                    (Kind::ByName, _) | (_, Kind::ByName) if i == i2 && j == j2 => alike().map(|score| score - 0.1),
                    _ => alike(),
                };
                if let Some(score) = score.filter(|score| *score >= ALIKE) {
                    candidates.push((score, i as u8, i2 as u8, j as u8, j2 as u8));
                }
            };
            if (x.kind == Kind::Initial) != (y.kind == Kind::Initial) {
                continue;
            }
            offer(i, j);
            // Two words in one spelling, one in the other: Nasr al-Din, Nasreddine.
            if i + 1 < a.parts.len() {
                offer(i + 1, j);
            }
            if j + 1 < b.parts.len() {
                offer(i, j + 1);
            }
        }
    }
    // Best first; among equals those at like places.
    candidates.sort_by(|x, y| {
        let key = |c: &Candidate| (c.1.abs_diff(c.3), c.1, c.2, c.3, c.4);
        y.0.total_cmp(&x.0).then_with(|| key(x).cmp(&key(y)))
    });
    let mut pairing = Pairing::default();
    for (score, i, i2, j, j2) in candidates {
        let (rows, columns) = (usize::from(i)..=usize::from(i2), usize::from(j)..=usize::from(j2));
        let is_free = pairing.of_a[rows.clone()].iter().all(Option::is_none)
            && pairing.of_b[columns.clone()].iter().all(Option::is_none);
        if !is_free {
            continue;
        }
        let weight = |parts: &[Part]| parts.iter().map(|p| p.weight()).sum::<f32>();
        let (x, y) = (weight(&a.parts[rows.clone()]), weight(&b.parts[columns.clone()]));
        pairing.shared += x.min(y) * (score - ALIKE) / (1.0 - ALIKE);
        // What sounds only nearly alike contradicts a little.
        let doubt = x.min(y) * (1.0 - score) / (1.0 - ALIKE) * 0.5;
        pairing.only_a += doubt;
        pairing.only_b += doubt;
        pairing.of_a[rows].fill(Some(j));
        pairing.of_b[columns].fill(Some(i));
    }
    pair_initials(a, b, &mut pairing);
    for (part, _) in a.parts.iter().zip(&pairing.of_a).filter(|p| p.1.is_none()) {
        pairing.only_a += part.weight();
    }
    for (part, _) in b.parts.iter().zip(&pairing.of_b).filter(|p| p.1.is_none()) {
        pairing.only_b += part.weight();
    }
    pairing
}

/// An initial stands for a left-over name that begins alike.
fn pair_initials(a: &PersonName, b: &PersonName, pairing: &mut Pairing) {
    for (i, x) in a.parts.iter().enumerate() {
        for (j, y) in b.parts.iter().enumerate() {
            let onset = |name: &PersonName, part: &Part| name.sounds(*part, *part).first().map(|s| s.phone);
            if (x.kind == Kind::Initial) != (y.kind == Kind::Initial)
                && pairing.of_a[i].is_none()
                && pairing.of_b[j].is_none()
                && onset(a, x) == onset(b, y)
            {
                pairing.of_a[i] = Some(j as u8);
                pairing.of_b[j] = Some(i as u8);
                pairing.shared += 0.3;
            }
        }
    }
}

/// Whether two names are one person's. Titles and ranks are no part of a name: strip them first.
pub fn same_person(particles: &NameParticles, a: &str, b: &str) -> Match {
    if a == b {
        return Match { grade: Grade::Exact, score: 1.0, reason: Reason::Letters };
    }
    PersonName::new(particles, a).compare(&PersonName::new(particles, b))
}
