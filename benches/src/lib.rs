//! What the engine is measured on: generated news and packs, and the project's own articles.
//!
//! Invariant: the same texts on every machine, so that figures of different days can be compared.

mod corpus;
mod generate;
mod measure;
mod packs;
mod scan;
mod stream;

pub use corpus::corpus;
pub use generate::{Generator, news};
pub use measure::{peak_memory, processor_seconds};
pub use packs::{pack, without_rules};
pub use scan::{names, scanner};
pub use stream::Stream;

use dateline::RawDocument;

/// Bytes of all texts.
pub fn bytes(documents: &[RawDocument]) -> u64 {
    documents.iter().map(|d| d.text.len() as u64).sum()
}
