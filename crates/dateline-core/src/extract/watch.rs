//! A look over the shoulder of the frames: which triggers were tried, with which arguments, and why some came to nothing.
//!
//! Invariant: watching changes no result, and the normal run, which nobody watches, does no work for it.

use std::ops::Range;

use super::Form;
use super::frames::{Arguments, Tried};

/// One trigger that was tried for one frame. A trigger may be reported more than once; the last report stands.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// The frame.
    pub frame: u32,
    /// The trigger's tokens.
    pub trigger: Range<u32>,
    /// The form that it is read in, where it came so far.
    pub form: Option<Form>,
    /// Every form that was tried, and how far each came.
    pub forms: Vec<Tried>,
    /// What could fill its roles.
    pub arguments: Arguments,
    /// Why it came to nothing; `None` when it became a mention.
    pub stop: Option<Stop>,
}

/// Why a trigger came to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// A longer trigger or name over the same words means something else.
    Longer(Range<u32>),
    /// The trigger noun heads no noun group.
    NoHead,
    /// The words belong to a verb group, and the trigger is no verb.
    InVerb,
    /// The state is said of nobody.
    NoBearer,
    /// The rule switches the form off.
    Off(Form),
    /// The required role with this number found no filler.
    Role(u8),
    /// The pattern with this number among the program's vetoes forbids it, by these tokens.
    Vetoed(u32, Range<u32>),
    /// It only ought to be done.
    Due,
    /// The rule with this number speaks for the same words.
    Behind(u32),
    /// The rule asks for something of the trigger's own: a role, number, place or time.
    Unanchored,
}

/// Whoever wants to know.
pub trait Watch {
    /// A trigger is about to be tried.
    fn begin(&mut self) {}

    /// A trigger was tried; `attempt` is only made when somebody looks.
    fn tried(&mut self, attempt: impl FnOnce() -> Attempt);
}

/// Nobody looks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn tried(&mut self, _: impl FnOnce() -> Attempt) {}
}

impl Watch for Vec<Attempt> {
    fn tried(&mut self, attempt: impl FnOnce() -> Attempt) {
        self.push(attempt());
    }
}

impl Attempt {
    /// A match of a pattern rule, whose captures are its arguments.
    pub(super) fn found(frame: u32, trigger: Range<u32>) -> Self {
        let form = Some(Form::Pattern);
        Self { frame, trigger, form, forms: Vec::new(), arguments: Arguments::new(), stop: None }
    }

    /// A trigger that was given up before its arguments were looked at.
    pub(super) fn early(frame: u32, trigger: Range<u32>, stop: Stop) -> Self {
        Self { frame, trigger, form: None, forms: Vec::new(), arguments: Arguments::new(), stop: Some(stop) }
    }
}
