//! How well two spellings of a place's name are told from two places' names.
//!
//! Invariant: only the two strings are looked at, never a gazetteer.

use std::path::Path;

use dateline_core::names::PlaceName;

use super::Figure;
use super::name_pairs::score;
use crate::repo;

/// Reads and measures one file.
pub(super) fn measure(path: &Path) -> anyhow::Result<Vec<Figure>> {
    let particles = repo::name_particles()?;
    let place = |name: &str| PlaceName::new(&particles, name);
    score(path, "variant", |a, b| place(a).compare(&place(b)).is_match())
}
