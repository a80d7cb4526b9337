//! Time expressions: dates, times of day, durations, sets and intervals, as said and as resolved.
//!
//! Invariant: a relative time with nothing to stand on stays unresolved; no date is ever invented.

mod find;
mod grammar;
mod resolve;
mod term;
#[cfg(test)]
mod tests;
mod value;
mod words;

pub use find::find_times;
pub use resolve::{Mode, Resolved, Standpoint, TextTime, TimeResolver};
pub use value::{
    Amount, Base, Calendar, Clock, Core, DayPart, Frame, Modifier, Moment, Part, Reference, Season, Step, Tense,
    TimeExpression, TimeKind, TimeValue, Unit, Year, YearPart,
};
pub use words::{Deictic, DurationHedge, Era, Meridiem, SetWord, Shift, TenseWord, TimeWords, TimesToml};
