//! Tokens to linguistic structure: tags, lemmas, groups, names, numbers, times, clauses.

pub mod numbers;
pub mod times;

mod phrase;
