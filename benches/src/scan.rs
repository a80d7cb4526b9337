//! The plainest thing that can be done with the same text, to measure the engine against: one look for many names.
//!
//! Invariant: the same number gives the same names on every machine.

use std::collections::BTreeSet;
use std::path::Path;

use aho_corasick::{AhoCorasick, BuildError, MatchKind};
use dateline::builtin_packs;

const SYLLABLES: [&str; 24] = [
    "ba", "shar", "da", "mir", "ka", "lif", "ra", "hum", "sa", "wan", "ta", "zir", "ma", "dul", "na", "jar", "qu",
    "bas", "ha", "lid", "ghi", "yan", "fu", "rat",
];

/// So many names: those of the tables of places in the built-in packs, then made ones.
pub fn names(count: usize) -> Vec<String> {
    let mut names = BTreeSet::new();
    for source in builtin_packs().values() {
        for (path, file) in &source.files {
            if Path::new(path).extension().is_some_and(|e| e == "tsv") {
                let table = String::from_utf8_lossy(file);
                let column = table.lines().skip(1).filter_map(|line| line.split('\t').nth(1));
                names.extend(column.filter(|name| name.len() > 3).map(str::to_owned));
            }
        }
    }
    let base = SYLLABLES.len();
    // Two words of three syllables: far more names than anybody asks for, each once.
    let mut number = 0;
    while names.len() < count {
        let word = |mut n: usize| {
            let mut word = String::new();
            for _ in 0..3 {
                word.push_str(SYLLABLES[n % base]);
                n /= base;
            }
            word[..1].to_uppercase() + &word[1..]
        };
        names.insert(format!("{} al-{}", word(number), word(number / base.pow(3))));
        number += 1;
    }
    names.into_iter().take(count).collect()
}

/// An automaton that finds the leftmost longest of so many names.
///
/// # Errors
/// When the automaton would be too large.
pub fn scanner(count: usize) -> Result<AhoCorasick, BuildError> {
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names(count))
}
