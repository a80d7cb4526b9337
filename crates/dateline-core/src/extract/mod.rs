//! Rules to mentions: every place in the text where something is said to have happened.
//!
//! Invariant: a mention owns token ranges and group numbers, never text; who says it and when and where it was is the
//! business of [`crate::resolve`].

mod cues;
mod form;
mod frames;
mod mention;
pub mod patterns;
mod watch;

pub use cues::apply_cues;
pub use form::Form;
pub use frames::{Argument, Arguments, Open, admits, frame_mentions};
pub use mention::{CountOf, CountValue, Mention, RoleFiller, Why};
pub use watch::{Attempt, Stop, Unwatched, Watch};
