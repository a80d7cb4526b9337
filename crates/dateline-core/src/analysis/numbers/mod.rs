//! Numbers and quantities: digits, number words, hedges, ranges and vague amounts, each with the interval it supports.
//!
//! Invariant: a number that names, dates or measures (a year, a brigade, a calibre, a sum of money) is never a
//! [`QuantityKind::Count`], and `min <= max` always.

mod parse;
mod quantity;
#[cfg(test)]
mod tests;
mod words;

pub use parse::Number;
pub use quantity::{Quantity, QuantityKind, find_quantities};
pub use words::{After, Before, Hedge, NumberWords, NumbersToml, RangesToml, VagueToml};
