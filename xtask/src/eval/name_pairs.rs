//! Figures over pairs of names that are, or are not, one person or place.
//!
//! Invariant: rough variants are scored against the hard negatives; aliases, which often cannot be told from the
//! strings, are reported apart.

use anyhow::Context as _;
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
struct Pair {
    a: String,
    b: String,
    same: bool,
    kind: Kind,
}

#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Variant,
    Alias,
    Different,
}

/// F1, precision and recall of `same` on a split, named after `prefix`, and the recall of aliases.
pub(super) fn score(
    dir: &Path,
    split: &str,
    prefix: &str,
    same: impl Fn(&str, &str) -> bool,
) -> anyhow::Result<Vec<(String, f64)>> {
    let path = dir.join(format!("{split}.jsonl"));
    let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let (mut hits, mut misses, mut false_alarms, mut aliases, mut aliases_found) = (0_u32, 0_u32, 0_u32, 0_u32, 0_u32);
    for line in text.lines().filter(|l| !l.is_empty()) {
        let pair: Pair = serde_json::from_str(line)?;
        let is_match = same(&pair.a, &pair.b);
        match pair.kind {
            Kind::Alias => {
                aliases += 1;
                aliases_found += u32::from(is_match);
            }
            Kind::Variant | Kind::Different => match (pair.same, is_match) {
                (true, true) => hits += 1,
                (true, false) => misses += 1,
                (false, true) => false_alarms += 1,
                (false, false) => {}
            },
        }
    }
    let percent = |part: u32, whole: u32| 100.0 * f64::from(part) / f64::from(whole.max(1));
    Ok(vec![
        (format!("{prefix}_f1"), percent(2 * hits, 2 * hits + misses + false_alarms)),
        (format!("{prefix}_precision"), percent(hits, hits + false_alarms)),
        (format!("{prefix}_recall"), percent(hits, hits + misses)),
        ("alias_kind_recall".to_owned(), percent(aliases_found, aliases)),
    ])
}
