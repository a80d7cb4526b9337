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

/// The name within a third of the word's length in edits, the nearest first, then the first in order.
fn nearest<'n>(wrong: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let limit = (wrong.chars().count() / 3).max(1);
    names.map(|name| (strsim::osa_distance(wrong, name), name)).filter(|(d, _)| *d <= limit).min().map(|(_, name)| name)
}
