//! How well two spellings of a person's name are told from two persons' names.
//!
//! Invariant: only the two strings are looked at.

use std::path::Path;

use dateline_core::names::PersonName;

use super::Figure;
use super::name_pairs::score;
use crate::repo;

/// Reads and measures one file.
pub(super) fn measure(path: &Path) -> anyhow::Result<Vec<Figure>> {
    let particles = repo::name_particles()?;
    let person = |name: &str| PersonName::new(&particles, name);
    score(path, "alias", |a, b| person(a).compare(&person(b)).is_match())
}
