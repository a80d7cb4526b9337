//! What became of the articles. Invariant: the parts make up the whole.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// Counts of one run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Counts {
    /// Documents that the readers found, with those that they could not read.
    pub found: u64,
    /// Documents extracted.
    pub extracted: u64,
    /// Documents that failed, by kind of failure.
    pub failed: BTreeMap<String, u64>,
    /// Documents passed by because they are not in English, by language.
    pub foreign: BTreeMap<String, u64>,
    /// Documents left out because they are copies.
    pub left_out: u64,
    /// Extracted documents with the very text of an earlier one.
    pub copies: u64,
    /// Extracted documents with nearly the text of an earlier one.
    pub near_copies: u64,
    /// Extracted documents whose data bring an id that another document has.
    pub shared_ids: u64,
    /// Extracted documents with a publication date that cannot be read.
    pub unread_dates: u64,
    /// The first of these dates, and where it stands.
    pub first_unread_date: Option<String>,
    /// Extracted documents that took longer than the time limit.
    pub slow: u64,
    /// Mentions of events.
    pub events: u64,
    /// Incidents.
    pub incidents: u64,
    /// Bytes of text extracted.
    pub bytes: u64,
}

impl Counts {
    /// All that failed.
    pub fn failures(&self) -> u64 {
        self.failed.values().sum()
    }

    /// All that was passed by for its language.
    pub fn foreigners(&self) -> u64 {
        self.foreign.values().sum()
    }

    /// True when every document found is counted once.
    pub fn adds_up(&self) -> bool {
        self.found == self.extracted + self.failures() + self.foreigners() + self.left_out
    }
}

impl fmt::Display for Counts {
    /// One line, in which the parts add up to the documents found.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} documents: {} read, {} failed", self.found, self.extracted, self.failures())?;
        let list = |counts: &BTreeMap<String, u64>| {
            let parts: Vec<String> = counts.iter().map(|(name, count)| format!("{name} {count}")).collect();
            if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
        };
        write!(f, "{}", list(&self.failed))?;
        if !self.foreign.is_empty() {
            write!(f, ", {} not in English{}", self.foreigners(), list(&self.foreign))?;
        }
        if self.left_out > 0 {
            write!(f, ", {} copies left out", self.left_out)?;
        }
        write!(f, "; {} incidents from {} mentions", self.incidents, self.events)?;
        if self.copies + self.near_copies > 0 {
            write!(f, "; of those read {} are copies and {} near copies", self.copies, self.near_copies)?;
        }
        if let Some(first) = &self.first_unread_date {
            write!(f, "; {} dates of publication cannot be read, such as {first}", self.unread_dates)?;
        }
        if self.shared_ids > 0 {
            write!(f, "; {} share an id with another", self.shared_ids)?;
        }
        if self.slow > 0 {
            write!(f, "; {} took longer than the time limit", self.slow)?;
        }
        Ok(())
    }
}
