//! Exporters: one module a format, each from an [`Extraction`](dateline_model::Extraction) to bytes.

mod jsonl;
mod text;

pub use jsonl::write_jsonl;
pub use text::{Style, write_text};
