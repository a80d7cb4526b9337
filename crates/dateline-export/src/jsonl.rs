//! JSON Lines: the output contract, one article a line.

use std::io::{self, Write};

use dateline_model::Extraction;

/// Writes one article as one line of JSON.
///
/// # Errors
/// When the writer fails.
pub fn write_jsonl(extraction: &Extraction, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, extraction)?;
    out.write_all(b"\n")
}
