//! The articles that a measuring command reads: all at once, so that they can be read again.

use std::path::PathBuf;

use dateline::RawDocument;

use crate::inputs;

/// Articles, and how many could not be read.
pub(crate) struct Corpus {
    pub(crate) documents: Vec<RawDocument>,
    pub(crate) failed: usize,
}

impl Corpus {
    /// Reads the paths; what cannot be read is named on standard error. `None` when there is nothing to read.
    pub(crate) fn read(paths: &[PathBuf]) -> anyhow::Result<Option<Self>> {
        let mut corpus = Self { documents: Vec::new(), failed: 0 };
        for input in inputs::collect(paths)? {
            match input.read() {
                Ok(document) => corpus.documents.push(document),
                Err(error) => {
                    anstream::eprintln!("error: {}: {error:#}", input.name());
                    corpus.failed += 1;
                }
            }
        }
        if corpus.documents.is_empty() {
            anstream::eprintln!("error: no article could be read under the given paths");
            return Ok(None);
        }
        Ok(Some(corpus))
    }

    /// `54 documents: 53 read, 1 failed`.
    pub(crate) fn counts(&self) -> String {
        let read = self.documents.len();
        format!("{} documents: {read} read, {} failed", read + self.failed, self.failed)
    }
}
