//! Whether two romanised names are one, and a key under which the spellings of a name meet.
//!
//! Arabic, Kurdish and Turkish names reach English text in many spellings (Qadhafi, Gaddafi, Kadhafi). A name is read as a
//! sequence of sounds with weights; names are compared by a weighted edit distance and looked up by their consonants.
//! Invariant: what letters stand for which sounds is decided here, what the small words are by the language pack.

mod distance;
mod gazetteer;
mod particles;
mod person;
mod phone;
mod place;
mod skeleton;
mod sounds;
#[cfg(test)]
mod tests;

pub use gazetteer::{
    Agreement, Candidate, Gazetteer, PlaceIndex, PlaceKind, PlaceQuery, Row, rows_from_geonames, rows_from_tsv,
};
pub use particles::NameParticles;
pub use person::{PersonName, same_person};
pub use place::{PlaceName, same_place};
pub use skeleton::{Skeleton, SkeletonIndex};

use sounds::Spelling;

/// How two names agree, from the weakest to the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Not the same, as far as the spellings say.
    Different,
    /// The sounds are close.
    Near,
    /// The consonants are the same and the rest is close.
    Skeleton,
    /// The letters are the same but for case, marks, spaces and articles.
    Fold,
    /// The same string.
    Exact,
}

/// What decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The letters agree.
    Letters,
    /// The sounds of the whole name were compared.
    Sounds,
    /// The parts of two persons' names were paired.
    Parts,
    /// The given names contradict, whatever else agrees.
    GivenName,
    /// One given name is the other's second name, as of father and son.
    Lineage,
    /// The numbers in the names differ.
    Number,
    /// There are no letters, or letters of another script, whose sounds are not known here.
    Unreadable,
}

/// The outcome of comparing two names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// How they agree.
    pub grade: Grade,
    /// From nothing in common (0) to the same (1).
    pub score: f32,
    /// What decided.
    pub reason: Reason,
}

impl Match {
    /// True unless the names are different.
    pub fn is_match(&self) -> bool {
        self.grade > Grade::Different
    }

    /// What the letters and digits alone decide.
    fn without_sounds(a: &Spelling, b: &Spelling) -> Option<Self> {
        if a.foreign || b.foreign || a.folded.is_empty() || b.folded.is_empty() {
            Some(Self::different(0.0, Reason::Unreadable))
        } else if a.number != b.number {
            Some(Self::different(0.0, Reason::Number))
        } else {
            (a.folded == b.folded).then_some(Self { grade: Grade::Fold, score: 1.0, reason: Reason::Letters })
        }
    }

    fn different(score: f32, reason: Reason) -> Self {
        Self { grade: Grade::Different, score, reason }
    }
}
