//! From an article's text to events, by rules.
//!
//! The rooms, in the order in which the data passes: [`text`] → [`pack`] → [`compile`] → [`analysis`] → [`extract`] →
//! [`resolve`]; [`names`] compares names for the others. [`engine`] runs them; [`plugin`] is what programs can add.
//!
//! Invariant: no input or output, clock, locale or thread pool in here. The same article and packs give the same bytes.

pub mod analysis;
pub mod compile;
pub mod engine;
pub mod extract;
pub mod names;
pub mod pack;
pub mod plugin;
pub mod resolve;
pub mod text;

/// A hash over the sources of this crate, by which what it wrote is known to be its own.
pub const SOURCES: &str = env!("DATELINE_SOURCES");
