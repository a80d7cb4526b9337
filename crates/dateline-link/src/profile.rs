//! What the tests look at of a telling. Invariant: tellings with equal profiles pass and fail the same tests.

use std::ops::Range;

use crate::names::Name;
use crate::place::Place;

/// Who or what fills a role.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Party {
    pub(crate) person: Option<Person>,
    /// The body that it is, or that it belongs to: a lexicon's id.
    pub(crate) body: Option<Name>,
    /// Head word, folded.
    pub(crate) head: Option<Name>,
}

/// A person by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Person {
    pub(crate) kb: Option<Name>,
    pub(crate) name: Name,
}

/// How many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Number {
    pub(crate) of: Name,
    pub(crate) min: u64,
    pub(crate) max: Option<u64>,
    pub(crate) approximate: bool,
    /// Said in words or figures, and not by a singular.
    pub(crate) written: bool,
}

/// Days since 1970, the end not included.
pub(crate) type Days = Range<i32>;

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Profile {
    pub(crate) kind: Name,
    /// Planned or possible, and not told as done.
    pub(crate) meant: bool,
    pub(crate) aggregate: bool,
    pub(crate) places: Box<[Place]>,
    pub(crate) days: Option<Days>,
    pub(crate) agents: Box<[Party]>,
    pub(crate) patients: Box<[Party]>,
    pub(crate) count: Option<Number>,
}
