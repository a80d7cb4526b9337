//! Rules to mentions: every place in the text where something is said to have happened.
//!
//! Invariant: a mention owns token ranges and group numbers, never text; who says it and when and where it was is the
//! business of [`crate::resolve`].

mod cues;
mod due;
mod entries;
mod form;
mod frames;
mod matches;
mod mention;
mod order;
pub mod patterns;
mod sentence;
mod watch;

use cues::apply_cues;
pub use entries::entry;
pub use form::Form;
pub(crate) use frames::count_of_group;
pub use frames::{Argument, Arguments, Ask, Open, Tried, admits};
pub use mention::{CountOf, CountValue, Found, Mention, Reference, RoleFiller, Why};
pub use sentence::{Memory, mentions};
pub use watch::{Attempt, Stop, Unwatched, Watch};
