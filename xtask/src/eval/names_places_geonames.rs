//! How well two spellings of a place's name are told from two places' names.
//!
//! Invariant: only the two strings are looked at, never a gazetteer.

use super::name_pairs::score;
use dateline_core::names::{NameParticles, PlaceName};
use std::path::Path;

/// The figures of the data set in `dir`.
pub(super) fn run(dir: &Path, split: &str) -> anyhow::Result<Vec<(String, f64)>> {
    let particles = NameParticles::from_toml(include_str!("../../../rules/english/lexicon/name-particles.toml"))?;
    let place = |name: &str| PlaceName::new(&particles, name);
    score(dir, split, "variant", |a, b| place(a).compare(&place(b)).is_match())
}
