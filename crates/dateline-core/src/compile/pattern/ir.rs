//! A pattern with all names resolved, before it becomes instructions: what the checks and measures read.
//!
//! Invariant: measures saturate and never overflow, whatever counts a pattern nests.

use dateline_model::ByteSpan;

use crate::compile::TypeSet;
use crate::pack::pattern::{Edge, Look, Repeat, Unit};

use super::program::Step;

/// A resolved pattern.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Ir {
    Step(Step, Place),
    Seq(Vec<Ir>),
    /// Branches as written.
    Alt(Vec<(Ir, Place)>),
    Repeat(Box<Ir>, Repeat),
    Look(Look, Box<Ir>, Place),
    Edge(Edge, Unit, Place),
    /// A role's number and the types that must end where it ends.
    Capture(u16, Option<TypeSet>, Box<Ir>, Place),
    /// A part behind the gate with this number.
    Gated(u16, Box<Ir>),
    /// A part that has been reported.
    Broken,
}

/// A place in the pattern; all places are equal, so that parts compare by what they say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place(pub(super) ByteSpan);

impl PartialEq for Place {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Number of tokens that a part takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Length {
    pub(super) min: u32,
    /// `None` is no limit.
    pub(super) max: Option<u32>,
}

impl Length {
    const NONE: Self = Self { min: 0, max: Some(0) };

    fn and(self, other: Self) -> Self {
        let max = self.max.zip(other.max).map(|(a, b)| a.saturating_add(b));
        Self { min: self.min.saturating_add(other.min), max }
    }

    fn or(self, other: Self) -> Self {
        Self { min: self.min.min(other.min), max: self.max.zip(other.max).map(|(a, b)| a.max(b)) }
    }

    fn times(self, repeat: Repeat) -> Self {
        let max = match (self.max, repeat.max) {
            (Some(0), _) => Some(0),
            (Some(max), Some(times)) => Some(max.saturating_mul(times)),
            _ => None,
        };
        Self { min: self.min.saturating_mul(repeat.min), max }
    }
}

impl Ir {
    /// Tokens that it takes, the hyphens that may stand between them not counted.
    pub(super) fn length(&self) -> Length {
        match self {
            Self::Step(step, _) => Length { min: 1, max: Some(step.longest()) },
            Self::Seq(parts) => parts.iter().fold(Length::NONE, |sum, part| sum.and(part.length())),
            Self::Alt(branches) => {
                branches.iter().map(|(branch, _)| branch.length()).reduce(Length::or).unwrap_or(Length::NONE)
            }
            Self::Repeat(body, repeat) => body.length().times(*repeat),
            Self::Capture(_, _, body, _) | Self::Gated(_, body) => body.length(),
            Self::Look(..) | Self::Edge(..) | Self::Broken => Length::NONE,
        }
    }

    /// Instructions that it takes.
    pub(super) fn states(&self) -> usize {
        let sum = |sizes: &mut dyn Iterator<Item = usize>| sizes.fold(0usize, usize::saturating_add);
        match self {
            Self::Step(..) | Self::Edge(..) => 1,
            Self::Seq(parts) => sum(&mut parts.iter().map(Self::states)),
            Self::Alt(branches) => sum(&mut branches.iter().map(|(branch, _)| branch.states().saturating_add(2))),
            Self::Repeat(body, repeat) => {
                let one = body.states();
                let optional = match repeat.max {
                    Some(max) => one.saturating_add(1).saturating_mul((max.saturating_sub(repeat.min)) as usize),
                    None => one.saturating_add(2),
                };
                one.saturating_mul(repeat.min as usize).saturating_add(optional)
            }
            Self::Gated(_, body) => body.states().saturating_add(1),
            Self::Look(_, body, _) => body.states().saturating_add(2),
            Self::Capture(_, _, body, _) => body.states().saturating_add(3),
            Self::Broken => 0,
        }
    }

    /// True for a part that was reported, or holds one that was.
    pub(super) fn is_broken(&self) -> bool {
        match self {
            Self::Broken => true,
            Self::Seq(parts) => parts.iter().any(Self::is_broken),
            Self::Alt(branches) => branches.iter().any(|(branch, _)| branch.is_broken()),
            Self::Repeat(body, _) | Self::Look(_, body, _) | Self::Capture(_, _, body, _) | Self::Gated(_, body) => {
                body.is_broken()
            }
            Self::Step(..) | Self::Edge(..) => false,
        }
    }
}
