//! Whether two spellings name the same place.
//!
//! Invariant: small change (`Tell`, `Qaryat`, `Kabir`, articles) never outweighs the name proper.

use super::distance::similarity;
use super::particles::{Class, NameParticles};
use super::skeleton::Skeleton;
use super::sounds::{FULL, Reading, Spelling};
use super::{Grade, Match, Reason};

/// From this similarity on, two spellings are taken to name one place.
const THRESHOLD: f32 = 0.875;

/// How words weigh in the name of a place.
struct Place<'a>(&'a NameParticles);

impl Reading for Place<'_> {
    fn class(&self, folded: &str) -> Class {
        self.0.in_place(folded)
    }

    fn servant_prefix(&self, _: &str) -> usize {
        0
    }

    fn suffix(&self, _: &str) -> usize {
        0
    }

    fn weight(&self, class: Class) -> u8 {
        match class {
            Class::Generic | Class::Honorific => 5,
            Class::Modifier => 6,
            Class::Division => 0,
            Class::Servant | Class::Common => 9,
            _ => FULL,
        }
    }
}

/// A place's name, taken apart for comparing.
#[derive(Debug, Clone, Default)]
pub struct PlaceName {
    spelling: Spelling,
}

impl PlaceName {
    /// Takes a name apart.
    pub fn new(particles: &NameParticles, raw: &str) -> Self {
        let mut name = Self::default();
        name.read(particles, raw);
        name
    }

    /// Takes the next name apart, in the memory of the last.
    pub fn read(&mut self, particles: &NameParticles, raw: &str) {
        self.spelling.read(raw, &Place(particles));
    }

    /// The letters without case, marks, spaces and articles; none if they are of another script.
    pub(super) fn folded(&self) -> Option<&str> {
        Some(&*self.spelling.folded).filter(|_| !self.spelling.foreign)
    }

    /// The look-up key.
    pub fn skeleton(&self) -> Skeleton {
        Skeleton::of(&self.spelling.sounds)
    }

    /// How well two names agree.
    pub fn compare(&self, other: &Self) -> Match {
        let (a, b) = (&self.spelling, &other.spelling);
        if let Some(outcome) = Match::without_sounds(a, b) {
            return outcome;
        }
        let score = similarity(&a.sounds, &b.sounds);
        if score < THRESHOLD {
            return Match::different(score, Reason::Sounds);
        }
        let grade = if self.skeleton() == other.skeleton() { Grade::Skeleton } else { Grade::Near };
        Match { grade, score, reason: Reason::Sounds }
    }
}

/// Whether two spellings name the same place.
pub fn same_place(particles: &NameParticles, a: &str, b: &str) -> Match {
    if a == b {
        return Match { grade: Grade::Exact, score: 1.0, reason: Reason::Letters };
    }
    PlaceName::new(particles, a).compare(&PlaceName::new(particles, b))
}
