//! How well two spellings of a person's name are told from two persons' names.
//!
//! Invariant: only the two strings are looked at.

use super::name_pairs::score;
use dateline_core::names::{NameParticles, PersonName};
use std::path::Path;

/// The figures of the data set in `dir`.
pub(super) fn run(dir: &Path, split: &str) -> anyhow::Result<Vec<(String, f64)>> {
    let particles = NameParticles::from_toml(include_str!("../../../rules/english/lexicon/name-particles.toml"))?;
    let person = |name: &str| PersonName::new(&particles, name);
    score(dir, split, "alias", |a, b| person(a).compare(&person(b)).is_match())
}
