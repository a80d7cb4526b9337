//! Diagnostics: what is wrong with a pack, where, and what to do. Plain data; the command line renders it.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::Range;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub enum Severity {
    /// Worth a look; the rule is used.
    Warning,
    /// The rule or file is left out, and the run fails.
    Error,
}

/// A place in a pack file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Spot {
    /// Path inside the pack, with the pack's id in front.
    pub file: String,
    /// Bytes of the file.
    pub bytes: Range<usize>,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct Diagnostic {
    /// Stable code, such as `unknown-type`.
    pub code: Cow<'static, str>,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub title: String,
    /// Where.
    pub spot: Spot,
    /// What stands at the place.
    pub label: String,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error.
    pub fn error(code: &'static str, spot: Spot, title: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            severity: Severity::Error,
            title: title.into(),
            spot,
            label: label.into(),
            help: None,
        }
    }

    /// A warning.
    pub fn warning(code: &'static str, spot: Spot, title: impl Into<String>, label: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, spot, title, label) }
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds "did you mean" with the nearest of `names`, when one is near.
    #[must_use]
    pub fn nearest<'n>(self, wrong: &str, names: impl Iterator<Item = &'n str>) -> Self {
        match nearest(wrong, names) {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }
}

/// The name within a third of the word's length in edits, the nearest first, then the first in order. A pack that misses
/// another has thousands of wrong names, and there are tens of thousands to compare each with.
pub fn nearest<'n>(wrong: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let letters = Letters::of(wrong);
    let mut limit = (letters.length / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for name in names.filter(|name| !name.is_empty()) {
        if letters.least_edits(name, limit) > limit {
            continue;
        }
        let found = (strsim::osa_distance(wrong, name), name);
        if found.0 <= limit && best.is_none_or(|best| found < best) {
            limit = found.0;
            best = Some(found);
        }
    }
    best.map(|(_, name)| name)
}

/// How many of each letter a word has; letters that share a place count as one.
struct Letters {
    length: usize,
    counts: [u32; 64],
}

impl Letters {
    fn of(word: &str) -> Self {
        let mut letters = Self { length: 0, counts: [0; 64] };
        for c in word.chars() {
            letters.length += 1;
            letters.counts[c as usize % 64] += 1;
        }
        letters
    }

    /// So many edits at least part the word from the other: every letter that one has and the other has not is an edit.
    /// Above the limit it need not be exact.
    fn least_edits(&self, other: &str, limit: usize) -> usize {
        // A letter has a byte at least.
        if other.len() + limit < self.length {
            return limit + 1;
        }
        let (mut left, mut length, mut extra) = (self.counts, 0, 0);
        for c in other.chars() {
            length += 1;
            match &mut left[c as usize % 64] {
                0 => extra += 1,
                count => *count -= 1,
            }
            if extra > limit {
                return extra;
            }
        }
        extra.max(self.length + extra - length)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What `nearest` stands for: every name is compared.
    fn slowly<'n>(wrong: &str, names: &[&'n str]) -> Option<&'n str> {
        let limit = (wrong.chars().count() / 3).max(1);
        let near = names.iter().map(|name| (strsim::osa_distance(wrong, name), *name)).filter(|(d, _)| *d <= limit);
        near.min().map(|(_, name)| name)
    }

    #[test]
    fn the_nearest_is_the_first_of_those_with_fewest_edits() {
        let check = |wrong: &str, names: &[&str], expected: Option<&str>| {
            assert_eq!(nearest(wrong, names.iter().copied()), expected, "{wrong}");
        };
        check("iq.mosull", &["iq.basra", "iq.mosul", "iq.moula"], Some("iq.mosul"));
        check("abdc", &["abcd", "abdd"], Some("abcd"));
        check("us", &["iq", "u", "usa"], Some("u"));
        check("us", &["iq", "usual"], None);
        check("قاضي", &["قاضى", "قا"], Some("قاضى"));
        check("x", &[], None);
    }

    proptest! {
        #[test]
        fn no_near_name_is_passed_over(wrong in "[abcé]{1,9}", names in prop::collection::vec("[abcé]{1,9}", 0..20)) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            prop_assert_eq!(nearest(&wrong, names.iter().copied()), slowly(&wrong, &names));
        }
    }
}
