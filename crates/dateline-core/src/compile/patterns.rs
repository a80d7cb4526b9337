//! The pattern rules and vetoes of a program.
//!
//! Invariant: a rule's captures name roles of its own entry in the list of frames, which resolves events of both alike.

use dateline_model::Status;
use serde::{Deserialize, Serialize};

use crate::extract::patterns::PatternIndex;

use super::pattern::PatternProgram;

/// Programs that are looked for together.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct PatternSet {
    /// The programs, by number.
    pub programs: Vec<PatternProgram>,
    /// By the words that they need.
    pub index: PatternIndex,
}

impl PatternSet {
    pub(super) fn new(programs: Vec<PatternProgram>) -> Self {
        Self { index: PatternIndex::new(&programs), programs }
    }
}

/// What a capture becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum Slot {
    /// The trigger.
    Trigger,
    /// The number.
    Count,
    /// Who says so.
    Source,
    /// The role with this number.
    Role(u8),
}

/// A pattern rule beside its program.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct PatternRule {
    /// Its entry in the list of frames: event type, roles, order.
    pub frame: u32,
    /// The pattern as the rule gives it.
    pub text: Box<str>,
    /// What each of the program's captures becomes.
    pub slots: Vec<Slot>,
    /// A match is a toll over a period.
    pub aggregate: bool,
    /// Its count is of all told so far.
    pub total: bool,
    /// Status where neither verb nor cue says otherwise.
    pub status: Option<Status>,
}

/// A pattern that forbids what it touches.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct Veto {
    /// The pattern as its rule gives it.
    pub text: Box<str>,
}

/// All patterns.
#[derive(Debug, Default, Deserialize, Serialize)]
pub struct Patterns {
    /// Programs of pattern rules.
    pub set: PatternSet,
    /// The rules, by the number of their program.
    pub rules: Vec<PatternRule>,
    /// Programs that forbid triggers and matches.
    pub vetoes: PatternSet,
    /// What they are, by the number of their program.
    pub veto_rules: Vec<Veto>,
}
