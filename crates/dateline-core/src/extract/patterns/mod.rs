//! Patterns at work: from a program and the facts of a text to matches, in time linear in the text.
//!
//! [`find()`] runs one pattern over a stretch of text, [`PatternIndex`] many, each only where a word that it needs stands,
//! and [`nearest_miss`] says how far one came. A pattern sees a text through [`TokenFacts`] alone.
//!
//! Invariant: a match lies inside the stretch given; hyphens between words never hide one.

mod facts;
#[cfg(test)]
pub(crate) mod fake;
mod find;
mod index;
mod machine;
mod real;
mod seen;
#[cfg(test)]
mod tests;
mod token;

pub use facts::{GroupFacts, PhraseFacts, TokenFacts, VerbFacts};
pub use find::{Captured, Miss, PatternMatch, Scratch, find, nearest_miss};
pub use index::PatternIndex;
pub use real::Sentence;
