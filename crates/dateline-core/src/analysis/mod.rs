//! Tokens to linguistic structure: tags, lemmas, groups, names, numbers, times, clauses.

pub mod lemma;
pub mod tags;
