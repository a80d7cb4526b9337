//! Tokens to linguistic structure: tags, lemmas, groups, names, numbers, times, clauses.

mod clauses;
mod context;
mod groups;
pub mod lemma;
pub mod model;
pub mod numbers;
mod phrase;
mod retag;
mod run;
pub mod spots;
pub mod tags;
pub mod times;
mod units;

pub use context::{Context, View};
pub use run::{Scratch, analyse};
pub use units::{Unit, UnitKind};
