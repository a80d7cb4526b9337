//! From an article's text to events, by rules.
//!
//! The rooms, in the order in which the data passes; each imports only rooms above it, but for [`pack`], which the later
//! ones read: [`text`] → [`pack`] → [`compile`] → [`analysis`] → [`extract`] → [`resolve`].
//!
//! Invariant: no input or output, clock, locale or thread pool in here. The same article and packs give the same bytes.

pub mod compile;
pub mod extract;
pub mod pack;
pub mod text;
