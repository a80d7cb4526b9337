//! Records with named fields, whatever they come from, as documents.
//!
//! Invariant: of each list of names the first that the record has is taken, and case does not count.

use dateline_model::When;

use crate::failure::{Failure, FailureKind};
use crate::item::{Body, Undecoded};
use crate::options::Fields;
use crate::reader::{Flow, Reading};
use crate::when;

/// Where the fields that matter stand among a record's.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Columns {
    pub(crate) text: Option<usize>,
    pub(crate) id: Option<usize>,
    pub(crate) title: Option<usize>,
    pub(crate) url: Option<usize>,
    pub(crate) published: Option<usize>,
}

impl Columns {
    /// Finds them among the names.
    pub(crate) fn find(fields: &Fields, names: &[String]) -> Self {
        let find = |wanted: &[String]| {
            wanted.iter().find_map(|want| names.iter().position(|name| name.trim().eq_ignore_ascii_case(want)))
        };
        Self {
            text: find(&fields.text),
            id: find(&fields.id),
            title: find(&fields.title),
            url: find(&fields.url),
            published: find(&fields.published),
        }
    }
}

/// What was found in one record.
#[derive(Debug, Default)]
pub(crate) struct Row {
    pub(crate) text: Option<Vec<u8>>,
    pub(crate) id: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) published: Option<When>,
    /// The publication date as it stands there, when it cannot be read.
    pub(crate) unread_date: Option<String>,
}

impl Row {
    /// A publication date as text.
    pub(crate) fn dated(mut self, text: Option<String>) -> Self {
        self.published = text.as_deref().and_then(when::parse);
        self.unread_date = text.filter(|text| self.published.is_none() && !text.trim().is_empty());
        self
    }

    /// Hands the record over as a document; `fallback` is its id when it has none.
    pub(crate) fn give(self, reading: &mut Reading<'_, '_>, origin: &str, fallback: String, names: &[String]) -> Flow {
        let Some(text) = self.text.filter(|text| !text.trim_ascii().is_empty()) else {
            let failure = no_text(&reading.options.fields, names);
            return reading.fail(origin, failure);
        };
        let filled = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let mut found = Undecoded::new(filled(self.id), fallback, Body::Bytes(text));
        found.title = filled(self.title);
        found.url = filled(self.url);
        found.published = self.published;
        found.unread_date = self.unread_date;
        reading.give(origin, found)
    }
}

fn no_text(fields: &Fields, names: &[String]) -> Failure {
    let wanted = fields.text.join("`, `");
    let is_wanted = |name: &&String| fields.text.iter().any(|want| name.trim().eq_ignore_ascii_case(want));
    if let Some(name) = names.iter().find(is_wanted) {
        return Failure::new(FailureKind::NoText, format!("field `{name}` holds no text"));
    }
    let there = names.iter().take(12).map(String::as_str).collect::<Vec<_>>().join("`, `");
    let message = format!("no text in field `{wanted}`; the record has `{there}`");
    Failure::new(FailureKind::NoText, message)
}
