//! The pattern language: tokens with attributes in the shape of a regular expression.
//!
//! Read by [`parse()`], which reports every mistake of a pattern and goes on, and printed by `Display`. What names stand for
//! is the business of [`crate::compile::pattern`]. Reference for authors: `docs/rule-language/patterns.md`.

mod ast;
mod parse;
mod print;
#[cfg(test)]
pub(crate) mod tests;

pub use ast::{Attr, Capture, Edge, Is, Look, Name, Node, NodeKind, Repeat, Test, Unit, Value, ValueKind};
pub use parse::parse;

use dateline_model::ByteSpan;

use super::Spot;

/// Where a pattern stands, so that a place in it is a place in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    file: String,
    /// The TOML value, quotes included.
    value: std::ops::Range<usize>,
    /// Byte of the file where the pattern's text begins, when its bytes stand there unescaped.
    text: Option<usize>,
}

impl Origin {
    /// The origin of a TOML string that `toml` says stands at `value` of `source`.
    ///
    /// A string with escapes is not the text that stands in the file; mistakes in it are shown at the whole string.
    pub fn new(file: impl Into<String>, source: &str, value: std::ops::Range<usize>) -> Self {
        let raw = source.get(value.clone()).unwrap_or_default();
        let long = raw.starts_with("'''") || raw.starts_with("\"\"\"");
        let mut start = if long { 3 } else { usize::from(raw.starts_with(['\'', '"'])) };
        if long {
            // TOML drops the line break behind the opening marks.
            let inner = &raw[3..];
            start += if inner.starts_with("\r\n") { 2 } else { usize::from(inner.starts_with('\n')) };
        }
        let escaped = raw.starts_with('"') && raw.contains('\\');
        Self { file: file.into(), text: (!escaped).then_some(value.start + start), value }
    }

    /// A pattern that is the whole of a file.
    pub fn whole(file: impl Into<String>, text: &str) -> Self {
        Self { file: file.into(), value: 0..text.len(), text: Some(0) }
    }

    /// The place in the file of a place in the pattern.
    pub fn spot(&self, span: ByteSpan) -> Spot {
        let bytes = match self.text {
            Some(start) => start + span.start as usize..start + span.end as usize,
            None => self.value.clone(),
        };
        Spot { file: self.file.clone(), bytes }
    }
}
