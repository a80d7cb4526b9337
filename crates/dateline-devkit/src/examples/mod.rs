//! The `[[yes]]` and `[[no]]` examples inside rule files, and what the engine makes of them.
//!
//! Invariant: the counts add up: every example is passed, failed, a known gap (`todo`) or skipped with a reason.

mod compare;
mod forms;
mod report;
mod run;
mod suite;

pub use compare::{Field, Wrong};
pub use forms::FormTests;
pub use report::{Counts, Failure, Kind, Outcome, Report, Skip, Verdict};
pub(crate) use run::kind_of;
pub use suite::{Case, Polarity, Suite};
