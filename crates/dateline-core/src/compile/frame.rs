//! Compiled frames: names resolved, places and types as numbers.

use dateline_model::Status;
use serde::{Deserialize, Serialize};

use crate::text::WordId;

use super::TypeSet;

/// A grammatical place that a role may be filled from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum Place {
    /// Subject of the active verb.
    Subject,
    /// Object of the active verb, subject of the passive.
    Object,
    /// The by-agent of passives and nouns.
    By,
    /// The genitive of nouns.
    Of,
    /// `the commander's arrest`, `their arrest`.
    Possessive,
    /// `a drone strike`, `ISIS attacks`.
    Compound,
    /// What the trigger's own words name: `bomb attack`, `mine blast`.
    Trigger,
    /// Any other preposition.
    Preposition(WordId),
}

/// One role of a frame.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct RoleProgram {
    /// Its name.
    pub name: Box<str>,
    /// Types that may fill it; empty allows any.
    pub types: TypeSet,
    /// Where its fillers stand.
    pub at: Vec<Place>,
    /// Without a filler there is no event.
    pub required: bool,
    /// The filler's number is the event's count.
    pub count: bool,
    /// A noun that no lexicon lists may fill it.
    pub unlisted: bool,
}

/// One frame, or what a pattern rule has in common with one.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct FrameProgram {
    /// `pack/rule`.
    pub id: Box<str>,
    /// Event type.
    pub event: Box<str>,
    /// Roles, required ones first, then by name.
    pub roles: Vec<RoleProgram>,
    /// Verbs that make an event of the noun beside the common light verbs, by lemma of the head.
    pub light: Vec<WordId>,
    /// Forms that are switched off, as bits of [`crate::extract::Form`].
    pub without: u64,
    /// Status where no cue says otherwise.
    pub status: Option<Status>,
    /// A noun trigger needs something of its own.
    pub anchored: bool,
    /// Numbers of the patterns that forbid a trigger, in [`super::Patterns::vetoes`].
    pub unless: Vec<u32>,
    /// Of a pattern rule: how much it asks for; 0 for frames.
    pub specificity: u32,
    /// Numbers of the rules that this one goes before, directly or through others, sorted.
    pub before: Vec<u32>,
}
